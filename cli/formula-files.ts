// Files that formulas stand in: named ones, and those of folders that are named, in one order wherever they are.

import type { Dirent, Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  formatOf,
  type PlaceFormat,
  type Places,
  placesIn,
  placesNamed,
  speaksOfFormulas,
} from '../compiler/index.ts';
import { createSource, type Source } from '../grammar/index.ts';
import type { Context } from './context.ts';
import { type Encoding, fileProblem, type Problem, readText } from './files.ts';
import type { Io } from './io.ts';

/** A file that was read, and the formulas in it. */
export interface FormulaFile {
  readonly source: Source;
  readonly places: Places;
  readonly encoding: Encoding;
  /** How its text is read, where its name and format do not say it. */
  readonly read?: (text: string) => Places;
}

export interface FormulaFileOptions {
  /** The format of every file, for those whose name does not say it. */
  readonly format?: PlaceFormat;
  /** Whether files are read, too, that a file beside them says hold its formulas. */
  readonly isFollowed?: boolean;
}

/** A file to read; one that nobody named is left out when it speaks of no formula. */
interface Named {
  readonly file: string;
  readonly isNamed: boolean;
}

/** What came of one name: a file, or why it cannot be read. */
export type FormulaFileReading = FormulaFile | { readonly problem: Problem };

/** Reads all files and folders, one after the other; folders give what is in them, sorted. */
export async function* readFormulaFiles(
  io: Io,
  files: readonly string[],
  options: FormulaFileOptions = {},
): AsyncGenerator<FormulaFileReading, void> {
  const seen = new Set<string>();
  for (const file of files) {
    const found = (await isFolder(io, file)) ? await filesIn(io, file) : [{ file, isNamed: true }];
    for (const one of found) {
      if ('problem' in one) {
        yield one;
        continue;
      }
      // Whoever names a file twice is told of it twice; one that a file beside it named was read already.
      if (!one.isNamed && seen.has(path.normalize(one.file))) continue;
      seen.add(path.normalize(one.file));
      const reading = await readFormulaFile(io, one, options);
      if (reading === undefined) continue;
      yield reading;
      if (options.isFollowed === true && !('problem' in reading)) yield* namedBy(reading, io, seen);
    }
  }
}

/** The files beside a file that it says hold its formulas, each once. One that is not there is left to the template. */
async function* namedBy(
  { source, places }: FormulaFile,
  io: Io,
  seen: Set<string>,
): AsyncGenerator<FormulaFileReading, void> {
  for (const elsewhere of places.elsewhere) {
    const file = path.join(path.dirname(source.name), elsewhere.path);
    if (!elsewhere.isBeside || seen.has(file) || !(await isFile(io, file))) continue;
    seen.add(file);
    const reading = await readText(io, file, 'formula');
    if ('problem' in reading) yield reading;
    else {
      const named = createSource(reading.name, reading.text);
      const read = (text: string): Places => placesNamed(text, elsewhere);
      yield { source: named, places: read(named.text), encoding: reading.encoding, read };
    }
  }
}

/** Says that no file had a formula in it. */
export const sayNothingFound = (files: readonly string[], { io }: Pick<Context, 'io'>): void =>
  io.err(`no formula in ${files.length === 1 ? files[0] : `${files.length} files and folders`}\n`);

async function readFormulaFile(
  io: Io,
  { file, isNamed }: Named,
  { format }: FormulaFileOptions,
): Promise<FormulaFileReading | undefined> {
  const isPlain = (format ?? formatOf(file, '')) === 'plain';
  const reading = await readText(io, file, isPlain ? 'formula' : 'configuration');
  // What lies about in a folder need not be text; but what cannot be read may be anything.
  if ('problem' in reading) return isNamed || reading.problem.isWithheld === true ? reading : undefined;
  const source = createSource(reading.name, reading.text);
  if (!isNamed && !isWorthReading(file, source.text)) return undefined;
  const places = placesIn(reading.name, source.text, format ?? formatOf(file, source.text));
  const isNothing = places.formulas.length === 0 && places.diagnostics.length === 0;
  return !isNamed && isNothing ? undefined : { source, places, encoding: reading.encoding };
}

/** Of a folder's files: those of a known format that speak of formulas, and texts that begin like a formula. */
function isWorthReading(file: string, text: string): boolean {
  if (formatOf(file, '') !== 'plain') return speaksOfFormulas(text);
  return (
    /^(?:\s|\/\/[^\n]*\n)*\$?[A-Za-z_]\w*\s*=(?!=)/.test(text.slice(0, 4000)) && /\$Target\w+\s*=/.test(text)
  );
}

async function isFolder(io: Io, file: string): Promise<boolean> {
  return (await kindOf(io, file))?.isDirectory() === true;
}

async function isFile(io: Io, file: string): Promise<boolean> {
  return (await kindOf(io, file))?.isFile() === true;
}

async function kindOf(io: Io, file: string): Promise<Stats | undefined> {
  if (file === '-' || file === '') return undefined;
  try {
    return await stat(path.resolve(io.folder, file));
  } catch {
    // Reading it will say what is wrong.
    return undefined;
  }
}

const MOST_FILES = 20_000;
/** Folders of tools, which hold copies of other people's files. */
const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', 'dist', 'vendor']);
/** Besides the formats: plain texts, which may be formulas. */
const PLAIN = /\.(txt|formula|autoscale)$/i;

async function entriesOf(io: Io, folder: string): Promise<readonly Dirent[] | { readonly problem: Problem }> {
  try {
    return await readdir(path.resolve(io.folder, folder), { withFileTypes: true });
  } catch (error) {
    return { problem: fileProblem(folder, error, 'read') };
  }
}

/** The files under a folder, and folders that cannot be looked into; hidden ones, links and folders of tools are left out. */
async function filesIn(io: Io, folder: string): Promise<readonly (Named | { readonly problem: Problem })[]> {
  const found: (Named | { readonly problem: Problem })[] = [];
  const waiting = [folder];
  for (let at = 0; at < waiting.length; at++) {
    const here = waiting[at]!;
    const entries = await entriesOf(io, here);
    if ('problem' in entries) {
      found.push(entries);
      continue;
    }
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = here === '.' ? entry.name : path.posix.join(here, entry.name);
      const isHidden = entry.name.startsWith('.') || LEFT_OUT.has(entry.name);
      if (entry.isDirectory() && !isHidden) waiting.push(name);
      else if (entry.isFile() && (formatOf(entry.name, '') !== 'plain' || PLAIN.test(entry.name)))
        found.push({ file: name, isNamed: false });
    }
    if (found.length > MOST_FILES) {
      const message = `${folder} holds more than ${MOST_FILES} files that could have formulas in them.`;
      return [{ problem: { message, hint: 'Name the folders that the formulas are in.' } }];
    }
  }
  return found;
}
