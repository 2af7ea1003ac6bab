// The samples of a metric as slots of 30 seconds, the oldest first and the last one now: how the page draws and
// edits what a state file says. Whatever notation the file used, an edit writes `8*3 12 _ 14`.

import { METRICS } from '../compiler/index.ts';
import { EMPTY_STATE, SAMPLE_PERIOD } from '../runtime/index.ts';
import { documentOf, printSamples, readState } from '../simulator/index.ts';
import type { Json, JsonObject } from './state.ts';

/** A value, or nothing where the sample is missing. */
export type Slots = readonly (number | undefined)[];

/** Seconds from one slot to the next. */
export const STEP = SAMPLE_PERIOD / 1000;

/** The most slots that are drawn and edited: a day. */
export const MOST_SLOTS = 2880;

/**
 * The samples of each metric that a state names; those between the instants of sampling go to the nearest one. Whatever
 * is wrong with the rest of the state, its samples are there: what is not drawn would be lost with the next stroke.
 */
export function slotsOf({ samples: written = {} }: JsonObject): ReadonlyMap<string, Slots> {
  const { samples } = readState(documentOf('state', { samples: written })).state ?? EMPTY_STATE;
  return new Map(
    Object.entries(samples).map(([metric, aged]) => {
      const byIndex = new Map(aged.map(([age, value]) => [Math.round(age / STEP), value]));
      const length = Math.min(MOST_SLOTS, Math.max(-1, ...byIndex.keys()) + 1);
      return [metric, Array.from({ length }, (_, at) => byIndex.get(length - 1 - at))];
    }),
  );
}

/** So many slots: older ones are cut off, or are missing samples. */
export const resized = (slots: Slots, length: number): Slots =>
  Array.from({ length }, (_, at) => slots[slots.length - length + at]);

/** The state with these samples of a metric; missing ones at the old end are left out. */
export function withSlots(now: JsonObject, metric: string, slots: Slots): JsonObject {
  const first = slots.findIndex((value) => value !== undefined);
  const { [metric]: _, ...others } = samplesIn(now);
  if (first < 0) return { ...now, samples: others };
  // A metric keeps its place among the others.
  const entries = Object.entries({
    ...samplesIn(now),
    [metric]: printSamples(slots.slice(first).map(rounded)),
  });
  return { ...now, samples: Object.fromEntries(entries) };
}

/** The state with the samples of a metric as they are written; none where nothing is. */
export function withSampleText(now: JsonObject, metric: string, text: string): JsonObject {
  if (text.trim() === '') return withSlots(now, metric, []);
  return { ...now, samples: { ...samplesIn(now), [metric]: text } };
}

const samplesIn = ({ samples }: JsonObject): JsonObject =>
  typeof samples === 'object' && samples !== null && !Array.isArray(samples) ? (samples as JsonObject) : {};

/** As many digits as anybody reads. */
const rounded = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.round(value * 1e4) / 1e4;

/** The state with a field of the pool set, or as it is when nothing is said. */
export function withPoolField(now: JsonObject, field: string, value: number | undefined): JsonObject {
  const pool = typeof now.pool === 'object' && now.pool !== null && !Array.isArray(now.pool) ? now.pool : {};
  const { [field]: _, ...others } = pool as JsonObject;
  return { ...now, pool: value === undefined ? others : { ...others, [field]: value } };
}

/** A key of the state set, or left out. */
export function withKey(now: JsonObject, key: string, value: Json | undefined): JsonObject {
  const { [key]: _, ...others } = now;
  return value === undefined ? others : { ...others, [key]: value };
}

/** Values as a metric can have them: what counts whole things is whole. */
export const fitted = (metric: string, slots: Slots): Slots =>
  isWhole(metric) ? slots.map((value) => (value === undefined ? undefined : Math.round(value))) : slots;

/** `12 tasks`, `1 task`. */
export const counted = (value: number, unit: string): string =>
  `${value} ${value === 1 ? unit.replace(/s$/, '') : unit}`;

/** Whether a metric counts whole things. */
export const isWhole = (metric: string): boolean => {
  const row = (METRICS as Readonly<Record<string, { readonly unit: string } | undefined>>)[metric];
  return row === undefined || row.unit === 'tasks' || row.unit === 'nodes';
};
