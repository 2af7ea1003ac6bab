// What a configuration says: how loud which complaints are.

import { FORMULA_CODES, type Level, type Levels } from '../compiler/index.ts';
import type { Source } from '../grammar/index.ts';
import { choice, type Document, hasErrors, inSource, readDocument, record, startReading, text } from '../simulator/index.ts'; // biome-ignore format: one list
import type { Context } from './context.ts';
import { openDocument, showComplaints } from './documents.ts';

const LEVELS = ['off', 'info', 'warning', 'error'] as const satisfies readonly Level[];

const level = choice(LEVELS);

/** The shape of a configuration; also the source of its JSON Schema. */
export const configurationShape = record(
  {
    $schema: text,
    rules: record(Object.fromEntries([...FORMULA_CODES].map((code) => [code, level])), {
      what: 'the levels of complaints',
      keys: 'its keys are the codes of complaints about formulas, all of them in docs/diagnostics.md',
    }),
  },
  { what: 'a configuration' },
);

/** Reads a configuration; one that is empty says nothing. Undefined once it was said what is wrong with it. */
export async function readConfiguration(context: Context, file: string): Promise<Levels | undefined> {
  const document = await openDocument(context, file, 'configuration');
  return document === undefined ? undefined : levelsIn(document, context);
}

/** The same of a text. */
export function readConfigurationText(context: Context, source: Source): Levels | undefined {
  const { document, diagnostics } = readDocument(source);
  const isBroken = showComplaints(context, inSource(source, diagnostics));
  return isBroken || document === undefined ? undefined : levelsIn(document, context);
}

function levelsIn(document: Document, context: Context): Levels | undefined {
  const at = startReading(document);
  const found = configurationShape.read(document.data ?? {}, at);
  const { diagnostics } = at.reading;
  showComplaints(context, inSource(document.source, diagnostics));
  return hasErrors(diagnostics) || found === undefined ? undefined : ((found.rules ?? {}) as Levels);
}
