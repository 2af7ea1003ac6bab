import { expect, test } from 'vitest';
import { createDraw, createRandom, drawAt, restoreRandom } from '../../runtime/index.ts';

function moments(draw: (index: number) => number, count: number) {
  const draws = Array.from({ length: count }, (_, index) => draw(index));
  const mean = draws.reduce((sum, value) => sum + value, 0) / count;
  const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  const pairs = draws
    .slice(1)
    .reduce((sum, value, index) => sum + (value - mean) * (draws[index]! - mean), 0);
  const cells = new Array<number>(64).fill(0);
  for (const value of draws) cells[Math.floor(value * 64)]!++;
  const chiSquare = cells.reduce((sum, cell) => sum + (cell - count / 64) ** 2 / (count / 64), 0);
  return { mean, variance, correlation: pairs / count / variance, chiSquare };
}

function expectUniform(draw: (index: number) => number) {
  const { mean, variance, correlation, chiSquare } = moments(draw, 20_000);
  expect(mean).toBeCloseTo(1 / 2, 1.5);
  expect(variance).toBeCloseTo(1 / 12, 2);
  expect(Math.abs(correlation)).toBeLessThan(0.03);
  // 63 degrees of freedom: beyond 126 is five standard deviations out.
  expect(chiSquare).toBeLessThan(126);
}

test('streams and draws are uniform, for near seeds and near names', () => {
  for (const seed of [0, 1, 2, -1, 2 ** 40]) {
    for (const name of ['', 'a', 'b', 'node failures']) {
      expectUniform(createRandom(seed, name));
      expectUniform(createDraw(seed, name));
      const base = createDraw(seed, name);
      expectUniform((index) => base(1_741_176_000_000 + index * 30_000));
    }
  }
});

test('the first draws of near seeds and of near names are unrelated', () => {
  expectUniform((index) => createRandom(index, 'task')());
  expectUniform((index) => createRandom(1, `task-${index}`)());
  expectUniform((index) => drawAt(index, 'task', 7));
  expectUniform((index) => drawAt(1, `task-${index}`, 7));
});

test('same seed and purpose give the same stream; another purpose gives another', () => {
  const take = (random: () => number) => Array.from({ length: 5 }, random);
  expect(take(createRandom(1, 'a'))).toEqual(take(createRandom(1, 'a')));
  expect(take(createRandom(1, 'a'))).not.toEqual(take(createRandom(1, 'b')));
  expect(take(createRandom(1, 'a'))).not.toEqual(take(createRandom(2, 'a')));
});

test('a stream continues from its stored state', () => {
  const random = createRandom(1, 'a');
  random();
  const stored = JSON.parse(JSON.stringify(random.state())) as number[];
  const expected = [random(), random(), random()];
  const restored = restoreRandom(stored);
  expect([restored(), restored(), restored()]).toEqual(expected);
});

test('a draw depends on seed, name and index alone', () => {
  expect(drawAt(1, 'loss', 5)).toBe(drawAt(1, 'loss', 5));
  expect(drawAt(1, 'loss', 5)).not.toBe(drawAt(1, 'loss', 5 + 2 ** 32));
  expect(drawAt(1, 'loss', 5)).toBe(createDraw(1, 'loss')(5));
});
