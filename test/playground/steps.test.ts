// What step charts draw, read back from their paths.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCurve, edgesOf, peakIn } from '../../playground/plots/sample.ts';
import { pixel, stepArea, stepLine } from '../../playground/plots/step-path.ts';

/** A level piece of a path. */
interface Level {
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

/** The level pieces of a path of `M`, `H`, `V` and `Z`; how often its pen was moved. */
function levelsOf(path: string): { readonly levels: readonly Level[]; readonly moves: number } {
  const levels: Level[] = [];
  let moves = 0;
  let [x, y, first] = [0, 0, 0];
  const level = (to: number) => {
    levels.push({ left: Math.min(x, to), right: Math.max(x, to), height: y });
    x = to;
  };
  for (const [, command, numbers] of path.matchAll(/([MHVZ])([-\d.,]*)/g)) {
    const [one = 0, other = 0] = numbers!.split(',').map(Number);
    if (command === 'M') {
      [x, y, first] = [one, other, one];
      moves += 1;
    } else if (command === 'H') level(one);
    else if (command === 'V') y = one;
    else level(first);
  }
  return { levels, moves };
}

const heightsAt = (levels: readonly Level[], x: number): readonly number[] =>
  levels
    .filter(({ left, right }) => left < x && x < right)
    .map(({ height }) => height)
    .sort((one, other) => one - other);

const edges = fc
  .uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 30 })
  .map((list) => list.sort((one, other) => one - other));
const stretches = edges.chain((list) => {
  const heights = fc.array(fc.integer({ min: 0, max: 4 }), {
    minLength: list.length - 1,
    maxLength: list.length - 1,
  });
  return fc.record({ edges: fc.constant(list), tops: heights, bottoms: heights });
});
const middles = (list: readonly number[]): readonly number[] =>
  list.slice(1).map((right, place) => (list[place]! + right) / 2);

describe('paths of steps', () => {
  test('a line is as high as its steps, and has no step more than it needs', () => {
    fc.assert(
      fc.property(stretches, ({ edges, tops }) => {
        const { levels, moves } = levelsOf(stepLine(edges, tops));
        expect(moves).toBe(1);
        expect(middles(edges).map((x) => heightsAt(levels, x))).toEqual(tops.map((top) => [top]));
        expect(levels).toHaveLength(tops.filter((top, place) => top !== tops[place - 1]).length);
      }),
    );
  });

  test('an area lies between its tops and bottoms, and nowhere where they meet', () => {
    fc.assert(
      fc.property(stretches, ({ edges, tops, bottoms }) => {
        const { levels } = levelsOf(stepArea(edges, tops, bottoms));
        const wanted = tops.map((top, place) => (top < bottoms[place]! ? [top, bottoms[place]!] : []));
        expect(middles(edges).map((x) => heightsAt(levels, x))).toEqual(wanted);
      }),
    );
  });

  test('places are told in hundredths of a pixel', () => {
    expect([1, 1.006, 12.345678, -0.004].map(pixel)).toEqual([1, 1.01, 12.35, 0]);
  });
});

describe('means of a curve', () => {
  const series = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 90 })), {
      minLength: 1,
      maxLength: 40,
    })
    .map((steps) => {
      let time = 0;
      return { times: steps.map(([length]) => (time += length)), values: steps.map(([, value]) => value) };
    });

  test('of many stretches are those of each', () => {
    fc.assert(
      fc.property(series, edges, (one, list) => {
        const curve = createCurve(one, 3000);
        const means = curve.means(Float64Array.from(list));
        expect(means).toHaveLength(list.length - 1);
        means.forEach((mean, place) => {
          expect(mean).toBeCloseTo(curve.mean(list[place]!, list[place + 1]!), 9);
        });
      }),
    );
  });

  test('the stretches are all steps in sight while they are few, else equally long', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 2, max: 60 }), (one, most) => {
        const [from, to] = [20, 900];
        const inside = one.times.filter((time) => time > from && time < to);
        const found = [...edgesOf([one], from, to, most)];
        expect(found[0]).toBe(from);
        expect(found.at(-1)).toBeCloseTo(to, 6);
        if (inside.length + 2 <= most) expect(found).toEqual([from, ...inside, to]);
        else expect(found).toHaveLength(most + 1);
      }),
    );
  });

  test('its peak in sight is the largest value there, of buckets the largest that they had', () => {
    const one = { times: [0, 10, 20, 30], values: [1, 5, 2, 7] };
    expect(peakIn(one, [0, 15])).toBe(5);
    expect(peakIn(one, [12, 14])).toBe(5);
    expect(peakIn(one, [20, 29])).toBe(2);
    expect(peakIn({ ...one, most: [1, 9, 2, 7] }, [0, 15])).toBe(9);
  });
});
