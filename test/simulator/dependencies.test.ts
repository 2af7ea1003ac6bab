import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TaskDependencies } from '../../simulator/model/task.ts';
import { Dependencies } from '../../simulator/service/dependencies.ts';
import { exitActionsOf } from '../../simulator/service/exit-conditions.ts';
import { NumberSet } from '../../simulator/service/number-set.ts';

describe('a set of numbers', () => {
  test('knows the largest missing number below a bound', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.boolean(), fc.oneof(fc.nat(200), fc.constantFrom(1023, 1024, 2 ** 31, 2 ** 40))),
        ),
        fc.array(fc.nat(1200)),
        (changes, extra) => {
          const set = new NumberSet();
          const plain = new Set<number>();
          const look = (most: number): void => {
            let missing = most;
            while (plain.has(missing)) missing--;
            expect(set.lastMissing(most)).toBe(missing);
            expect(set.has(most)).toBe(plain.has(most));
          };
          // A solid block, so that words of words are full.
          for (let number = 0; number < 1100; number++) {
            set.add(number);
            plain.add(number);
          }
          for (const number of extra) {
            set.remove(number);
            plain.delete(number);
          }
          for (const [isIn, number] of changes) {
            if (isIn) set.add(number);
            else set.remove(number);
            if (isIn) plain.add(number);
            else plain.delete(number);
            for (const most of [number, number + 1, 1099, 2 ** 33]) look(most);
          }
          look(1099);
        },
      ),
    );
  });
});

const on = (
  taskIds: readonly string[],
  ...ranges: readonly (readonly [number, number])[]
): TaskDependencies => ({
  taskIds,
  taskIdRanges: ranges.map(([start, end]) => ({ start, end })),
});

describe('dependencies', () => {
  test('are matched whatever the case of the ids, and whoever comes first', () => {
    const waits = new Dependencies();
    expect(waits.satisfy('Early')).toEqual([]);
    expect(waits.block(1, on(['EARLY', 'late']))).toBe(true);
    expect(waits.satisfy('LATE')).toEqual([1]);
    expect(waits.block(2, on(['early', 'Late']))).toBe(false);
  });

  test('a range wants each of its numbers once, zeros in front apart', () => {
    const waits = new Dependencies();
    waits.block(9, on([], [1, 3]));
    expect(waits.satisfy('3')).toEqual([]);
    expect(waits.satisfy('003')).toEqual([]);
    expect(waits.satisfy('02')).toEqual([]);
    expect(waits.satisfy('two')).toEqual([]);
    expect(waits.satisfy('1')).toEqual([9]);
  });

  test('a range of a thousand million costs no more than a small one', () => {
    const waits = new Dependencies();
    for (let task = 0; task < 10_000; task++) waits.block(task, on([], [1, 1e9]));
    for (let number = 1; number < 20_000; number++) waits.satisfy(String(number));
    expect(waits.size).toBe(10_000);
  });

  test('many tasks on one wide range are released together when its last number is there', () => {
    const waits = new Dependencies();
    for (let task = 0; task < 20_000; task++) waits.block(100_000 + task, on([], [0, 19_999]));
    for (let number = 19_999; number > 0; number--) expect(waits.satisfy(String(number)).length).toBe(0);
    expect(waits.satisfy('0').length).toBe(20_000);
  });

  test('who came before a parent was taken back keeps what it has; who comes after waits', () => {
    const waits = new Dependencies();
    waits.satisfy('2');
    waits.block(10, on(['3'], [1, 2]));
    waits.revoke('2');
    waits.block(11, on(['2'], [1, 2]));
    expect(waits.satisfy('1')).toEqual([]);
    expect(waits.satisfy('3')).toEqual([10]);
    expect(waits.satisfy('2')).toEqual([11]);
  });

  test('agree with looking at everything each time', () => {
    const ids = fc.constantFrom('1', '2', '02', '3', '4', '5', 'a', 'A', 'b');
    const task = fc.record({
      taskIds: fc.array(ids, { maxLength: 3 }),
      taskIdRanges: fc.array(
        fc.tuple(fc.nat(5), fc.nat(3)).map(([start, more]) => ({ start, end: start + more })),
        { maxLength: 2 },
      ),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(task, ids), { maxLength: 60 }), (steps) => {
        const waits = new Dependencies();
        const done = new Set<string>();
        const blocked = new Map<number, TaskDependencies>();
        const isMet = ({ taskIds, taskIdRanges }: TaskDependencies): boolean =>
          taskIds.every((id) => done.has(id.toLowerCase())) &&
          taskIdRanges.every(({ start, end }) => {
            for (let number = start; number <= end; number++)
              if (![...done].some((id) => Number(id) === number)) return false;
            return true;
          });
        steps.forEach((step, index) => {
          if (typeof step !== 'string') {
            const isBlocked = !isMet(step);
            expect(waits.block(index, step)).toBe(isBlocked);
            if (isBlocked) blocked.set(index, step);
            return;
          }
          done.add(step.toLowerCase());
          const released = [...blocked].filter(([, each]) => isMet(each)).map(([one]) => one);
          expect(waits.satisfy(step)).toEqual(released);
          for (const one of released) blocked.delete(one);
        });
        expect(waits.blocked()).toEqual([...blocked.keys()]);
      }),
    );
  });
});

