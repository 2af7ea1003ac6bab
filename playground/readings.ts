// What is made of the texts of files beside a formula: pure functions of plain values, so that the page can call them and
// a worker can.

import { createSource } from '../grammar/index.ts';
import { editDocument, readDocument } from '../simulator/index.ts';
import { readScenarioText } from './scenario/scenario-text.ts';

interface Text {
  readonly text: string;
}

/** The keys of a file and what stands there. */
export type FileData = Readonly<Record<string, unknown>>;

/** A value that is put into a file; undefined takes it out. */
export interface FileEdit {
  readonly path: readonly string[];
  readonly value: unknown;
}

export const READINGS = {
  scenario: ({ text }: Text) => readScenarioText(text),
  data: ({ text }: Text) => dataOf(text),
  /** The text with these values in it, the rest as it was; undefined when it is no document. */
  edited: ({ text, edits }: Text & { readonly edits: readonly FileEdit[] }) =>
    edits.reduce<string | undefined>(
      (now, { path, value }) => (now === undefined ? undefined : editDocument(now, path, value)),
      text,
    ),
} as const;

type Readings = typeof READINGS;
export type Reading = keyof Readings;
export type Given<What extends Reading> = Parameters<Readings[What]>[0];
export type Found<What extends Reading> = ReturnType<Readings[What]>;

/** A question to the worker, under a number that its answer has, too. */
export interface ReadQuestion<What extends Reading = Reading> {
  readonly kind: 'read';
  readonly id: number;
  readonly what: What;
  readonly given: Given<What>;
}

export interface ReadAnswer {
  readonly id: number;
  readonly found: unknown;
}

/** One of the readings. */
export function readAs<What extends Reading>(what: What, given: Given<What>): Found<What> {
  const read = READINGS[what] as unknown as (given: Given<What>) => Found<What>;
  return read(given);
}

/** The data of a file; undefined when it is broken or holds no keys. */
function dataOf(text: string): FileData | undefined {
  if (text.trim() === '') return {};
  const { data } = readDocument(createSource('file', text)).document ?? {};
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as FileData) : undefined;
}
