import { describe, expect, test } from 'vitest';
import { complaints } from '../../compiler/diagnostics.ts';
import { suggestFunction, suggestMember, suggestMethod, suggestName } from '../../compiler/suggest.ts';
import { compileText } from './corpus.ts';

describe('each complaint', () => {
  test.each(Object.entries(complaints.rows))(
    '%s is provoked by its example, and nothing else is',
    (code, row) => {
      const { diagnostics, program } = compileText(row.example);
      expect(diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.severity])).toEqual([
        [code, row.severity],
      ]);
      expect(program, 'the service accepts the text').toBeDefined();
    },
  );

  test('leaves no hole unfilled', () => {
    for (const row of Object.values(complaints.rows)) {
      for (const { message, hint = '' } of compileText(row.example).diagnostics) {
        expect(message + hint).not.toMatch(/[{}]|undefined/);
      }
    }
  });
});

// What is read, and the name it must be taken for; empty when nothing is near.
// biome-ignore format: table
const NAMES: readonly (readonly [written: string, meant: string])[] = [
  ['$PendingTask',           '$PendingTasks'],
  ['$pendingTasks',          '$PendingTasks'],
  ['PendingTasks',           '$PendingTasks'],
  ['$targetDedicatedNodes',  '$TargetDedicatedNodes'],
  ['$TargetDedicatedNode',   '$TargetDedicatedNodes'],
  ['$TargetDedicatedVMs',    '$TargetDedicated'],
  ['$TargetLowPriorityNode', '$TargetLowPriorityNodes'],
  ['$CurrentDedicatedNode',  '$CurrentDedicatedNodes'],
  ['$CurentDedicated',       '$CurrentDedicated'],
  ['$UseableNodeCount',      '$UsableNodeCount'],
  ['$PreemptedNodesCount',   '$PreemptedNodeCount'],
  ['$TaskSlotPerNode',       '$TaskSlotsPerNode'],
  ['$CpuPercent',            '$CPUPercent'],
  ['TimeZoneInterval_Hour',  'TimeInterval_Hour'],
  ['TimeInterval_Minutes',   'TimeInterval_Minute'],
  ['timeInterval_second',    'TimeInterval_Second'],
  ['retaindata',             'retaineddata'],
  ['taskCompletion',         'taskcompletion'],
  ['terminat',               'terminate'],
  ['$sampels',               '$samples'],
  ['samples',                '$samples'],
  ['x',                      ''],
  ['mystery',                ''],
  ['nodes',                  ''],
];

describe('did you mean', () => {
  test.each(NAMES)('the name %s: %s', (written, meant) => {
    expect(suggestName(written, ['$samples', 'y'])).toBe(meant === '' ? '' : `did you mean \`${meant}\`?`);
  });

  // biome-ignore format: table
  test.each([
    [suggestName('true', []),                        'use 1'],
    [suggestName('False', []),                       'use 0'],
    [suggestName('time', []),                        '`time(...)`'],
    [suggestName('$now', []),                        'time()'],
    [suggestName('hour', []),                        '`time().hour`'],
    [suggestFunction('ceiling', false),              '`ceil`'],
    [suggestFunction('trunc', false),                '`floor`'],
    [suggestFunction('abs', false),                  '`max(x, -x)`'],
    [suggestFunction('if', false),                   '`condition ? value : otherwise`'],
    [suggestFunction('pow', false),                  'multiply'],
    [suggestFunction('sqrt', false),                 'no square root'],
    [suggestFunction('Max', false),                  '`max`'],
    [suggestFunction('percentil', false),            '`percentile`'],
    [suggestFunction('GetSample', false),            '`metric.GetSample(...)`'],
    [suggestFunction('tasks', true),                 'without parentheses'],
    [suggestMethod('GetAverage', '$ActiveTasks'),    '`avg($ActiveTasks.GetSample(...))`'],
    [suggestMethod('getSample', '$ActiveTasks'),     '`GetSample`'],
    [suggestMethod('hour', 'time()'),                'without parentheses'],
    [suggestMethod('Foo', '$ActiveTasks'),           'methods are GetSample'],
    [suggestMember('Count', '$ActiveTasks'),         '`Count(...)`'],
    [suggestMember('weekDay', 'time()'),             '`weekday`'],
    [suggestMember('Value', '$ActiveTasks'),         '`$ActiveTasks.GetSample(1)`'],
    [suggestMember('foo', 'time()'),                 'members are year'],
  ])('%s', (hint, part) => {
    expect(hint).toContain(part);
  });

  test('the words of objects are no names', () => {
    for (const word of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      const { diagnostics } = compileText(
        `$TargetDedicatedNodes = ${word}; a = ${word}(1); b = $PendingTasks.${word}(); c = time().${word};`,
      );
      expect(diagnostics.map(({ code }) => code)).toEqual([
        'type-undefined-name',
        'type-undefined-function',
        'type-undefined-method',
        'type-undefined-member',
      ]);
    }
  });
});
