// An answer as it goes from the worker to the page. The list of evaluations, which is most of a report, goes as columns
// and one text, because ten thousand small objects take longer to copy than to make; timelines are columns anyway.

import { type EvaluationRecord, type Report, timelineBuffers } from '../planner/index.ts';
import type { Answer, RunEntry } from './engine.ts';

/** The records of evaluations by column; a record's texts are the values of its variables, then its results. */
interface RecordColumns {
  readonly time: Float64Array<ArrayBuffer>;
  readonly pool: Uint32Array<ArrayBuffer>;
  readonly pools: readonly string[];
  /** NaN where the results do not say. */
  readonly dedicated: Float64Array<ArrayBuffer>;
  readonly lowPriority: Float64Array<ArrayBuffer>;
  /** The names of each record's variables, as a place among `names`: programs name the same ones again and again. */
  readonly named: Uint32Array<ArrayBuffer>;
  readonly names: readonly (readonly string[])[];
  readonly letters: string;
  /** Where each text ends in `letters`. */
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly errors: readonly (readonly [place: number, error: NonNullable<EvaluationRecord['error']>])[];
}

interface Packed extends Omit<RunEntry, 'report'> {
  readonly report: Report;
  readonly records: RecordColumns;
}

export interface Parcel extends Omit<Answer, 'entries'> {
  readonly entries: readonly Packed[];
}

/** The answer, and what of it can be handed over instead of copied; it is of no use to the giver afterwards. */
export function packAnswer(answer: Answer): { readonly parcel: Parcel; readonly given: ArrayBuffer[] } {
  const entries = answer.entries.map(packEntry);
  const given = entries.flatMap(({ timeline, records }) => [
    ...timelineBuffers(timeline),
    ...Object.values(records).flatMap((column) => (ArrayBuffer.isView(column) ? [column.buffer] : [])),
  ]) as ArrayBuffer[];
  return { parcel: { ...answer, entries }, given };
}

/** The answer that was packed. */
export const unpackAnswer = (parcel: Parcel): Answer => ({
  ...parcel,
  entries: parcel.entries.map(({ records, ...entry }) => ({
    ...entry,
    report: withList(entry.report, recordsOf(records)),
  })),
});

const packEntry = (entry: RunEntry): Packed => ({
  ...entry,
  report: withList(entry.report, []),
  records: columnsOf(entry.report.evaluations.list),
});

const withList = (report: Report, list: readonly EvaluationRecord[]): Report => ({
  ...report,
  evaluations: { ...report.evaluations, list },
});

function columnsOf(list: readonly EvaluationRecord[]): RecordColumns {
  const pools = new Map<string, number>();
  const names = new Map<string, { readonly place: number; readonly names: readonly string[] }>();
  const pool = new Uint32Array(list.length);
  const named = new Uint32Array(list.length);
  const texts: string[] = [];
  for (const [at, { poolId, variables, results }] of list.entries()) {
    if (!pools.has(poolId)) pools.set(poolId, pools.size);
    pool[at] = pools.get(poolId)!;
    const key = variables.map(({ name }) => name).join(' ');
    if (!names.has(key)) names.set(key, { place: names.size, names: variables.map(({ name }) => name) });
    named[at] = names.get(key)!.place;
    for (const { value } of variables) texts.push(value);
    texts.push(results);
  }
  let end = 0;
  const ends = new Uint32Array(texts.length);
  for (const [at, text] of texts.entries()) {
    end += text.length;
    ends[at] = end;
  }
  return {
    time: Float64Array.from(list, ({ time }) => time),
    pool,
    pools: [...pools.keys()],
    dedicated: Float64Array.from(list, ({ dedicated }) => dedicated ?? Number.NaN),
    lowPriority: Float64Array.from(list, ({ lowPriority }) => lowPriority ?? Number.NaN),
    named,
    names: [...names.values()].map((one) => one.names),
    letters: texts.join(''),
    ends,
    errors: list.flatMap(({ error }, at) => (error === undefined ? [] : [[at, error] as const])),
  };
}

function recordsOf(columns: RecordColumns): readonly EvaluationRecord[] {
  const { time, pool, pools, dedicated, lowPriority, named, names, letters, ends } = columns;
  const errors = new Map(columns.errors);
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  let [text, start] = [0, 0];
  const next = () => {
    const from = start;
    start = ends[text++]!;
    return letters.slice(from, start);
  };
  const list: EvaluationRecord[] = [];
  for (let at = 0; at < time.length; at++) {
    const error = errors.get(at);
    list.push({
      time: time[at]!,
      poolId: pools[pool[at]!]!,
      dedicated: orNull(dedicated[at]!),
      lowPriority: orNull(lowPriority[at]!),
      variables: names[named[at]!]!.map((name) => ({ name, value: next() })),
      results: next(),
      ...(error === undefined ? {} : { error }),
    });
  }
  return list;
}
