// A pool's formula, its interval and what they came to: data that a saved run holds, and beside it what the formula
// is compiled to, which is made again when it is not there.

import { compile, type MetricUse } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import {
  type AutoScaleRun,
  createEvaluator,
  createStepSource,
  type Duration,
  type Evaluator,
  type Random,
  type SampleSource,
  type StepSeries,
} from '../../runtime/index.ts';

/** A metric that is recorded for a formula. */
export interface Recorded {
  readonly id: MetricUse['id'];
  readonly series: StepSeries;
}

/** What follows from the settings. */
interface Tools {
  readonly evaluate: Evaluator;
  readonly samples: SampleSource;
}

/** Autoscale settings and what they came to. A class, so that its tools are not saved. */
export class AutoScale {
  readonly formula: string;
  readonly interval: Duration;
  /** Every metric that the formula reads, with its step series. */
  readonly recordings: readonly Recorded[];
  /** Draws for `rand()`. */
  readonly random: Random;
  run: AutoScaleRun | undefined = undefined;
  private tools: Tools | undefined = undefined;

  constructor(given: Pick<AutoScale, 'formula' | 'interval' | 'recordings' | 'random'>) {
    this.formula = given.formula;
    this.interval = given.interval;
    this.recordings = given.recordings;
    this.random = given.random;
  }

  /** The compiled formula and the samples it reads. */
  toolsOf(): Tools {
    this.tools ??= makeTools(this);
    return this.tools;
  }
}

function makeTools({ formula, recordings }: AutoScale): Tools {
  const { program } = compile(createSource('formula', formula));
  if (program === undefined) throw new Error('a formula that does not compile got through to the service');
  return {
    evaluate: createEvaluator(program),
    samples: createStepSource(new Map(recordings.map(({ id, series }) => [id, series]))),
  };
}
