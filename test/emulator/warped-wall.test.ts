import { expect, test } from 'vitest';
import { warpWall } from '../../emulator/warped-wall.ts';

test('time passes faster only while nobody works', () => {
  let raw = 1000;
  const wall = warpWall(() => raw, 60);
  raw += 5000;
  expect(wall.now()).toBe(0);
  wall.begin();
  raw += 10;
  expect(wall.now()).toBe(600);
  wall.setBusy(true);
  raw += 10;
  expect(wall.now()).toBe(610);
  raw += 5;
  wall.setBusy(false);
  raw += 1;
  expect(wall.now()).toBe(615 + 60);
});

test('a clock that is set back stands still, and goes on from there', () => {
  let raw = 1000;
  const wall = warpWall(() => raw, 1);
  wall.begin();
  raw += 50;
  expect(wall.now()).toBe(50);
  raw -= 3_600_000;
  expect(wall.now()).toBe(50);
  raw += 25;
  expect(wall.now()).toBe(75);
});
