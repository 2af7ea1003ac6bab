// Reading and writing files for the commands: `-`, gzip, bounds, and a plain sentence when something is wrong.

import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { gather, type Io } from './io.ts';

/** Why an input cannot be used: one sentence, and what to do about it. */
export interface Problem {
  readonly message: string;
  readonly hint?: string;
  /** The system does not give it, so nobody knows what is in it. */
  readonly isWithheld?: true;
}

/** A file's text under the name it is spoken of, or why it cannot be read. */
export type Reading =
  | { readonly name: string; readonly text: string; readonly encoding: Encoding }
  | { readonly problem: Problem };

/** How a text is written as bytes; a mark at its beginning is kept. */
export type Encoding = 'utf-8' | 'utf-8 with a mark' | 'utf-16le' | 'utf-16be';

/** The most a kind of file may hold; more than this is surely another file given by mistake. */
export const MOST_BYTES = {
  formula: 1 << 20,
  configuration: 16 << 20,
  document: 64 << 20,
  trace: 2 ** 29 - 1,
  run: 2 ** 32,
} as const;
export type FileKind = keyof typeof MOST_BYTES;

/** A file's bytes, no longer compressed, or why it cannot be read. */
export type Bytes = { readonly name: string; readonly bytes: Uint8Array } | { readonly problem: Problem };

/** Reads a file, or standard input for `-`; gzip is recognised by its first bytes. Never throws for a bad file. */
export async function readBytes(io: Io, file: string, kind: FileKind): Promise<Bytes> {
  const name = file === '-' ? '<stdin>' : file;
  const bytes = file === '-' ? await io.stdin(MOST_BYTES[kind]) : await readStored(io, file, kind);
  if ('message' in bytes) return { problem: bytes };
  // Of what may never end no more was read.
  if (bytes.length > MOST_BYTES[kind]) return { problem: tooLarge(name, undefined, kind) };
  const plain = isGzip(bytes) ? unzip(name, bytes, kind) : bytes;
  return 'message' in plain ? { problem: plain } : { name, bytes: plain };
}

/** The same, as text; a binary file is a problem. */
export async function readText(io: Io, file: string, kind: FileKind): Promise<Reading> {
  const reading = await readBytes(io, file, kind);
  return 'problem' in reading ? reading : decode(reading.name, reading.bytes);
}

async function readStored(io: Io, file: string, kind: FileKind): Promise<Uint8Array | Problem> {
  if (file === '') return NO_NAME;
  const full = path.resolve(io.folder, file);
  try {
    const facts = await stat(full);
    if (facts.isDirectory()) return { message: `${file} is a folder, not a file.` };
    if (facts.isFIFO() && io.pipe !== undefined) return await io.pipe(full, MOST_BYTES[kind]);
    if (!facts.isFile()) return await gather(createReadStream(full), MOST_BYTES[kind]);
    if (facts.size > MOST_BYTES[kind]) return tooLarge(file, facts.size, kind);
    return await readFile(full);
  } catch (error) {
    return { ...fileProblem(file, error, 'read'), isWithheld: true };
  }
}

/** An empty name would mean the folder itself. */
const NO_NAME: Problem = {
  message: 'The name of a file is empty.',
  hint: 'Is a variable of the shell not set?',
};

/** The problem that an error of the system is. */
export function fileProblem(file: string, error: unknown, verb: 'read' | 'written'): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [reason, hint] = FILE_ERRORS[code] ?? [error instanceof Error ? error.message : String(error)];
  if (code === 'ENOENT' && verb === 'read')
    return { message: `${file} does not exist.`, hint: 'Check the path; `-` reads from standard input.' };
  return { message: `${file} cannot be ${verb}: ${reason}.`, ...(hint !== undefined && { hint }) };
}

