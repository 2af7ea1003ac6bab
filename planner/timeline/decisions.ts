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
    const count = entries.length;
    const columns = {
      time: new Float64Array(count),
      pool: new Uint16Array(count),
      dedicatedBefore: new Float64Array(count),
      lowPriorityBefore: new Float64Array(count),
      dedicated: new Float64Array(count),
      lowPriority: new Float64Array(count),
      formula: new Uint16Array(count),
    };
    for (const [row, { time, pool, before, fact }] of entries.entries()) {
      const { dedicated, lowPriority } = readTargets(fact.results);
      columns.time[row] = time;
      columns.pool[row] = pool;
      columns.dedicatedBefore[row] = before.dedicated;
      columns.lowPriorityBefore[row] = before.lowPriority;
      columns.dedicated[row] = dedicated ?? Number.NaN;
      columns.lowPriority[row] = lowPriority ?? Number.NaN;
      columns.formula[row] = places.get(fact.formula)!;
    }
    const results = entries.map(({ fact }) => fact.results);
    const errors = entries.map(({ fact }) => errorText(fact));
    return { total, every, count, ...columns, results, errors, formulas };
  }
}

function errorText({ error: { code, message, values } }: Evaluated): string {
  if (code === '') return '';
  const detail = values.map(({ value }) => value).join(' ');
  return [code, message, detail].filter((part) => part !== '').join(': ');
}
