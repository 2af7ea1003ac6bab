// The known name nearest to what was written, for "did you mean".

/** The nearest of `names` within a third of the written length, regardless of case; undefined when none is near. */
export function nearestName<Name extends string>(written: string, names: readonly Name[]): Name | undefined {
  const short = written.slice(0, 80).toLowerCase();
  let best: Name | undefined;
  let least = Math.max(1, Math.floor(short.length / 3)) + 1;
  for (const name of names) {
    const distance = editDistance(short, name.toLowerCase());
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

// Insertions, deletions, replacements and swaps of neighbours.
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const next = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(last[column]! + 1, next[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) cost = Math.min(cost, before[column - 2]! + 1);
      next.push(cost);
    }
    [before, last] = [last, next];
  }
  return last[to.length]!;
}
