// Random formulas as text: mostly of fitting kinds, now and then not, over a handful of names. And random
// environments for them.

import fc from 'fast-check';
import type { Decisions, Environment, NumberRange, Sample } from '../../runtime/index.ts';
import { createSampleStore, DECISIONS } from '../../runtime/index.ts';
import { NOON } from './corpus.ts';

export const METRICS = ['$PendingTasks', '$ActiveTasks', '$CurrentDedicatedNodes', '$CPUPercent'];
const NAMES = ['a', 'b', '$c', 'd'];
const TARGETS = [
  '$TargetDedicatedNodes',
  '$TargetLowPriorityNodes',
  '$TargetDedicated',
  '$NodeDeallocationOption',
];
// Most names mean something from the start, so that most formulas get further than their first line.
const FIRST = 'a = 3; b = $ActiveTasks.GetSample(2); $c = time();';
const LISTS = [
  'avg',
  'len',
  'max',
  'min',
  'sum',
  'norm',
  'range',
  'std',
  'lg',
  'ln',
  'log',
  'ceil',
  'floor',
  'round',
];

const pick = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);
const write = (
  strings: TemplateStringsArray,
  ...parts: readonly fc.Arbitrary<string>[]
): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => strings.reduce((text, piece, index) => text + texts[index - 1] + piece));

const { expression } = fc.letrec<Record<'expression' | 'number' | 'vector' | 'interval' | 'timestamp' | 'method' | 'bound', string>>((tie) => {
  const [number, vector, interval, timestamp] = [tie('number'), tie('vector'), tie('interval'), tie('timestamp')];
  const any = tie('expression');
  const metric = pick(...METRICS);
  const list = fc.oneof(number, vector, write`${vector}, ${number}`, write`${number}, ${number}, ${vector}`);
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: pick('1', '"x"', 'terminate', ...NAMES), weight: 1 },
      { arbitrary: number, weight: 8 },
      { arbitrary: vector, weight: 4 },
      { arbitrary: interval, weight: 2 },
      { arbitrary: timestamp, weight: 2 },
      { arbitrary: write`(${number} ? ${any} : ${any})`, weight: 3 },
      { arbitrary: write`${any} ${pick('+', '-', '*', '/', '<', '==', '!=', '&&', '||')} ${any}`, weight: 1 },
    ),
    number: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: fc.oneof(pick('0', '1', '2', '7', '100', '12', '3'), pick(...NAMES), metric, pick('$TargetDedicatedNodes', 'rand()')), weight: 6 },
      { arbitrary: write`(${number} ${pick('+', '-', '*', '/')} ${number})`, weight: 4 },
      { arbitrary: write`(${any} ${pick('<', '<=', '==', '!=', '>', '>=')} ${any})`, weight: 1 },
      { arbitrary: write`(${number} ${pick('<', '<=', '==', '!=', '>', '>=')} ${number})`, weight: 3 },
      { arbitrary: write`(${timestamp} ${pick('<', '>=', '==')} ${timestamp})`, weight: 1 },
      { arbitrary: write`${number} ${pick('&&', '||')} ${number}`, weight: 2 },
      { arbitrary: write`${pick('-', '!')}${number}`, weight: 2 },
      { arbitrary: write`(${number} ? ${number} : ${number})`, weight: 2 },
      { arbitrary: write`${pick(...LISTS)}(${list})`, weight: 8 },
      { arbitrary: write`${pick('val', 'percentile')}(${vector}, ${number})`, weight: 3 },
      { arbitrary: write`${timestamp}.${pick('year', 'month', 'day', 'weekday', 'hour', 'minute', 'second')}`, weight: 2 },
      { arbitrary: write`${metric}.${pick('Count()', 'GetSamplePeriod()', 'HistoryBeginTime()')}`, weight: 1 },
      { arbitrary: write`${metric}.GetSamplePercent(${tie('bound')})`, weight: 2 },
      { arbitrary: pick('stop()', 'stop()', 'missing', 'max()', 'a.GetSample(1)'), weight: 1 },
    ),
    bound: fc.oneof({ arbitrary: interval, weight: 4 }, { arbitrary: timestamp, weight: 2 }, write`${interval}, ${interval}`, any),
    vector: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: tie('method'), weight: 6 },
      { arbitrary: write`(${vector} ${pick('+', '-', '*', '/')} ${fc.oneof(vector, number)})`, weight: 2 },
      { arbitrary: write`${pick('lg', 'ceil', 'round')}(${vector}, ${number})`, weight: 1 },
      { arbitrary: pick(...NAMES), weight: 2 },
    ),
    method: fc.oneof(
      write`${metric}.GetSample(${number})`,
      write`${metric}.GetSample(${tie('bound')}, ${pick('0', '10', '50', '70', '100')})`,
      write`${metric}.GetSample(${tie('bound')})`,
    ),
    interval: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: pick('TimeInterval_Minute', '90 * TimeInterval_Second', 'TimeInterval_Minute * 5', 'TimeInterval_Zero', 'TimeInterval_Year'), weight: 6 },
      { arbitrary: write`(${interval} ${pick('+', '-')} ${interval})`, weight: 1 },
      { arbitrary: write`(${interval} ${pick('*', '/')} ${number})`, weight: 1 },
      { arbitrary: write`(${timestamp} - ${timestamp})`, weight: 1 },
      { arbitrary: write`-${interval}`, weight: 1 },
    ),
    timestamp: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: pick('time()', 'time("2025-03-05T11:58:00Z")', 'time("2025-03-05T11:57:30.5+00:00")', 'time("2025-03-09")'), weight: 6 },
      { arbitrary: pick('time("Wed, 05 Mar 2025 11:00:00 GMT")', 'time("soon")', '$PendingTasks.HistoryBeginTime()'), weight: 1 },
      { arbitrary: write`(${timestamp} + ${interval})`, weight: 2 },
    ),
  };
}); // biome-ignore format: one alternative a line

