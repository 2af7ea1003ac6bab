// Properties of formulas as people write them: what is asked, and what is taken for granted of the world. A file
// says it, options say it, or both; the same table of keys reads either.

import { AZURE, between, LIVE, type LiveId, METRICS, type MetricId, type NodeTargetId, type Numbers, type World } from '../compiler/index.ts'; // biome-ignore format: one list
import {
  type Duration, type HourlyPrices, PROPERTIES, type Property, type PropertyId, type PropertyRow,
} from '../runtime/index.ts'; // biome-ignore format: one list
import { inSource } from './diagnostics.ts';
import type { Document } from './document.ts';
import { nearestName } from './nearest.ts';
import { priceList } from './price-section.ts';
import { described, type RecordOf, record } from './record.ts';
import {
  byKind,
  flag,
  isoDuration,
  mapped,
  number,
  outOfRange,
  type Shape,
  startReading,
  text,
} from './schema.ts';
import { DEFAULT_PRICES, type PriceList, priceOf } from './sizes.ts';

/** Numbers that a file or an option allows: `4`, `[0, 500]`, `0..500`, `0..`. */
const span: Shape<Pick<Numbers, 'low' | 'high'>> = byKind({
  number: mapped(number(), (value) => ({ low: value, high: value })),
  list: mapped(
    {
      expected: 'a pair of numbers',
      schema: { type: 'array', items: { type: 'number' } },
      read: (value) => value as readonly unknown[],
    },
    ([low, high, ...more], at) =>
      spanOf(low, high, more.length === 0, (expected) => outOfRange(at, [low, high], expected)),
  ),
  text: mapped(text, (written, at) => {
    const [, low = '', high = ''] = /^\s*(-?[\d.e+]*?)\s*\.\.\s*(-?[\d.e+]*)\s*$/.exec(written) ?? [];
    const isSpan = written.includes('..');
    const ends = [low === '' ? -Infinity : Number(low), high === '' ? Infinity : Number(high)];
    return spanOf(ends[0], ends[1], isSpan && (low !== '' || high !== ''), (expected) =>
      outOfRange(at, written, expected),
    );
  }),
});

const SPAN = 'a number, or a range such as 0..500 whose first number is not the larger one';

function spanOf(low: unknown, high: unknown, isFine: boolean, refuse: (expected: string) => undefined) {
  if (!isFine || typeof low !== 'number' || typeof high !== 'number' || !(low <= high)) return refuse(SPAN);
  return { low, high };
}

const spans = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, span]));
const NODE_TARGET_IDS = Object.keys(AZURE.targets) as readonly NodeTargetId[];
const [DEDICATED, LOW_PRIORITY] = NODE_TARGET_IDS;

const limits = {
  nodes: number({ least: 0 }),
  evaluations: number({ least: 1, whole: true }),
  money: number({ least: 0 }),
};

function propertyShape({ counts, ofTarget, prose }: PropertyRow): Shape<unknown> {
  if (counts === undefined) return described(prose, flag);
  const limit = limits[counts];
  const each = record({ dedicated: limit, lowPriority: limit }, { what: 'a limit for each type of node' });
  return described(prose, ofTarget === true ? byKind<unknown>({ number: limit, mapping: each }) : limit);
}

const ASSUMED = {
  ...spans([...Object.keys(METRICS), ...Object.keys(LIVE), ...NODE_TARGET_IDS]),
  availability: described('What GetSamplePercent can give, 0 to 100.', span),
} as const;

const QUESTION = {
  $schema: text,
  assume: described('What metrics, counts and targets of the pool can be.', record(ASSUMED, { what: 'what is assumed' })),
  vmSize: described('The size of the nodes, for their price.', text),
  taskSlotsPerNode: number({ least: 1, whole: true }),
  autoScaleEvaluationInterval: isoDuration,
  prices: priceList,
  prove: described('The properties.', record(
    Object.fromEntries(Object.entries(PROPERTIES).map(([id, row]) => [id, propertyShape(row)])),
    { what: 'the properties' },
  )),
} as const; // biome-ignore format: a table

/** The shape of a file of properties; also the source of its JSON Schema. */
export const questionShape = record(QUESTION, { what: 'a file of properties' });

export type QuestionSection = RecordOf<typeof QUESTION>;

/** A wish for one property. */
export interface Wish {
  readonly id: PropertyId;
  readonly number: number;
  readonly target?: NodeTargetId;
}

export interface Question {
  readonly world: Partial<World>;
  readonly interval?: Duration;
  readonly vmSize?: string;
  readonly prices?: PriceList;
  readonly wishes: readonly Wish[];
}

/** Reads a document; complaints are left in the reading. */
export function readQuestion(document: Document) {
  const at = startReading(document);
  const section = questionShape.read(document.data ?? {}, at);
  return {
    section,
    complaints: inSource(document.source, at.reading.diagnostics),
    diagnostics: at.reading.diagnostics,
  };
}

