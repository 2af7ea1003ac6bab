// A pool's formula, its interval and what they came to: data that a saved run holds, and beside it what the formula
// is compiled to, which is made again when it is not there.

import { compile, type MetricUse, type Program } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import {
  type AutoScaleRun,
  createStepSource,
  type Duration,
  type Evaluator,
  type Random,
  type Retention,
  type SampleSource,
  type StepSeries,
} from '../../runtime/index.ts';
import { type EventId, NO_EVENT } from '../kernel/queue.ts';

/** A metric that is recorded for a pool's formula, for the one before it, or for one that is known to come. */
export interface Recorded {
  readonly id: MetricUse['id'];
  readonly series: StepSeries;
  retention: Retention;
}

/** What follows from the settings. */
interface Tools {
  readonly evaluate: Evaluator;
  readonly samples: SampleSource;
}

/** Autoscale settings and what they came to. A class, so that its tools are not saved. */
export class AutoScale {
  readonly formula: string;
  interval: Duration;
  /** Draws for `rand()`. */
  readonly random: Random;
  /** The next evaluation. */
  due: EventId = NO_EVENT;
  run: AutoScaleRun | undefined = undefined;
  private tools: Tools | undefined = undefined;

  constructor(given: Pick<AutoScale, 'formula' | 'interval' | 'random'>) {
    this.formula = given.formula;
    this.interval = given.interval;
    this.random = given.random;
  }

  /** The compiled formula and the samples it reads; the recordings are the pool's, all the formula needs among them. */
  toolsOf(recordings: readonly Recorded[], evaluatorOf: EvaluatorOf): Tools {
    this.tools ??= makeTools(this.formula, recordings, evaluatorOf);
    return this.tools;
  }
}

/** Makes the evaluator of a program: the runtime's own, or one of somebody who watches what evaluations do. */
export type EvaluatorOf = (program: Program) => Evaluator;

function makeTools(formula: string, recordings: readonly Recorded[], evaluatorOf: EvaluatorOf): Tools {
  const { program } = compile(createSource('formula', formula));
  if (program === undefined) throw new Error('a formula that does not compile got through to the service');
  return {
    evaluate: evaluatorOf(program),
    samples: createStepSource(new Map(recordings.map(({ id, series }) => [id, series]))),
  };
}