const statement = fc.oneof(
  { arbitrary: write`${pick(...NAMES)} = ${expression};`, weight: 6 },
  { arbitrary: write`${pick(...TARGETS)} = ${expression};`, weight: 3 },
  { arbitrary: write`$NodeDeallocationOption = ${pick('terminate', 'retaineddata')};`, weight: 1 },
  { arbitrary: write`${expression};`, weight: 1 },
);

/** A formula of one to six statements. */
export const formulas: fc.Arbitrary<string> = fc
  .array(statement, { minLength: 1, maxLength: 6 })
  .map((statements) => [FIRST, ...statements].join('\n'));

const history = fc
  .array(fc.tuple(fc.nat(20), fc.integer({ min: -2, max: 30 })), { maxLength: 16 })
  .map((pairs) => pairs.map(([age, value]): Sample => [NOON - age * 15_000, value]));

/** An environment with some samples of some metrics. */
export const environments: fc.Arbitrary<Environment> = fc
  .record({ histories: fc.array(history, { minLength: 4, maxLength: 4 }), nodes: fc.nat(9), targets: fc.tuple(fc.nat(9), fc.nat(9)) })
  .map(({ histories, nodes, targets }) => ({
    now: NOON,
    samples: createSampleStore(Object.fromEntries(METRICS.map((metric, index) => [metric, histories[index]!]))),
    targetDedicatedNodes: targets[0],
    targetLowPriorityNodes: targets[1],
    live: nodes === 0 ? {} : { $CurrentDedicatedNodes: nodes },
    random: () => 0.25,
  })); // biome-ignore format: one record

/** Any of the documented choices, some left out. */
export const decisions: fc.Arbitrary<Partial<Decisions>> = fc.record(
  Object.fromEntries(
    Object.entries(DECISIONS).map(([name, { choices }]) => [
      name,
      Array.isArray(choices)
        ? fc.constantFrom(...choices)
        : fc.integer({ min: (choices as NumberRange).least, max: (choices as NumberRange).most }),
    ]),
  ),
  { requiredKeys: [] },
);
