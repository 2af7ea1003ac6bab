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

/** Reads what it can; a text that is no results string gives no targets and no variables. */
export function readResults(results: string): Results {
  const nodes: Record<'dedicated' | 'lowPriority', number | null> = { dedicated: null, lowPriority: null };
  const variables: { name: string; value: string }[] = [];
  for (const [name, value] of resultEntries(results)) {
    const given = SYSTEM.get(name);
    if (given === undefined) variables.push({ name, value });
    else if (given !== 'option') nodes[given] = nodesOf(value);
  }
  return { ...nodes, variables };
}

function nodesOf(value: string): number | null {
  const nodes = Math.trunc(Number(value));
  return Number.isFinite(nodes) ? nodes : null;
}
