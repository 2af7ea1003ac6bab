// Formula files: read, named, and ready to compile.

import { createSource, type Source } from '../grammar/index.ts';
import { type Problem, readText } from './files.ts';
import type { Io } from './io.ts';

/** A formula's source, or why the file cannot be read. */
export async function readFormula(
  io: Io,
  file: string,
): Promise<{ readonly source: Source } | { readonly problem: Problem }> {
  const reading = await readText(io, file, 'formula');
  return 'problem' in reading ? reading : { source: createSource(reading.name, reading.text) };
}
