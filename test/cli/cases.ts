// Cases of the command line as text: a title, files, a command, and what must come out. Expectations are
// rewritten by `UPDATE=1 npx vitest run test/cli` and then read as a diff.

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Io } from '../../cli/io.ts';
import { main } from '../../cli/main.ts';

/** A part of a case: `--- head` and the lines up to the next one. */
interface Part {
  readonly head: string;
  readonly body: string;
}

export interface Case {
  readonly title: string;
  /** The words after `lazurite`. */
  readonly command: string;
  readonly parts: readonly Part[];
}

const EXPECTATIONS = /^(exit \d+|out|out has|err|err has|file .+)$/;

/** Reads `=== title`, `$ lazurite ...`, and parts; a backslash before `---` says that it is none. */
export function parseCases(text: string): Case[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [title = '', command = '', ...rest] = block.split('\n');
      const parts = rest
        .join('\n')
        .split(/^--- /m)
        .slice(1)
        .map((part) => {
          const end = part.indexOf('\n');
          const body = part.slice(end + 1).replace(/\n+$/, '\n');
          return { head: part.slice(0, end), body: body.replace(/^\\(?=(---|===) )/gm, '') };
        });
      return { title, command: command.replace(/^\$ lazurite ?/, ''), parts };
    });
}

/** Files that no text can show, by the words after the name: `--- big.txt = 8193 characters`. */
const MADE: Readonly<Record<string, () => Uint8Array | string>> = {
  nothing: () => '',
  'a name of 8000 letters': () => `$TargetDedicatedNodes = ${'x'.repeat(8000)};`,
  '8193 characters': () => `a = 1;${' '.repeat(8187)}`,
  '101 statements': () => 'a = 1;\n'.repeat(101),
  'two megabytes': () => 'a = 1;\n'.repeat(300_000),
  'a picture': () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
  'a truncated gzip': () =>
    gzipSync('1 0 -1 5 1 -1 -1 1 -1 -1 1 1 1 -1 -1 -1 -1 -1\n'.repeat(100)).subarray(0, 40),
  'a damaged gzip': () => gzipSync('1 0 -1 5 1\n'.repeat(100)).fill(7, 12, 30),
  'a gzip of three jobs': () =>
    gzipSync([1, 2, 3].map((id) => `${id} ${id} -1 60 1 -1 -1 1 -1 -1 1 1 1 -1 -1 -1 -1 -1\n`).join('')),
  'CRLF lines and a byte order mark': () => '\ufeff$TargetDedicatedNodes = 3;\r\nb = nope;\r\n',
};

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a case in a folder of its own; gives back what it must show for these files. */
export async function runCase(one: Case): Promise<Outcome & { readonly files: ReadonlyMap<string, string> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lazurite-'));
  try {
    let stdin = '';
    for (const { head, body } of one.parts.filter((part) => !EXPECTATIONS.test(part.head))) {
      const [name = '', made] = head.split(' = ');
      if (name === 'stdin') stdin = body;
      else await writeInto(folder, name, made === undefined ? body : MADE[made]!());
    }
    const outcome = await runCommand(wordsOf(one.command), { folder, stdin });
    const files = new Map<string, string>();
    for (const { head } of one.parts) {
      if (head.startsWith('file ')) files.set(head, await readFile(path.join(folder, head.slice(5)), 'utf8'));
    }
    return { ...outcome, files };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeInto(folder: string, name: string, content: Uint8Array | string): Promise<void> {
  const full = path.join(folder, name);
  await mkdir(path.dirname(full), { recursive: true });
  await writeFile(full, content);
}

/** Runs the command line in this process, with outputs that are kept. */
export async function runCommand(
  words: readonly string[],
  given: {
    readonly folder: string;
    readonly stdin?: string;
    readonly signal?: AbortSignal;
    readonly environment?: Io['environment'];
    /** Told of each piece of output as it comes. */
    readonly hear?: (text: string) => void;
  },
): Promise<Outcome> {
  let out = '';
  let err = '';
  const io: Io = {
    folder: given.folder,
    environment: given.environment ?? {},
    stdin: async () => new TextEncoder().encode(given.stdin ?? ''),
    streams: () => ({
      input: Readable.from([Buffer.from(given.stdin ?? '')]),
      output: new Writable({
        write: (chunk, _, done) => {
          out += String(chunk);
          done();
        },
      }),
    }),
    out: (text) => {
      out += text;
      given.hear?.(text);
    },
    err: (text) => {
      err += text;
    },
    outIsTerminal: false,
    errIsTerminal: false,
    columns: 100,
    rows: 24,
    signal: given.signal ?? new AbortController().signal,
    now: () => 0,
  };
  const code = await main(words, io);
  return { code, out, err };
}

/** A command line's words; quotes keep blanks together. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );
}

/** What the case should say, rewritten to what came out. */
export function rewrite(
  one: Case,
  outcome: Outcome & { readonly files: ReadonlyMap<string, string> },
): string {
  const inputs = one.parts.filter((part) => !EXPECTATIONS.test(part.head));
  const loose = one.parts.filter((part) => part.head.endsWith(' has'));
  const isLoose = (head: string): boolean => loose.some((part) => part.head === `${head} has`);
  const parts: Part[] = [...inputs, { head: `exit ${outcome.code}`, body: '' }];
  if (outcome.out !== '' && !isLoose('out')) parts.push({ head: 'out', body: outcome.out });
  if (outcome.err !== '' && !isLoose('err')) parts.push({ head: 'err', body: outcome.err });
  parts.push(...loose, ...[...outcome.files].map(([head, body]) => ({ head, body })));
  const text = parts
    .map(({ head, body }) => [head, body.replace(/^(?=(---|===) )/gm, '\\')] as const)
    .map(([head, body]) => `--- ${head}\n${body === '' || body.endsWith('\n') ? body : `${body}\n`}`)
    .join('');
  return `=== ${one.title}\n$ lazurite ${one.command}\n${text.trimEnd()}\n`;
}