describe('exit conditions', () => {
  const terminate = { jobAction: 'terminate', dependencyAction: 'block' };
  const fine = { jobAction: 'none', dependencyAction: 'satisfy' };
  const disable = { jobAction: 'disable' } as const;
  const satisfy = { dependencyAction: 'satisfy' } as const;
  const nothing = { exitCodes: [], exitCodeRanges: [] };

  test.each([
    ['success', 'success', 0, undefined, fine],
    ['failure', 'failure', 1, undefined, terminate],
    [
      'the default for any other code',
      'failure',
      1,
      { ...nothing, default: satisfy },
      { ...terminate, ...satisfy },
    ],
    ['no default for success', 'success', 0, { ...nothing, default: disable }, fine],
    [
      'a listed code before a range',
      'failure',
      5,
      {
        exitCodes: [{ code: 5, exitOptions: satisfy }],
        exitCodeRanges: [{ start: 1, end: 9, exitOptions: disable }],
      },
      { ...terminate, ...satisfy },
    ],
    [
      'both ends of a range belong to it',
      'failure',
      9,
      { ...nothing, exitCodeRanges: [{ start: 1, end: 9, exitOptions: disable }] },
      { ...terminate, ...disable },
    ],
    [
      'success that is listed',
      'success',
      0,
      { ...nothing, exitCodes: [{ code: 0, exitOptions: disable }] },
      { ...fine, ...disable },
    ],
    [
      'a pre-processing error',
      'notstarted',
      Number.NaN,
      { ...nothing, preProcessingError: satisfy, default: disable },
      { ...terminate, ...satisfy },
    ],
    [
      'a pre-processing error by default',
      'notstarted',
      Number.NaN,
      { ...nothing, default: disable },
      { ...terminate, ...disable },
    ],
    [
      'a listed code before an upload error',
      'notuploaded',
      0,
      { ...nothing, exitCodes: [{ code: 0, exitOptions: satisfy }], fileUploadError: disable },
      { ...terminate, ...satisfy },
    ],
    [
      'an upload error',
      'notuploaded',
      0,
      { ...nothing, fileUploadError: satisfy },
      { ...terminate, ...satisfy },
    ],
    ['an end from outside', 'terminated', -9, { ...nothing, default: satisfy }, { ...terminate, ...satisfy }],
  ] as const)('%s', (_, end, exitCode, conditions, expected) => {
    expect(exitActionsOf(conditions, end, exitCode)).toEqual(expected);
  });
});
