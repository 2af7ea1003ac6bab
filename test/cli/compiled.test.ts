// The code that the engine compiled is kept beside the command, and no state of it changes what the command does.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { version } from '../../package.json';
import { ROOT } from '../rules/sources.ts';

let folder = '';
const compiled = (): string => path.join(folder, 'dist/command/compiled');
const made = (): string => path.join(compiled(), `${version}-${process.versions.v8}-${process.arch}`);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
  for (const part of ['package.json', 'dist/lazurite.js', 'dist/chunks', 'dist/command'])
    cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  rmSync(compiled(), { recursive: true, force: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Evaluates a formula with the copied command, which must do what the command does. */
function evaluate(): void {
  const words = [path.join(folder, 'dist/lazurite.js'), 'eval', '-'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    input: '$TargetDedicatedNodes = 2 + 3;',
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/dedicated nodes +5/);
}

test('the first run leaves the code, and the next one takes it', () => {
  evaluate();
  const kept = readdirSync(made());
  expect(kept.filter((name) => /^(command|shared-.*)\.cjs\.code$/.test(name))).toHaveLength(2);
  expect(kept.every((name) => name.endsWith('.cjs.code'))).toBe(true);
  evaluate();
  expect(readdirSync(made())).toEqual(kept);
});

/** What can become of a file on a disk. */
const DAMAGES: Readonly<Record<string, (code: Buffer) => Buffer>> = {
  'is empty': () => Buffer.alloc(0),
  'is cut short': (code) => code.subarray(0, code.length / 2),
  'has a wrong byte': (code) => Buffer.from(code).fill(0x55, code.length / 2, code.length / 2 + 1),
  'is something else': (code) => Buffer.alloc(code.length, 'not a code '),
};
test.each(Object.entries(DAMAGES))('code that %s is compiled anew, and kept', (_, damage) => {
  evaluate();
  const whole = readdirSync(made()).map((name) => {
    const file = path.join(made(), name);
    const code = readFileSync(file);
    writeFileSync(file, damage(code));
    return [file, code.length] as const;
  });
  evaluate();
  for (const [file, length] of whole) expect(readFileSync(file).length).toBeGreaterThan(length / 2);
});

test('where nothing can be kept the command works all the same', () => {
  writeFileSync(compiled(), 'a file in the place of the folder');
  evaluate();
  expect(existsSync(made())).toBe(false);
});
