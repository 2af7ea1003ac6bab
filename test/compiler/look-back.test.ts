import { describe, expect, test } from 'vitest';
import { compileText } from './corpus.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

// Formula, how far back it reads its metric in milliseconds, how many newest samples it asks for.
// biome-ignore format: table
const LOOK_BACKS: readonly (readonly [formula: string, lookBack: number, newest: number])[] = [
  ['x = $PendingTasks;', 0, 1],
  ['x = $PendingTasks.GetSample(1);', 0, 1],
  ['x = $PendingTasks.GetSample(20.9);', 0, 20],
  ['x = $PendingTasks.GetSample(-3);', 0, 0],
  ['x = $PendingTasks.GetSample($PendingTasks);', 0, Infinity],
  ['x = $PendingTasks.GetSample(min($PendingTasks, 5));', 0, 5],
  ['x = $PendingTasks.GetSample(max(3, 7));', 0, 7],
  ['x = $PendingTasks.GetSample(ceil(2.5) + round(1.5) + floor(9.9));', 0, 3 + 2 + 9],
  ['x = $PendingTasks.GetSample(rand() * 10);', 0, 10],
  ['x = $PendingTasks.GetSample(time().hour);', 0, 23],
  ['x = $PendingTasks.GetSample(180 * TimeInterval_Second);', 180 * SECOND, 0],
  ['x = $PendingTasks.GetSample(TimeInterval_Minute * 15, 70);', 15 * MINUTE, 0],
  ['x = $PendingTasks.GetSample(TimeInterval_Minute, TimeInterval_Minute * 6);', 6 * MINUTE, 0],
  ['x = $PendingTasks.GetSample(TimeInterval_Minute * 6, TimeInterval_Minute, 50);', 6 * MINUTE, 0],
  ['x = $PendingTasks.GetSample(TimeInterval_Hour + TimeInterval_Minute - 30 * TimeInterval_Second);', HOUR + MINUTE - 30 * SECOND, 0],
  ['x = $PendingTasks.GetSample(TimeInterval_Hour / 4);', HOUR / 4, 0],
  ['x = $PendingTasks.GetSample(TimeInterval_Hour / $PendingTasks);', Infinity, 1],
  ['x = $PendingTasks.GetSample(-(-2 * TimeInterval_Minute));', 2 * MINUTE, 0],
  ['x = $PendingTasks.GetSample(-2 * TimeInterval_Minute);', 0, 0],
  ['span = TimeInterval_Minute * 10; n = 3; x = $PendingTasks.GetSample(span * n);', 30 * MINUTE, 0],
  ['span = TimeInterval_Minute; span = span * 2; x = $PendingTasks.GetSample(span);', 2 * MINUTE, 0],
  ['x = $PendingTasks.GetSample((time().hour > 8 ? 5 : 12) * TimeInterval_Minute);', 12 * MINUTE, 0],
  ['x = $PendingTasks.GetSample((1 < 2) * TimeInterval_Hour);', HOUR, 0],
  ['x = $PendingTasks.GetSample(time().hour > 8 ? 40 : TimeInterval_Hour);', HOUR, 40],
  ['x = $PendingTasks.GetSample(time() + -10 * TimeInterval_Minute);', 10 * MINUTE, 0],
  ['x = $PendingTasks.GetSample(time() + -10 * TimeInterval_Minute, time());', 10 * MINUTE, 0],
  ['x = $PendingTasks.GetSample(time("2025-03-05T11:00:00Z"));', Infinity, 0],
  ['x = $PendingTasks.GetSample(time() - time("2025-03-05T11:00:00Z"), 0);', Infinity, 0],
  ['x = $PendingTasks.GetSample($PendingTasks.HistoryBeginTime());', Infinity, 0],
  ['x = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 3);', 3 * MINUTE, 0],
  ['x = $PendingTasks.GetSample($PendingTasks.GetSamplePercent(TimeInterval_Minute));', MINUTE, 100],
  ['x = $PendingTasks.GetSample($PendingTasks * TimeInterval_Second);', Infinity, 1],
  ['x = $PendingTasks.GetSample(min(avg($PendingTasks.GetSample(2)), 60) * TimeInterval_Second);', 60 * SECOND, 2],
  ['x = $PendingTasks.GetSample(max(avg($PendingTasks.GetSample(2)), 60) * TimeInterval_Second);', Infinity, 2],
  ['x = $PendingTasks.GetSample(min($PendingTasks.GetSample(2), 60) * TimeInterval_Second);', 60 * SECOND, 2],
  ['x = $PendingTasks.GetSample(0 * $PendingTasks * TimeInterval_Second);', 0, 1],
  ['x = $PendingTasks.Count();', 0, 0],
  ['x = $PendingTasks.HistoryBeginTime();', 0, 0],
  ['x = $PendingTasks.GetSample(TimeInterval_Minute) + nodes;', MINUTE, 0],
  ['x = 0 ? $PendingTasks.GetSample(TimeInterval_Hour) : $PendingTasks.GetSample(3);', HOUR, 3],
  ['x = $PendingTasks.GetSample(7) - time();', 0, 7],
];

describe('how far back a formula reads', () => {
  test.each(LOOK_BACKS)('%s', (formula, lookBack, newest) => {
    expect(compileText(formula).program?.uses).toEqual([{ id: '$PendingTasks', lookBack, newest }]);
  });

  test('each metric by itself, in the order they are met', () => {
    const formula =
      'a = $ActiveTasks; b = $RunningTasks.GetSample(2) + $CurrentDedicated; c = $ActiveTasks.GetSample(TimeInterval_Hour);';
    expect(compileText(formula).program?.uses).toEqual([
      { id: '$ActiveTasks', lookBack: HOUR, newest: 1 },
      { id: '$RunningTasks', lookBack: 0, newest: 2 },
      { id: '$CurrentDedicatedNodes', lookBack: 0, newest: 1 },
    ]);
  });

  test('a formula that reads nothing', () => {
    expect(compileText('$TargetDedicatedNodes = 4;').program?.uses).toEqual([]);
  });
});
