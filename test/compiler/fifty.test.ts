// The fifty mistakes that were seen in formulas of other people, each with the complaint that finds it. A rule's own
// example shows it; where the compiler complains anyway, a formula stands here.

import { expect, test } from 'vitest';
import { FORMULA_CODES, inspect, RULES } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';

/** What a formula does wrong: the code that says so, and a formula where no rule brings one. */
type Mistake = readonly [number: number, mistake: string, code: string, formula?: string];

// biome-ignore format: table
const FIFTY: readonly Mistake[] = [
  [1,  'a semicolon is missing',                       'syntax-missing-semicolon', 'a = 1\n$TargetDedicatedNodes = a;'],
  [2,  'a name is not defined',                        'type-undefined-name',      '$TargetDedicatedNodes = $totalNodes;'],
  [3,  'a window without a percentage or a guard',     'lint-unguarded-window'],
  [4,  'the guard is about other samples',             'lint-guard-of-other-samples'],
  [5,  'the guard lets too few samples through',       'lint-guard-too-low'],
  [6,  'a percentage compared with a fraction',        'lint-percent-as-fraction'],
  [7,  'CPU on a scale that nobody knows',             'lint-cpu-scale'],
  [8,  'a fraction of a node is cut off',              'lint-lost-fraction'],
  [9,  'a target can be negative',                     'lint-negative-target'],
  [10, 'only tasks that wait are counted',             'lint-active-tasks-only'],
  [11, 'running tasks are counted twice',              'lint-counted-twice'],
  [12, 'a name says another count of tasks',           'lint-misleading-name'],
  [13, 'tasks are taken for nodes of several slots',   'lint-slots-ignored'],
  [14, 'the slots of a node are written out',          'lint-slots-written-out'],
  [15, 'the default deallocation stops tasks',         'lint-default-deallocation'],
  [16, 'an option is misspelt',                        'type-undefined-name',      '$TargetDedicatedNodes = 1; $NodeDeallocationOption = retaindata;'],
  [17, 'no target is assigned',                        'type-no-target',           'nodes = 4;'],
  [18, 'one kind of node is left as it is',            'lint-one-kind-of-node'],
  [19, 'one kind of node is made of the other',        'lint-other-kind-of-node'],
  [20, 'an old name and the full one',                 'lint-mixed-names'],
  [21, 'an old name',                                  'lint-old-name'],
  [21, 'a metric that has no samples any more',        'lint-retired-metric'],
  [22, 'a window that is too short',                   'lint-short-window'],
  [23, 'the newest sample alone decides',              'lint-newest-sample-only'],
  [24, 'a cap beside a list that may be empty',        'lint-cap-of-nothing'],
  [25, 'a mean of what may be nothing',                'lint-aggregate-of-nothing'],
  [26, 'a condition that never or always holds',       'lint-constant-condition'],
  [27, 'Sunday may be 0 or 7',                         'lint-sunday'],
  [28, 'the last hour counts as a whole',              'lint-inclusive-hour'],
  [29, 'hours are those of UTC',                       'lint-utc'],
  [30, 'a date that is getting old',                   'lint-fixed-date'],
  [31, 'too many digits of a second',                  'lint-time-digits'],
  [32, 'escapes of JSON are left',                     'syntax-json-escape',       'a = time(\\"2025-03-05T11:00:00Z\\"); $TargetDedicatedNodes = 1;'],
  [33, 'a placeholder is left: ${x}',                  'syntax-placeholder',       '$TargetDedicatedNodes = ${maxNodes};'],
  [33, 'a placeholder is left: {{x}}',                 'syntax-placeholder',       '$TargetDedicatedNodes = {{maxNodes}};'],
  [33, 'a placeholder is left: {x}',                   'syntax-placeholder',       '$TargetDedicatedNodes = {maxNodes};'],
  [33, 'a placeholder is left: %s',                    'syntax-placeholder',       '$TargetDedicatedNodes = %s;'],
  [33, 'a placeholder is left: <max>',                 'syntax-placeholder',       '$TargetDedicatedNodes = <max>;'],
  [33, 'a word in capitals is left',                   'type-undefined-name',      '$TargetDedicatedNodes = NUMBER_NODES;'],
  [34, 'a method that is not there',                   'type-undefined-method',    '$TargetDedicatedNodes = max(0, $PendingTasks.GetAverage(5));'],
  [34, 'a method of a vector',                         'type-undefined-method',    '$TargetDedicatedNodes = $PendingTasks.GetSample(5).Last();'],
  [34, 'a function that is not there',                 'type-undefined-function',  '$TargetDedicatedNodes = trunc(2.5);'],
  [35, 'a pool that only ever halves',                 'lint-halving'],
  [36, 'a name that nothing reads',                    'lint-unused-name'],
  [37, 'the least is above the most',                  'lint-limits-crossed'],
  [38, 'a cap is missing',                             'lint-no-cap'],
  [39, 'a division by what may be zero',               'lint-zero-divisor'],
  [40, 'an interval taken from an instant',            'type-wrong-operands',      'start = time() - TimeInterval_Hour; $TargetDedicatedNodes = 1;'],
  [41, 'a name with and without a dollar sign',        'lint-two-spellings'],
  [42, 'nearly the name of a target',                  'type-near-target',         '$targetDedicatedNodes = 4;'],
  [42, 'nearly a name of the service',                 'lint-near-service-name'],
  [42, 'nearly the name of an interval',               'type-undefined-name',      '$TargetDedicatedNodes = max(0, $PendingTasks.GetSample(TimeZoneInterval_Hour, 0));'],
  [43, 'tasks that take several slots',                'lint-multi-slot-tasks'],
  [44, 'tasks that take several nodes',                'lint-multi-node-mean'],
  [45, 'pre-empted nodes are counted',                 'lint-preempted-counted'],
  [46, 'settings that do not go with a formula',       'lint-pool-settings'],
  [47, 'nearly too long',                              'lint-near-limits'],
  [48, 'a value that is replaced before it is read',   'lint-dead-assignment'],
  [49, 'a vector in the place of a number',            'type-vector-as-number',    '$TargetDedicatedNodes = $PendingTasks.GetSample(4) > 3 ? 2 : 1;'],
  [50, 'a number before a vector',                     'type-vector-second',       '$TargetDedicatedNodes = min(5, max(0, 2 * $PendingTasks.GetSample(4)));'],
];

