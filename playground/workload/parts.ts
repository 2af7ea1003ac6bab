// The parts of a workload as they stand in a scenario, each with the way to it, and how parts come and go.

import { isObject, valueAt, type Way, withValue } from '../form/value-path.ts';
import type { Json, JsonObject } from '../state.ts';

export interface WorkloadPart {
  readonly kind: 'generate' | 'trace' | 'jobs' | 'schedules' | 'operations';
  readonly way: Way;
  readonly value: Json;
}

const KINDS = ['trace', 'jobs', 'schedules', 'operations', 'generate'] as const;
/** Jobs, schedules and operations are lists that stand for themselves. */
const isSeveral = (kind: WorkloadPart['kind']): boolean => kind === 'trace' || kind === 'generate';

/** Every part in the order in which it stands there. */
export function partsOf({ workload }: JsonObject): readonly WorkloadPart[] {
  if (typeof workload === 'string') return [{ kind: 'trace', way: ['workload'], value: workload }];
  if (!Array.isArray(workload)) return isObject(workload) ? partsIn(workload, ['workload']) : [];
  return (workload as readonly Json[]).flatMap((one, at): readonly WorkloadPart[] => {
    if (typeof one === 'string') return [{ kind: 'trace', way: ['workload', at], value: one }];
    return isObject(one) ? partsIn(one, ['workload', at]) : [];
  });
}

function partsIn(mapping: JsonObject, way: Way): readonly WorkloadPart[] {
  return KINDS.flatMap((kind): readonly WorkloadPart[] => {
    const value = mapping[kind];
    if (value === undefined) return [];
    if (!isSeveral(kind) || !Array.isArray(value)) return [{ kind, way: [...way, kind], value }];
    return (value as readonly Json[]).map((item, at) => ({ kind, way: [...way, kind, at], value: item }));
  });
}

/** The scenario with a part more. */
export function withPart(scenario: JsonObject, part: JsonObject): JsonObject {
  const { workload } = scenario;
  const before =
    workload === undefined ? [] : Array.isArray(workload) ? (workload as readonly Json[]) : [workload];
  return { ...scenario, workload: [...before, part] };
}

/** The scenario without that part. */
export const withoutPart = (scenario: JsonObject, { way }: WorkloadPart): JsonObject =>
  withValue(scenario, way, undefined);

/** The name of the file that a trace is in. */
export const fileOf = ({ value }: WorkloadPart): string =>
  typeof value === 'string' ? value : String(valueAt(value, ['file']) ?? '');

/** The id of a job that no other generator has. */
export function freshJobId(scenario: JsonObject, wish: string): string {
  const taken = new Set(partsOf(scenario).map(({ value }) => valueAt(value, ['job', 'id']) ?? 'generated'));
  for (let number = 1; ; number++) {
    const id = number === 1 ? wish : `${wish}-${number}`;
    if (!taken.has(id)) return id;
  }
}
