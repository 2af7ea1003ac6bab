// What the pools were asked for, and what the evaluations said, in the order of time.

import type { Fact } from '../../simulator/index.ts';
import { ThinnedList } from '../report/logs.ts';
import { readTargets } from '../report/results.ts';
import type { EvaluationColumns, TargetColumns } from './timeline.ts';

/** Evaluations that a timeline keeps. */
const EVALUATIONS_KEPT = 20_000;

export type Evaluated = Extract<Fact, { event: 'PoolAutoScaleEvent' }>;

interface Target {
  readonly time: number;
  readonly pool: number;
  readonly dedicated: number;
  readonly lowPriority: number;
}

interface Evaluation {
  readonly time: number;
  readonly pool: number;
  readonly before: Pick<Target, 'dedicated' | 'lowPriority'>;
  readonly fact: Evaluated;
}

const NOTHING = { dedicated: 0, lowPriority: 0 } as const;

/** Hears of targets and evaluations; pools are numbers here. */
export class DecisionBook {
  private readonly targets: Target[] = [];
  private readonly evaluations = new ThinnedList<Evaluation>(EVALUATIONS_KEPT);
  private readonly current = new Map<number, Target>();

  aim(target: Target): void {
    const before = this.current.get(target.pool) ?? NOTHING;
    if (before.dedicated === target.dedicated && before.lowPriority === target.lowPriority) return;
    this.targets.push(target);
    this.current.set(target.pool, target);
  }

  evaluated(time: number, pool: number, fact: Evaluated): void {
    const before = this.current.get(pool) ?? NOTHING;
    this.evaluations.add(() => ({ time, pool, before, fact }));
  }

  readTargets(): TargetColumns {
    const { targets } = this;
    return {
      count: targets.length,
      time: Float64Array.from(targets, ({ time }) => time),
      pool: Uint16Array.from(targets, ({ pool }) => pool),
      dedicated: Float64Array.from(targets, ({ dedicated }) => dedicated),
      lowPriority: Float64Array.from(targets, ({ lowPriority }) => lowPriority),
    };
  }

  readEvaluations(): EvaluationColumns {
    const { total, every, entries } = this.evaluations;
    const formulas = [...new Set(entries.map(({ fact }) => fact.formula))];
    const places = new Map(formulas.map((formula, place) => [formula, place]));
    const targets = entries.map(({ fact }) => readTargets(fact.results));
    return {
      total,
      every,
      count: entries.length,
      time: Float64Array.from(entries, ({ time }) => time),
      pool: Uint16Array.from(entries, ({ pool }) => pool),
      dedicatedBefore: Float64Array.from(entries, ({ before }) => before.dedicated),
      lowPriorityBefore: Float64Array.from(entries, ({ before }) => before.lowPriority),
      dedicated: Float64Array.from(targets, ({ dedicated }) => dedicated ?? Number.NaN),
      lowPriority: Float64Array.from(targets, ({ lowPriority }) => lowPriority ?? Number.NaN),
      results: entries.map(({ fact }) => fact.results),
      errors: entries.map(({ fact }) => errorText(fact)),
      formula: Uint16Array.from(entries, ({ fact }) => places.get(fact.formula)!),
      formulas,
    };
  }
}

function errorText({ error: { code, message, values } }: Evaluated): string {
  if (code === '') return '';
  const detail = values.map(({ value }) => value).join(' ');
  return [code, message, detail].filter((part) => part !== '').join(': ');
}
