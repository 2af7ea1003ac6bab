import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Kernel } from '../../simulator/kernel/kernel.ts';
import { createPace } from '../../simulator/kernel/pace.ts';
import { RANKS, type Rank } from '../../simulator/ranks.ts';

const START = 1_740_960_000_000;

interface Planned {
  readonly delay: number;
  readonly rank: Rank;
  readonly cancelled: boolean;
}

const planned: fc.Arbitrary<readonly Planned[]> = fc.array(
  fc.record({
    delay: fc.nat(20),
    rank: fc.constantFrom<Rank>(RANKS.command, RANKS.ended, RANKS.ready, RANKS.evaluate),
    cancelled: fc.boolean(),
  }),
  { maxLength: 200 },
);

test('events happen by time, then rank, then sequence, and cancelled ones not at all', () => {
  fc.assert(
    fc.property(planned, (events) => {
      const kernel = new Kernel(START);
      const seen: number[] = [];
      const handler = kernel.handler((argument) => void seen.push(argument));
      const ids = events.map(({ delay, rank }, index) => kernel.at(START + delay, rank, handler, index));
      events.forEach(({ cancelled }, index) => {
        if (cancelled) kernel.cancel(ids[index]!);
      });
      kernel.advance(Number.POSITIVE_INFINITY);
      const expected = [...events.keys()]
        .filter((index) => !events[index]!.cancelled)
        .sort((a, b) => events[a]!.delay - events[b]!.delay || events[a]!.rank - events[b]!.rank || a - b);
      expect(seen).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('an event scheduled for now runs in this instant, at its rank, behind those that were there before', () => {
  const kernel = new Kernel(START);
  const seen: string[] = [];
  const names = ['first', 'later rank', 'added now', 'standing'];
  const say = kernel.handler((argument) => void seen.push(names[argument]!));
  const add = kernel.handler(() => {
    seen.push('adder');
    kernel.at(kernel.now, RANKS.ended, say, 2);
  });
  kernel.at(START + 5, RANKS.ended, add, 0);
  kernel.at(START + 5, RANKS.ended, say, 0);
  kernel.at(START + 5, RANKS.ready, say, 1);
  kernel.stand(() => void seen.push('standing'));
  kernel.standAt(START + 5);
  kernel.advance(START + 5);
  expect(seen).toEqual(['standing', 'adder', 'first', 'added now', 'later rank']);
});

test('the closing happens once an instant, after lower ranks, and again when a later rank asks for it', () => {
  const kernel = new Kernel(START);
  const seen: string[] = [];
  kernel.closing(RANKS.settle, () => void seen.push(`settle ${kernel.now - START}`));
  const cause = kernel.handler((argument) => {
    seen.push(`cause ${argument}`);
    kernel.close();
  });
  kernel.at(START + 1, RANKS.ended, cause, 1);
  kernel.at(START + 1, RANKS.ready, cause, 2);
  kernel.at(START + 1, RANKS.evaluate, cause, 3);
  kernel.advance(START + 2);
  expect(seen).toEqual(['cause 1', 'cause 2', 'settle 1', 'cause 3', 'settle 1']);
});

test('the standing event comes first also when the instant has begun', () => {
  const kernel = new Kernel(START);
  const seen: string[] = [];
  kernel.closing(RANKS.settle, () => void seen.push('settle'));
  kernel.stand(() => void seen.push('standing'));
  kernel.close();
  kernel.standAt(START);
  kernel.advance(START);
  expect(seen).toEqual(['standing', 'settle']);
});

test('a cancelled event is forgotten by peek, and cancelling a past event does nothing', () => {
  const kernel = new Kernel(START);
  const handler = kernel.handler(() => {});
  const first = kernel.at(START + 1, RANKS.ended, handler, 0);
  kernel.at(START + 7, RANKS.ended, handler, 0);
  kernel.cancel(first);
  expect(kernel.peek()).toBe(START + 7);
  kernel.advance(START + 7);
  const reused = kernel.at(START + 9, RANKS.ended, handler, 0);
  kernel.cancel(first);
  expect(kernel.peek()).toBe(START + 9);
  kernel.cancel(reused);
  expect(kernel.peek()).toBe(Number.POSITIVE_INFINITY);
});

test('stop ends the run after the present instant, and a bounded advance goes on where it was', () => {
  const kernel = new Kernel(START);
  let seen = 0;
  const handler = kernel.handler((argument) => {
    seen++;
    if (argument === 1) kernel.stop();
  });
  kernel.at(START + 1, RANKS.ended, handler, 1);
  kernel.at(START + 1, RANKS.ready, handler, 0);
  kernel.at(START + 2, RANKS.ready, handler, 0);
  expect(kernel.advance(Number.POSITIVE_INFINITY)).toBe(false);
  expect([seen, kernel.now]).toEqual([2, START + 1]);
  expect(kernel.advance(Number.POSITIVE_INFINITY, 1)).toBe(true);
  expect([seen, kernel.now]).toEqual([3, START + 2]);
});

test('the paced kernel waits on the wall, and an outside act finds a settled kernel at the wall time', async () => {
  const kernel = new Kernel(START);
  const seen: string[] = [];
  let wallNow = 0;
  let waiting: { at: number; then: () => void } | undefined;
  const wall = {
    now: () => wallNow,
    wait: (delay: number, then: () => void) => {
      waiting = { at: wallNow + delay, then };
      return () => {};
    },
  };
  kernel.closing(RANKS.settle, () => void seen.push(`settle ${kernel.now - START}`));
  const tick = kernel.handler((argument) => {
    seen.push(`tick ${argument}`);
    kernel.close();
  });
  kernel.at(START + 10_000, RANKS.ended, tick, 1);
  kernel.at(START + 30_000, RANKS.ended, tick, 2);
  const pace = createPace(kernel, wall, 10);
  const done = pace.run(START + 40_000);
  await Promise.resolve();
  expect(waiting?.at).toBe(1000);
  wallNow = 1500;
  pace.perform(() => {
    seen.push(`act ${kernel.now - START}`);
    kernel.close();
  });
  await Promise.resolve();
  expect(seen).toEqual(['tick 1', 'settle 10000', 'act 15000', 'settle 15000']);
  wallNow = 3000;
  waiting!.then();
  await done;
  expect(seen.slice(4)).toEqual(['tick 2', 'settle 30000']);
});
