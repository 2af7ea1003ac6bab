// Gathers what `prove` is asked: from a file of properties, from the pool's JSON, and from options.

import type { PoolContext } from '../../compiler/index.ts';
import { PROPERTIES, type Property, type PropertyRow } from '../../runtime/index.ts';
import {
  type Document, documentOf, hasErrors, type PropertiesReading, poolAround, poolSection, propertiesOf, type Question, type QuestionSection,
  questionOf, readQuestion,
} from '../../simulator/index.ts'; // biome-ignore format: one list
import { type Context, refuse } from '../context.ts';
import { openDocument, showComplaints } from '../documents.ts';
import type { Problem } from '../files.ts';

/** The options of the command that ask or assume something. */
export interface AskOptions {
  readonly properties?: string;
  readonly pool?: string;
  readonly assume?: readonly string[];
  readonly vmSize?: string;
  readonly every?: string;
  readonly prices?: string;
  /** The properties, under the names commander gives them. */
  readonly [property: string]: unknown;
}

export interface Asked {
  readonly question: Question;
  readonly properties: readonly Property[];
  /** Nobody named a property, so the usual ones are answered. */
  readonly isUsual: boolean;
}

/** Everything that is said for every formula of a file; undefined once what is wrong with it has been said. */
export async function gather(
  options: AskOptions,
  context: Context,
): Promise<readonly QuestionSection[] | undefined> {
  const documents = await Promise.all([
    options.pool === undefined ? undefined : openDocument(context, options.pool),
    options.properties === undefined ? undefined : openDocument(context, options.properties),
    options.prices === undefined ? undefined : openDocument(context, options.prices),
  ]);
  const [pool, file, prices] = documents;
  const wanted = [options.pool, options.properties, options.prices];
  if (documents.some((one, index) => wanted[index] !== undefined && one === undefined)) return undefined;
  return readSections(
    [
      ...(pool === undefined ? [] : [documentOf(pool.source.name, poolSection(pool.data))]),
      ...(file === undefined ? [] : [file]),
      ...(prices === undefined ? [] : [documentOf(prices.source.name, { prices: prices.data })]),
      documentOf('the options', optionData(options)),
    ],
    context,
  );
}

/** What is asked of one formula: what the pool around it says counts least; undefined once a fault has been said. */
export function askOf(
  around: PoolContext,
  sections: readonly QuestionSection[],
  context: Context,
): Asked | undefined {
  const { vmSize, taskSlotsPerNode, autoScaleEvaluationInterval } = poolAround(around);
  const asked = { vmSize, taskSlotsPerNode, autoScaleEvaluationInterval };
  const found = readSections([documentOf('the pool around the formula', asked)], context);
  if (found === undefined) return undefined;
  const question = questionOf([...found, ...sections]);
  const properties = propertiesOf(question);
  if ('properties' in properties) return { question, ...properties };
  refuse(context, missingPrice(properties));
  return undefined;
}

function readSections(
  documents: readonly Document[],
  context: Context,
): readonly QuestionSection[] | undefined {
  const sections: QuestionSection[] = [];
  for (const document of documents) {
    const { section, complaints, diagnostics } = readQuestion(document);
    // Options have no lines to show.
    if (document.source.text !== '') showComplaints(context, complaints);
    else
      refuse(
        context,
        ...diagnostics.map(({ message, hint }) => ({
          message: `${document.source.name}: ${message}`,
          ...(hint !== undefined && { hint }),
        })),
      );
    if (section === undefined || hasErrors(diagnostics)) return undefined;
    sections.push(section);
  }
  return sections;
}

/** `--at-most 20`, `--at-most dedicated=20,low-priority=5` and their like as the file would say them. */
function optionData(options: AskOptions): Readonly<Record<string, unknown>> {
  const { vmSize, every, assume = [] } = options;
  const prove = Object.fromEntries(
    Object.entries(PROPERTIES).flatMap(([id, row]: [string, PropertyRow]) => {
      const value = options[optionName(id)];
      return value === undefined ? [] : [[id, row.counts === undefined ? value : limitData(String(value))]];
    }),
  );
  const assumed = Object.fromEntries(assume.map((one) => {
    const at = one.indexOf('=');
    const value = one.slice(at + 1);
    return [one.slice(0, at < 0 ? undefined : at), at < 0 ? '' : numberOrText(value)];
  })); // biome-ignore format: short
  return { vmSize, autoScaleEvaluationInterval: every, assume: assumed, prove };
}

/** The name commander gives an option. */
const optionName = (id: string): string =>
  id.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const numberOrText = (written: string): number | string =>
  written.trim() !== '' && Number.isFinite(Number(written)) ? Number(written) : written;

function limitData(written: string): unknown {
  if (!written.includes('=')) return numberOrText(written);
  return Object.fromEntries(
    written.split(',').map((part) => {
      const [name = '', value = ''] = part.split('=');
      return [optionName(name.trim()), numberOrText(value)];
    }),
  );
}

/** Why a budget cannot be answered yet. */
function missingPrice(found: Exclude<PropertiesReading, { readonly properties: unknown }>): Problem {
  if (found.missing === 'size')
    return {
      message: 'A budget needs the size of the nodes.',
      hint: 'Name it with --vm-size, or give the pool’s JSON with --pool.',
    };
  return {
    message: `Nobody knows what a node of the size ${found.vmSize} costs.`,
    hint: `${found.near === undefined ? '' : `Did you mean ${found.near}? `}Give a price list with --prices.`,
  };
}
