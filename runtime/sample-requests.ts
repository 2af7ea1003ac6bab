// What an evaluation asked of the samples: each request with the window it covered and what was there. It is read
// off the values that an observer saw, so it also knows the request that made the evaluation fail.

import {
  decide,
  type LiveId,
  METHODS,
  type MethodNode,
  type MetricId,
  type Node,
  nodesIn,
  type Program,
} from '../compiler/index.ts';
import type { Environment } from './environment.ts';
import { expectedSamples, readWindow } from './library/methods.ts';
import type { Duration } from './time.ts';
import type { Value } from './value.ts';

/** A request, in the order of the text. Ages are before the time of the evaluation. */
export interface SampleRequest {
  readonly node: Extract<Node, { kind: 'method' | 'latest' }>;
  readonly metric: MetricId | LiveId;
  /** Absent where the evaluation did not come to it, as in the branch that was not taken. */
  readonly covered?: SampleWindow | NewestSamples;
}

/** Samples with `newer` <= age < `older`, unless a decision turns the bounds round. */
export interface SampleWindow {
  readonly kind: 'window';
  readonly newer: Duration;
  readonly older: Duration;
  readonly expected: number;
  readonly found: number;
  /** Whole, 0 to 100, as `GetSamplePercent` gives it. */
  readonly percent: number;
  /** Below this the evaluation fails; absent where the request only asks for the percentage. */
  readonly wanted?: number;
}

/** So many of the newest samples. */
export interface NewestSamples {
  readonly kind: 'newest';
  readonly expected: number;
  readonly found: number;
}

/** Everything that is asked of samples. `seen` holds each node that was evaluated and its value. */
export function sampleRequests(
  { steps }: Program,
  seen: ReadonlyMap<Node, Value>,
  environment: Environment,
): readonly SampleRequest[] {
  return steps.flatMap(({ value }) =>
    [...nodesIn(value)].flatMap((node): SampleRequest[] => {
      if (node.kind === 'latest') return latestRequest(node, seen, environment);
      if (node.kind !== 'method' || !asksForSamples(node)) return [];
      const covered = coveredBy(node, seen, environment);
      return [{ node, metric: node.metric, ...(covered !== undefined && { covered }) }];
    }),
  );
}

const WINDOWED = new Set(['GetSample', 'GetSamplePercent']);
const asksForSamples = ({ overloads }: MethodNode): boolean =>
  overloads.some((id) => WINDOWED.has(METHODS[id].name));

/** A bare name reads a sample only where the pool does not answer by itself. */
function latestRequest(
  node: Extract<Node, { kind: 'latest' }>,
  seen: ReadonlyMap<Node, Value>,
  { samples, now, live }: Environment,
): SampleRequest[] {
  if (live[node.id as LiveId] !== undefined) return [];
  const found = samples.newest(node.id, now, 1).length;
  return [
    { node, metric: node.id, ...(seen.has(node) && { covered: { kind: 'newest', expected: 1, found } }) },
  ];
}

function coveredBy(
  { overloads, arguments: given, metric }: MethodNode,
  seen: ReadonlyMap<Node, Value>,
  environment: Environment,
): SampleWindow | NewestSamples | undefined {
  const values = given.map((node) => seen.get(node));
  const [first, second, third] = values;
  if (first === undefined || values.includes(undefined)) return undefined;
  if (typeof first === 'number') {
    const expected = Math.max(0, Math.trunc(first));
    return {
      kind: 'newest',
      expected,
      found: environment.samples.newest(metric, environment.now, expected).length,
    };
  }
  const bounds = typeof second === 'object' ? [first, second] : [first];
  const [from, to = 0] = bounds.map((bound) => ageOf(bound, environment));
  if (from === undefined || !Number.isFinite(from) || !Number.isFinite(to)) return undefined;
  const [newer, older] = [Math.min(from, to), Math.max(from, to)];
  const decisions = decide(environment.decisions);
  const { values: found, percent } = readWindow({ environment, decisions }, { metric, newer, older });
  const asked = bounds.length === 2 ? third : second;
  const isFussy = overloads.some((id) => METHODS[id].name === 'GetSample');
  return {
    kind: 'window',
    newer,
    older,
    expected: expectedSamples(older - newer),
    found: found.length,
    percent,
    ...(isFussy && { wanted: typeof asked === 'number' ? asked : decisions.defaultSamplePercent }),
  };
}

/** The age of a bound in milliseconds; what lies in the future counts as now. */
function ageOf(bound: Value, { now }: Environment): Duration {
  if (typeof bound !== 'object' || !('kind' in bound)) return Number.NaN;
  if (bound.kind === 'option') return Number.NaN;
  return Math.max(0, bound.kind === 'timestamp' ? now - bound.instant : bound.duration);
}
