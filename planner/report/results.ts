// Azure's results string (`$TargetDedicatedNodes=3;...;name=value`) back into targets and variables.

import { resultEntries } from '../../runtime/index.ts';

/** Targets and variables of one evaluation. */
export interface Results {
  /** `null` when the results do not name the target. */
  readonly dedicated: number | null;
  readonly lowPriority: number | null;
  /** All but the three system entries, in order. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
}

/** What each system entry of a results string gives, old names included. */
const SYSTEM: ReadonlyMap<string, 'dedicated' | 'lowPriority' | 'option'> = new Map(
  Object.entries({
    $TargetDedicatedNodes: 'dedicated',
    $TargetDedicated: 'dedicated',
    $TargetLowPriorityNodes: 'lowPriority',
    $TargetLowPriority: 'lowPriority',
    $NodeDeallocationOption: 'option',
  } as const),
);

/** The two targets alone, which Azure writes first: many texts are read for no more. */
export function readTargets(results: string): Pick<Results, 'dedicated' | 'lowPriority'> {
  const targets = targetsOf(resultEntries(results, 2));
  const isThere = targets.dedicated !== null && targets.lowPriority !== null;
  return isThere ? targets : targetsOf(resultEntries(results));
}

/** Reads what it can; a text that is no results string gives no targets and no variables. */
export function readResults(results: string): Results {
  const entries = resultEntries(results);
  const variables: { readonly name: string; readonly value: string }[] = [];
  for (const [name, value] of entries) if (systemEntry(name) === undefined) variables.push({ name, value });
  const { dedicated, lowPriority } = targetsOf(entries);
  return { dedicated, lowPriority, variables };
}

/** What a system entry of that name gives. All of them begin alike, so most names are not looked up. */
const systemEntry = (name: string) => (name.startsWith('$') ? SYSTEM.get(name) : undefined);

/** Of a target that is named twice, the first counts. */
function targetsOf(entries: ReturnType<typeof resultEntries>): Pick<Results, 'dedicated' | 'lowPriority'> {
  const nodes: Record<'dedicated' | 'lowPriority', number | null> = { dedicated: null, lowPriority: null };
  for (const [name, value] of entries) {
    const given = systemEntry(name);
    if (given !== undefined && given !== 'option') nodes[given] ??= nodesOf(value);
  }
  return nodes;
}

function nodesOf(value: string): number | null {
  const nodes = Math.trunc(Number(value));
  return Number.isFinite(nodes) ? nodes : null;
}