const FILE_ERRORS: Readonly<Record<string, readonly [reason: string, hint?: string]>> = {
  ENOENT: ['its folder does not exist'],
  ENOTDIR: ['it lies in something that is not a folder'],
  EEXIST: ['it lies in something that is not a folder'],
  EACCES: ['permission is missing', 'Check the permissions of the file and its folder.'],
  EPERM: ['permission is missing', 'Check the permissions of the file and its folder.'],
  EISDIR: ['it is a folder'],
  ENOSPC: ['the disk is full'],
  EROFS: ['the disk is read-only'],
  ELOOP: ['it is a link that leads back to itself'],
  ENAMETOOLONG: ['its name is too long'],
  EMFILE: ['too many files are open'],
};

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function unzip(name: string, bytes: Uint8Array, kind: FileKind): Uint8Array | Problem {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES[kind] });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(name, MOST_BYTES[kind] + 1, kind);
    if (code === 'Z_BUF_ERROR') {
      return {
        message: `${name} is a truncated gzip file: it ends in the middle of its data.`,
        hint: 'Fetch or copy it again, whole.',
      };
    }
    return {
      message: `${name} is a damaged gzip file: ${error instanceof Error ? error.message : String(error)}.`,
      hint: 'Fetch or copy it again.',
    };
  }
}

/** `bytes` is undefined where nobody knows how much there is. */
function tooLarge(name: string, bytes: number | undefined, kind: FileKind): Problem {
  const hint =
    kind === 'formula'
      ? 'The service takes formulas of at most 8192 characters; is this the right file?'
      : undefined;
  return {
    message: `${name} is too large: ${bytes === undefined ? '' : `${size(bytes)}, and `}at most ${size(MOST_BYTES[kind])} are read.`,
    ...(hint && { hint }),
  };
}

const size = (bytes: number): string => {
  const units = ['bytes', 'KiB', 'MiB', 'GiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${Math.round((bytes / 1024 ** power) * 10) / 10} ${units[power]}`;
};

function decode(name: string, bytes: Uint8Array): Reading {
  const head = bytes.subarray(0, 8192);
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const encoding = encodingOf(head);
  const text = new TextDecoder(utf16 ? encoding : 'utf-8').decode(bytes);
  if (utf16 ? text.includes('\0') : head.includes(0)) {
    return { problem: { message: `${name} is a binary file.`, hint: 'A text file is expected.' } };
  }
  return { name, text, encoding };
}

function encodingOf([first, second, third]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8 with a mark' : 'utf-8';
}

/** A text as the bytes of a file that has this encoding. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-8 with a mark') return new TextEncoder().encode(`\ufeff${text}`);
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

/** Writes a file, making its folder; says what is wrong when it cannot. */
export async function writeFileAt(
  io: Io,
  file: string,
  text: string | Uint8Array,
): Promise<Problem | undefined> {
  if (file === '') return NO_NAME;
  const full = path.resolve(io.folder, file);
  try {
    await mkdir(path.dirname(full), { recursive: true });
    await writeFile(full, text);
    return undefined;
  } catch (error) {
    return fileProblem(file, error, 'written');
  }
}

/** A file that grows line by line; `problem` is set once a write has failed, and later lines are dropped. */
export interface LineFile {
  readonly write: (line: string) => void;
  /** Writes what is gathered and closes; the first problem there was. */
  readonly close: () => Problem | undefined;
}

const PIECE = 1 << 18;

/** Opens a file for lines; they are gathered and written in large pieces, at once, in order. */
export async function openLines(
  io: Io,
  file: string,
  how: 'anew' | 'append' = 'anew',
): Promise<LineFile | { readonly problem: Problem }> {
  const full = path.resolve(io.folder, file);
  let handle: number;
  try {
    await mkdir(path.dirname(full), { recursive: true });
    handle = openSync(full, how === 'anew' ? 'w' : 'a');
  } catch (error) {
    return { problem: fileProblem(file, error, 'written') };
  }
  let gathered = '';
  let problem: Problem | undefined;
  const flush = (): void => {
    try {
      if (problem === undefined) writeSync(handle, gathered);
    } catch (error) {
      problem = fileProblem(file, error, 'written');
    }
    gathered = '';
  };
  const write = (line: string): void => {
    gathered += line;
    if (gathered.length >= PIECE) flush();
  };
  const close = (): Problem | undefined => {
    flush();
    closeSync(handle);
    return problem;
  };
  return { write, close };
}
