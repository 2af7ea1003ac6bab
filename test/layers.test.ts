// The house stands: every import of the sources keeps the floors, the doors and the rooms.

import { describe, expect, it } from 'vitest';
import { checkLayers } from './rules/layers.ts';
import { explain, readSources, type SourceFile } from './rules/sources.ts';

describe('layers', () => {
  it('holds for every source', () => {
    expect(explain(checkLayers(readSources()))).toBe('');
  });
});

/** A house of files that keeps every rule; each case below breaks one. */
const SOUND: Readonly<Record<string, string>> = {
  'grammar/index.ts': "export { parse } from './parse.ts';",
  'grammar/parse.ts': "import { Lexer } from 'chevrotain';\nexport const parse = Lexer;",
  'compiler/index.ts': "import { parse } from '../grammar/index.ts';\nexport const compile = parse;",
  'runtime/index.ts': "import type { Program } from '../compiler/index.ts';\nexport type P = Program;",
  'simulator/index.ts': "export * from './simulate.ts';",
  'simulator/simulate.ts': "import './service/service.ts';\nexport const simulate = 1;",
  'simulator/service/service.ts': "import './settle.ts';\nimport './jobs.ts';\nimport '../kernel/kernel.ts';",
  'simulator/service/settle.ts': "import { dispatch } from './dispatch.ts';",
  'simulator/service/dispatch.ts': "import '../model/task.ts';",
  'simulator/service/jobs.ts': "import '../model/task.ts';",
  'simulator/model/task.ts': 'export const TASK = 1;',
  'simulator/kernel/kernel.ts': 'export const kernel = 1;',
  'cli/lazurite.ts': "import './main.ts';",
  'cli/main.ts':
    "import { Command } from 'commander';\nimport { readFile } from 'node:fs';\nvoid import('./check.ts');",
  'cli/check.ts': "import { compile } from '../compiler/index.ts';",
};

const BROKEN: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['floors one way', 'grammar/parse.ts', "import type { Program } from '../compiler/index.ts';"],
  ['doors only', 'cli/check.ts', "import { parse } from '../grammar/parse.ts';"],
  ['nothing imports tests', 'cli/check.ts', "import '../test/layers.test.ts';"],
  ['one room each', 'compiler/index.ts', "import { Lexer } from 'chevrotain';"],
  [
    'one room each',
    'simulator/simulate.ts',
    "import './service/service.ts';\nimport { readFileSync } from 'node:fs';",
  ],
  ['known dependencies', 'cli/check.ts', "import pad from 'left-pad';"],
  ['written endings', 'cli/check.ts', "import '../compiler/index';"],
  ['the simulator’s floors', 'simulator/model/task.ts', "import '../kernel/kernel.ts';"],
  ['banned import', 'simulator/kernel/kernel.ts', "import '../model/task.ts';"],
  ['banned import', 'simulator/service/jobs.ts', "import { dispatch } from './dispatch.ts';"],
  [
    'the simulator’s floors',
    'simulator/simulate.ts',
    "import './service/service.ts';\nimport './somewhere/else.ts';",
  ],
  ['each tree in its rooms', 'runtime/index.ts', "import { parse } from '../grammar/index.ts';"],
  ['no dead wood', 'cli/forgotten.ts', 'export const forgotten = 1;'],
  ['no circles', 'simulator/service/dispatch.ts', "import './settle.ts';"],
];

describe('the layer rules themselves', () => {
  const files = (changes: Readonly<Record<string, string>>): SourceFile[] =>
    Object.entries({ ...SOUND, ...changes }).map(([path, text]) => ({ path, text }));

  it('find nothing in a sound house', () => {
    expect(explain(checkLayers(files({})))).toBe('');
  });

  it.each(BROKEN)('notice that `%s` is broken in %s', (rule, file, text) => {
    expect(checkLayers(files({ [file]: text })).map((violation) => violation.rule)).toContain(rule);
  });
});