/** Rules about what the fifty do not name. */
const BEYOND: readonly string[] = [
  'lint-chained-comparison',
  'lint-empty-request',
  'lint-function-name',
  'lint-future-window',
  'lint-order-of-samples',
  'lint-wrong-weekday',
];

test('all fifty are found, and every rule is about one of them or is named besides', () => {
  const numbers = new Set(FIFTY.map(([number]) => number));
  expect([...numbers]).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  const codes = FIFTY.map(([, , code]) => code);
  expect(codes.filter((code) => !FORMULA_CODES.has(code))).toEqual([]);
  const others = RULES.map(({ code }) => code).filter((code) => !codes.includes(code));
  expect(others.sort()).toEqual(BEYOND);
});

test.each(FIFTY.map(([number, mistake, code, formula]) => ({ number, mistake, code, formula })))(
  '$number: $mistake is $code',
  ({ code, formula }) => {
    const rule = RULES.find((one) => one.code === code);
    const text = formula ?? rule!.row.example;
    const levels = rule === undefined ? {} : { [code]: rule.row.severity };
    const options = { levels, ...(rule?.row.pool !== undefined && { pool: rule.row.pool }) };
    const found = inspect(createSource('formula', text), options).diagnostics.map((one) => one.code);
    expect(found).toContain(code);
  },
);
