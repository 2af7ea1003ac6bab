// Azure's results string (`$TargetDedicatedNodes=3;...;name=value`) back into targets and variables.

/** Targets and variables of one evaluation. */
export interface Results {
  /** `null` when the results do not name the target. */
  readonly dedicated: number | null;
  readonly lowPriority: number | null;
  /** All but the three system entries, in order. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
}

/** A new entry begins at a semicolon that a name and an equals sign follow; others belong to a value. */
const ENTRY_START = /;\s*(?=\$?[A-Za-z_][A-Za-z0-9_]*=)/;

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
  for (const entry of results.split(ENTRY_START)) {
    const equals = entry.indexOf('=');
    if (equals < 0) continue;
    const name = entry.slice(0, equals).trim();
    const value = entry.slice(equals + 1).replace(/;$/, '');
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
