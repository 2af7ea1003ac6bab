// What a dropped file is, by its size and its beginning: a trace of a known format, lines whose columns have to be
// named, or nothing for a workload.

import { readTrace, TRACE_FORMATS } from '../../simulator/index.ts';
import { expand } from '../expand.ts';
import { reasonOf } from '../reason.ts';
import { sizeText } from './part-cards.ts';

/** The most that a file may have, in bytes. */
export const MOST_BYTES = 100 << 20;

export type Look =
  | { readonly kind: 'trace'; readonly bytes: Uint8Array }
  /** A table whose columns nobody knows; its rows from the first on. */
  | { readonly kind: 'columns'; readonly bytes: Uint8Array; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'refused'; readonly message: string };

const refused = (message: string): Look => ({ kind: 'refused', message });

const KINDS = 'SWF, CSV, WfFormat, lists of Azure tasks and workload files';
/** So much of a file is looked at, in bytes. */
const HEAD = 64 << 10;

/** Looks at a file; its bytes come as they are, compressed or not. */
export async function lookAtFile(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<Look> {
  const { name, size } = file;
  if (size > MOST_BYTES)
    return refused(
      `${name} has ${sizeText(size)}, and this page takes files up to ${sizeText(MOST_BYTES)}. Give it to the command line, or cut it: \`lazurite import\` takes a --limit.`,
    );
  if (size === 0) return refused(`${name} is empty.`);
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return look(name, bytes, await expand(bytes));
  } catch (error) {
    return refused(`${name} cannot be read: ${reasonOf(error)}.`);
  }
}

function look(name: string, bytes: Uint8Array, plain: Uint8Array): Look {
  const head = plain.subarray(0, HEAD);
  if (head.includes(0)) return refused(`${name} is not text. ${KINDS} can be read.`);
  const text = new TextDecoder().decode(head);
  const bare = name.toLowerCase().replace(/\.gz$/, '');
  const format = TRACE_FORMATS.find(({ ending, looksLike }) => ending?.test(bare) ?? looksLike(text));
  if (format === undefined && !TRACE_FORMATS.some(({ looksLike }) => looksLike(text)))
    return refused(`${name} is nothing that a workload can be made of. ${KINDS} can be read.`);
  if (format !== undefined && format.name !== 'csv') return { kind: 'trace', bytes };
  return lookAtTable(name, bytes, text);
}

/** Reads the first rows of a table for trial: whether its columns are known. */
function lookAtTable(name: string, bytes: Uint8Array, text: string): Look {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1) || text;
  const trial = { name: name.replace(/\.gz$/i, ''), bytes: new TextEncoder().encode(whole) };
  const { complaints } = readTrace(
    trial,
    { file: name, format: 'csv' },
    { seed: 1, start: 0, poolId: 'pool' },
  );
  if (!complaints.some(({ diagnostic }) => diagnostic.code === 'workload-no-column'))
    return { kind: 'trace', bytes };
  return { kind: 'columns', bytes, rows: rowsOf(whole) };
}

const ROWS = 6;

/** The first rows as cells, for people to look at. */
function rowsOf(text: string): readonly (readonly string[])[] {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .slice(0, ROWS);
  const [first = ''] = lines;
  const counts = [',', ';', '\t'].map((separator) => [separator, first.split(separator).length] as const);
  const [separator] = counts.reduce((best, one) => (one[1] > best[1] ? one : best));
  return lines.map((line) => line.split(separator).map((cell) => cell.replace(/^"|"$/g, '').trim()));
}
