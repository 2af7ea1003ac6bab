// Inputs that no text can show, and the real program: pipes that never come or never end, folders that are closed, and
// Ctrl-C while something is waited for.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../rules/sources.ts';
import { runCommand } from './cases.ts';

const COMMAND = path.join(ROOT, 'dist/lazurite.js');
const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => path.join(folder, name);
const FORMULA = '$TargetDedicatedNodes = 1;\n';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the program; what it is given stays open until it is closed. */
function start(words: readonly string[], options: { readonly uid?: number } = {}) {
  const child = spawn(process.execPath, [COMMAND, ...words], { cwd: folder, ...options });
  return { child, ended: endOf(child) };
}

function endOf(child: ChildProcess): Promise<Ended> {
  const texts = { out: '', err: '' };
  child.stdout?.on('data', (text) => {
    texts.out += String(text);
  });
  child.stderr?.on('data', (text) => {
    texts.err += String(text);
  });
  // Whoever has read enough leaves while others still write.
  child.stdin?.on('error', (error: NodeJS.ErrnoException) => expect(error.code).toBe('EPIPE'));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...texts })));
}

/** Resolves once the program has slept for a while: it has loaded what it needs, and waits. */
async function untilItWaits({ child }: ReturnType<typeof start>): Promise<void> {
  let before = '';
  for (let calm = 0; calm < 5; ) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    const [state, ...facts] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    const time = facts.slice(10, 12).join(' ');
    calm = state === 'S' && time === before ? calm + 1 : 0;
    before = time;
  }
}

const isLinux = process.platform === 'linux';

describe.runIf(isLinux)('Ctrl-C, once, ends with 130 and without a word', () => {
  it('a command that waits for standard input', async () => {
    const running = start(['check', '-']);
    await untilItWaits(running);
    running.child.kill('SIGINT');
    expect(await running.ended).toEqual({ code: 130, out: '', err: '' });
  });

  it('a command that waits for the other end of a pipe', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const running = start(['check', 'pipe']);
    await untilItWaits(running);
    running.child.kill('SIGINT');
    expect(await running.ended).toEqual({ code: 130, out: '', err: '' });
  });

  it('a search for counter-examples', async () => {
    const stop = new AbortController();
    stop.abort();
    const stdin =
      'tasks = max(0, $PendingTasks.GetSample(1)); $TargetDedicatedNodes = tasks - tasks * 0.9999999;';
    const words = ['prove', '-', '--monotone', '--tries', '1000000000'];
    expect(await runCommand(words, { folder, stdin, signal: stop.signal })).toEqual({
      code: 130,
      out: '',
      err: '',
    });
  });
});

describe('inputs without an end', () => {
  it.runIf(isLinux)('are read no further than a formula can go', async () => {
    const { err, code } = await start(['check', '/dev/zero']).ended;
    expect(err).toMatch(/^error: \/dev\/zero is too large: at most 1 MiB are read\.\n/);
    expect(code).toBe(2);
  });

  it('neither is standard input', async () => {
    const running = start(['check', '-']);
    const feed = (): void => {
      while (running.child.stdin?.write(FORMULA.repeat(4000)) === true);
      running.child.stdin?.once('drain', feed);
    };
    feed();
    const { err, code } = await running.ended;
    expect(err).toMatch(/^error: <stdin> is too large: at most 1 MiB are read\.\n/);
    expect(code).toBe(2);
  });

  it('a gigabyte of nothing is refused by its size', async () => {
    writeFileSync(at('big.txt'), '');
    truncateSync(at('big.txt'), 2 ** 30);
    const { err, code } = await runCommand(['check', 'big.txt'], { folder });
    expect(err).toMatch(/^error: big\.txt is too large: 1 GiB, and at most 1 MiB are read\.\n/);
    expect(code).toBe(2);
  });
});

describe.runIf(isLinux)('a folder of which a part is closed', () => {
  const NOBODY = 65534;
  const isRoot = process.getuid?.() === 0;
  // Root may read everything, so somebody else is asked, who gets a copy of the program where everybody may look.
  const command = (words: readonly string[]): Promise<Ended> => {
    const copy = path.join(folder, 'program');
    cpSync(path.join(ROOT, 'dist'), copy, { recursive: true, filter: (name) => !name.includes('types') });
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
    const child = spawn(process.execPath, [path.join(copy, 'lazurite.js'), ...words], {
      cwd: folder,
      ...(isRoot && { uid: NOBODY, gid: NOBODY }),
    });
    return endOf(child);
  };

  it('is checked as far as it goes, and the rest is said', async () => {
    chmodSync(folder, 0o755);
    mkdirSync(at('things/closed'), { recursive: true });
    for (const name of ['things/open.txt', 'things/secret.txt', 'things/closed/inside.txt'])
      writeFileSync(at(name), FORMULA);
    chmodSync(at('things/secret.txt'), 0);
    chmodSync(at('things/closed'), 0);
    const { code, out, err } = await command(['check', 'things']);
    chmodSync(at('things/closed'), 0o755);
    expect(
      err
        .split('\n')
        .filter((line) => line.startsWith('error'))
        .sort(),
    ).toEqual([
      'error: things/closed cannot be read: permission is missing.',
      'error: things/secret.txt cannot be read: permission is missing.',
    ]);
    expect(out).toBe('things/open.txt: nothing to complain about\n');
    expect(code).toBe(2);
  });
});