/** What a pool's JSON says that matters for properties, as a section of their file. */
export function poolSection(data: unknown): Readonly<Record<string, unknown>> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { pool: data };
  const { vmSize, autoScaleEvaluationInterval, taskSlotsPerNode, maxTasksPerNode } = data as Record<
    string,
    unknown
  >;
  return { vmSize, autoScaleEvaluationInterval, taskSlotsPerNode: taskSlotsPerNode ?? maxTasksPerNode ?? 1 };
}

/** What several sections ask together; what the later ones say holds. */
export function questionOf(sections: readonly QuestionSection[]): Question {
  const assume = Object.assign({}, ...sections.map((one) => one.assume));
  const prove = Object.assign({}, ...sections.map((one) => one.prove));
  const all: QuestionSection = Object.assign({}, ...sections, { assume, prove });
  const { autoScaleEvaluationInterval: interval, vmSize, prices } = all;
  return {
    world: worldOf(all),
    wishes: wishesOf(prove),
    ...(interval !== undefined && { interval }),
    ...(vmSize !== undefined && { vmSize }),
    ...(prices !== undefined && { prices }),
  };
}

type Span = Pick<Numbers, 'low' | 'high'>;

function worldOf({ assume = {}, taskSlotsPerNode: slots }: QuestionSection): Partial<World> {
  const given = assume as Readonly<Record<string, Span | undefined>>;
  // What is assumed replaces what Azure allows; that counts are whole stays.
  const narrowed = (name: string, usual: Numbers): Numbers => {
    const one = given[name];
    if (one === undefined) return usual;
    const { low, high } = {
      low: Math.max(one.low, -Number.MAX_VALUE),
      high: Math.min(one.high, Number.MAX_VALUE),
    };
    return between(one.low === -Infinity ? usual.low : low, one.high === Infinity ? usual.high : high, {
      whole: usual.whole && Number.isInteger(low),
    });
  };
  const values = Object.fromEntries(
    Object.entries(AZURE.values).map(([id, usual]) => {
      const isSlots = Object.hasOwn(LIVE, id) && LIVE[id as LiveId].unit === 'slots';
      return [
        id,
        narrowed(id, isSlots && slots !== undefined ? between(slots, slots, { whole: true }) : usual),
      ];
    }),
  ) as Record<MetricId | LiveId, Numbers>;
  const targets = Object.fromEntries(NODE_TARGET_IDS.map((id) => [id, narrowed(id, AZURE.targets[id])]));
  return {
    values,
    targets: targets as World['targets'],
    availability: narrowed('availability', AZURE.availability),
  };
}

function wishesOf(prove: Readonly<Record<string, unknown>>): readonly Wish[] {
  return Object.entries(prove).flatMap(([name, value]): Wish[] => {
    const id = name as PropertyId;
    if (value === false) return [];
    if (typeof value !== 'object' || value === null)
      return [{ id, number: value === true ? 0 : Number(value) }];
    const { dedicated, lowPriority } = value as {
      readonly dedicated?: number;
      readonly lowPriority?: number;
    };
    return [
      ...(dedicated === undefined ? [] : [{ id, number: dedicated, target: DEDICATED! }]),
      ...(lowPriority === undefined ? [] : [{ id, number: lowPriority, target: LOW_PRIORITY! }]),
    ];
  });
}

/** What is answered when nobody asks for anything in particular. */
const USUAL = ['never-negative', 'never-nan', 'missing-samples'] as const;

/** Properties ready to be proved, or why one of them means nothing yet. */
export type PropertiesReading =
  | {
      readonly properties: readonly Property[];
      /** Nobody named a property, so the usual ones are meant. */
      readonly isUsual: boolean;
    }
  | { readonly missing: 'size' }
  | { readonly missing: 'price'; readonly vmSize: string; readonly near: string | undefined };

/** The properties that are wished for; those of money need to know what a node costs. */
export function propertiesOf({ wishes, vmSize, prices = DEFAULT_PRICES }: Question): PropertiesReading {
  if (wishes.length === 0) return { isUsual: true, properties: USUAL.map((id) => PROPERTIES[id].make()) };
  const wantsMoney = wishes.some(({ id }) => (PROPERTIES[id] as PropertyRow).counts === 'money');
  const price = vmSize === undefined ? undefined : priceOf(prices, vmSize);
  if (wantsMoney && vmSize === undefined) return { missing: 'size' };
  if (wantsMoney && vmSize !== undefined && price === undefined)
    return { missing: 'price', vmSize, near: nearestName(vmSize.toLowerCase(), Object.keys(prices.nodes)) };
  const hourly: HourlyPrices = { currency: prices.currency, dedicated: 0, lowPriority: 0, ...price };
  const properties = wishes.map(({ id, ...wish }) =>
    (PROPERTIES[id] as PropertyRow).make({ ...wish, prices: hourly }),
  );
  return { isUsual: false, properties };
}
