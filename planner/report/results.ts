// Azure's results string (`$TargetDedicatedNodes=3;...;name=value`) back into targets and variables.

export interface Results {
  /** `null` when the results do not name the target. */
  readonly dedicated: number | null;
  readonly lowPriority: number | null;
  /** All but the three system entries, in order. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
}

/** A new entry begins at a semicolon that a name and an equals sign follow; others belong to a value. */
const ENTRY_START = /;\s*(?=\$?[A-Za-z_][A-Za-z0-9_]*=)/;
const DEDICATED = new Set(['$TargetDedicatedNodes', '$TargetDedicated']);
const LOW_PRIORITY = new Set(['$TargetLowPriorityNodes']);
const OPTION = '$NodeDeallocationOption';

/** Reads what it can; a text that is no results string gives no targets and no variables. */
export function readResults(results: string): Results {
  let dedicated: number | null = null;
  let lowPriority: number | null = null;
  const variables: { name: string; value: string }[] = [];
  for (const entry of results.split(ENTRY_START)) {
    const equals = entry.indexOf('=');
    if (equals < 0) continue;
    const name = entry.slice(0, equals).trim();
    const value = entry.slice(equals + 1).replace(/;$/, '');
    if (DEDICATED.has(name)) dedicated = nodesOf(value);
    else if (LOW_PRIORITY.has(name)) lowPriority = nodesOf(value);
    else if (name !== OPTION) variables.push({ name, value });
  }
  return { dedicated, lowPriority, variables };
}

function nodesOf(value: string): number | null {
  const nodes = Math.trunc(Number(value));
  return Number.isFinite(nodes) ? nodes : null;
}
