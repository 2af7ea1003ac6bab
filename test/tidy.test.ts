// The sources are tidy: the mechanical points of how this code is written, and proof that each rule can fail.

import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { explain, ROOT, readSource, readSources, type SourceFile } from './rules/sources.ts';
import { checkTidy } from './rules/tidy.ts';
import { checkTracked } from './rules/tracked.ts';

describe('tidy', () => {
  it('holds for every source', () => {
    expect(explain(checkTidy(readSources()))).toBe('');
  });

  it('holds for every tracked file', () => {
    const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
    const texts = tracked.filter(
      (file) =>
        /\.(ts|js|json|md|ya?ml|txt|html|css)$|^\.ci\//.test(file) &&
        !file.startsWith('test/rules/') &&
        file !== 'test/tidy.test.ts',
    );
    expect(explain(checkTracked(texts.map(readSource)))).toBe('');
  });
});

const HEADER = '// What this room is for.\n';
const LONG = Array.from({ length: 320 }, (_, at) => `void ${at};`).join('\n');

const BROKEN: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['no clock, chance or output below the cli', 'runtime/now.ts', 'const now = Date.now();'],
  ['no clock, chance or output below the cli', 'simulator/dice.ts', 'const roll = Math.random();'],
  ['no clock, chance or output below the cli', 'planner/talk.ts', "console.log('hello');"],
  ['no clock, chance or output below the cli', 'runtime/local.ts', 'const hour = new Date(0).getHours();'],
  ['no clock below the cli', 'runtime/today.ts', 'const today = new Date();'],
  ['Azure’s words', 'simulator/words.ts', 'interface Fleet { readonly idleWorkers: number }'],
  ['Azure’s words', 'simulator/words.ts', 'const vmCount = 1;'],
  ['plain names', 'cli/names.ts', 'class PoolManager {}'],
  ['plain names', 'cli/names.ts', 'interface IPool {}'],
  ['file names', 'cli/poolNames.ts', ''],
  ['file names', 'cli/utils.ts', ''],
  ['file length', 'cli/long.ts', LONG],
  ['function length', 'cli/long.ts', `function run(): void {\n${LONG.slice(0, 600)}\n}`],
  ['no default exports', 'cli/one.ts', 'export default 1;'],
  ['no reminders', 'cli/later.ts', '// TODO: finish.'],
  ['no silenced checks', 'cli/quiet.ts', '// @ts-ignore'],
  ['no silenced tests', 'test/quiet.test.ts', "it.skip('works', () => {});"],
  ['ranks have names', 'simulator/ranked.ts', 'kernel.at(5, 2, act);'],
  ['states change in one file', 'simulator/service/jobs.ts', "job.state = 'completed';"],
  ['states change in one file', 'simulator/service/jobs.ts', 'tasks.states[task] = 3;'],
  ['exported things have a contract', 'cli/bare.ts', 'export function run(): void {}'],
  ['no banners', 'cli/loud.ts', '// ------------------'],
  ['no module state', 'runtime/kept.ts', 'let count = 0;'],
  [
    'no module state',
    'runtime/kept.ts',
    'let last: number | undefined;\nconst keep = (x: number) => { last = x; };',
  ],
  ['nothing repeats the catalog', 'simulator/copy.ts', "const name = '$PendingTasks';"],
];

describe('the tidy rules themselves', () => {
  it.each(BROKEN)('notice that `%s` is broken in %s', (rule, path, text) => {
    expect(checkTidy([{ path, text: HEADER + text }]).map((violation) => violation.rule)).toContain(rule);
  });

  it('notice a missing and an endless opening comment', () => {
    for (const text of ['const a = 1;', '// a\n'.repeat(6)]) {
      expect(checkTidy([{ path: 'cli/bare.ts', text }]).map((violation) => violation.rule)).toContain(
        'a file says what it is for',
      );
    }
  });

  it('find nothing in a tidy file', () => {
    const text = `${HEADER}\nlet one: number | undefined;\n\n/** Adds one. */\nexport function increase(count: number): number {\n  return count + (one ??= 1);\n}\n`;
    expect(checkTidy([{ path: 'runtime/increase.ts', text }])).toEqual([]);
  });

  it('do not count tables as length', () => {
    const rows = Array.from({ length: 400 }, (_, at) => `  ${at},`).join('\n');
    expect(checkTidy([{ path: 'runtime/table.ts', text: `${HEADER}const ROWS = [\n${rows}\n];\n` }])).toEqual(
      [],
    );
  });

  it('notice a path of one machine and a download host', () => {
    const files: SourceFile[] = [
      { path: 'README.md', text: `see ${'/home'}/someone/file` },
      { path: 'README.md', text: `${'https'}://registry.example.org/x` },
    ];
    expect(checkTracked(files).map((violation) => violation.rule)).toEqual([
      'no path of one machine',
      'no download host',
    ]);
  });
});
