// Paths of steps: level pieces and sheer sides, for each of which SVG takes one number. Neighbours of equal height are
// one piece.

/** A place in pixels as paths have it: hundredths are finer than any screen. */
export const pixel = (place: number): number => Math.floor(place * 100 + 0.5) / 100;

/** A line at `heights[i]` from `edges[i]` to `edges[i + 1]`, both in pixels; empty where there is nothing. */
export function stepLine(edges: ArrayLike<number>, heights: ArrayLike<number>): string {
  return heights.length === 0
    ? ''
    : `M${edges[0]},${heights[0]}${onwards(edges, heights, 0, heights.length)}`;
}

/** What lies between `tops[i]` and `bottoms[i]` from `edges[i]` to `edges[i + 1]`, all in pixels from above. */
export function stepArea(
  edges: ArrayLike<number>,
  tops: ArrayLike<number>,
  bottoms: ArrayLike<number>,
): string {
  let path = '';
  for (let from = 0; from < tops.length; ) {
    if (tops[from]! >= bottoms[from]!) {
      from += 1;
      continue;
    }
    let to = from + 1;
    while (to < tops.length && tops[to]! < bottoms[to]!) to += 1;
    path += `M${edges[from]},${bottoms[from]}V${tops[from]}${onwards(edges, tops, from, to)}`;
    path += `V${bottoms[to - 1]}${backwards(edges, bottoms, from, to)}Z`;
    from = to;
  }
  return path;
}

/** From the left end at its height to the right end. */
function onwards(edges: ArrayLike<number>, heights: ArrayLike<number>, from: number, to: number): string {
  let path = '';
  for (let place = from + 1; place < to; place += 1)
    if (heights[place] !== heights[place - 1]) path += `H${edges[place]}V${heights[place]}`;
  return `${path}H${edges[to]}`;
}

/** From the right end at its height to below the left end, which closing the path reaches. */
function backwards(edges: ArrayLike<number>, heights: ArrayLike<number>, from: number, to: number): string {
  let path = '';
  for (let place = to - 2; place >= from; place -= 1)
    if (heights[place] !== heights[place + 1]) path += `H${edges[place + 1]}V${heights[place]}`;
  return path;
}
