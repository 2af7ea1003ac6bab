// The fields of a generator: ways begin at the generator itself.

import { DAYS, type Field, LONG } from '../form/fields.ts';
import { durationJson, durationText, middleOf, perHourOf, rateJson, secondsOf } from '../form/quantities.ts';
import { isObject, valueAt } from '../form/value-path.ts';
import type { Json, JsonObject } from '../state.ts';

/** How tasks come, as far as the form knows; `from` makes it from about so many arrivals an hour. */
export interface ArrivalKind {
  readonly name: string;
  readonly label: string;
  readonly from: (perHour: number) => Json;
  readonly words: (generator: JsonObject) => string;
}

function rateText(generator: JsonObject): string {
  const { peak } = (valueAt(generator, ['arrivals', 'diurnal']) ?? {}) as JsonObject;
  return `${Math.round(aboutPerHour(generator) * 10) / 10} an hour${peak === undefined ? '' : ' at the peak'}`;
}

function sizeText(generator: JsonObject): string {
  const size = valueAt(generator, ['arrivals', 'bursts', 'size']);
  return isObject(size) ? `${Number(size.from)} to ${Number(size.to)}` : String(size);
}

const lengthText = (generator: JsonObject): string =>
  durationText(secondsOf(valueAt(generator, ['arrivals', 'bursts', 'every'])) ?? 0);

// biome-ignore format: a table
export const ARRIVAL_KINDS: readonly ArrivalKind[] = [
  { name: 'poisson', label: 'steadily', from: (perHour) => ({ rate: rateJson(perHour) }), words: (one) => `${rateText(one)}, steadily` },
  { name: 'diurnal', label: 'by day and week', from: (perHour) => ({ mean: rateJson(perHour), hours: 'office', weekdays: 'workdays' }), words: (one) => `${rateText(one)}, by day and week` },
  { name: 'bursts', label: 'in bursts', from: (perHour) => ({ every: 'P1D', size: Math.max(1, Math.round(perHour * 24)), spread: 'PT30M' }), words: (one) => `${sizeText(one)} at a time, every ${lengthText(one)}` },
  { name: 'atOnce', label: 'all at once', from: (perHour) => ({ count: Math.max(1, Math.round(perHour * 24)) }), words: (one) => `${Number(valueAt(one, ['arrivals', 'atOnce', 'count']))} at once` },
];

// biome-ignore format: a table
export const DURATION_KINDS: readonly { readonly name: string; readonly label: string; readonly from: (seconds: number) => Json }[] = [
  { name: 'constant',    label: 'all alike',            from: (seconds) => durationJson(seconds) },
  { name: 'lognormal',   label: 'lognormal, by median', from: (seconds) => ({ lognormal: { median: durationJson(seconds), sigma: 0.5 } }) },
  { name: 'exponential', label: 'exponential, by mean', from: (seconds) => ({ exponential: { mean: durationJson(seconds) } }) },
  { name: 'uniform',     label: 'anything up to',       from: (seconds) => ({ uniform: { from: 'PT0S', to: durationJson(seconds) } }) },
];

/** The name of a generator's arrivals. */
export const arrivalKindOf = (generator: JsonObject): string =>
  isObject(generator.arrivals) ? (Object.keys(generator.arrivals)[0] ?? '') : '';

export const durationKindOf = ({ durations }: JsonObject): string =>
  isObject(durations) ? (Object.keys(durations)[0] ?? '') : 'constant';

/** About how many arrivals an hour there are, for whoever changes their kind. */
export function aboutPerHour(generator: JsonObject): number {
  const arrivals = (way: readonly string[]) => valueAt(generator, ['arrivals', ...way]);
  const rate = perHourOf(
    arrivals(['poisson', 'rate']) ?? arrivals(['diurnal', 'mean']) ?? arrivals(['diurnal', 'peak']),
  );
  const size = arrivals(['bursts', 'size']);
  const burst = typeof size === 'number' ? size : Number(isObject(size) ? size.to : Number.NaN);
  const count = Number(arrivals(['atOnce', 'count']) ?? Number.NaN);
  return rate ?? ([burst / 24, count / 24].find((each) => !Number.isNaN(each)) || 30);
}

/** The seconds in the middle of its durations. */
export const aboutSeconds = ({ durations }: JsonObject): number => middleOf(durations)?.seconds ?? 300;

const RATES = [1, 2, 5, 10, 20, 30, 45, 60, 90, 120, 200, 300, 500, 1000, 2000, 5000, 10_000];
const COUNTS = [1, 2, 5, 10, 20, 50, 100, 200, 300, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000];
const ofKind = (name: string) => (generator: JsonObject) => arrivalKindOf(generator) === name;
const has =
  (...way: readonly string[]) =>
  (generator: JsonObject) =>
    valueAt(generator, way) !== undefined;
const HOURS = [
  ['', 'office (default)'],
  ['office', 'office'],
  ['evening', 'evening'],
  ['night', 'night'],
  ['flat', 'flat'],
] as const;
const WEEKDAYS = [
  ['', 'workdays (default)'],
  ['workdays', 'workdays'],
  ['weekend', 'weekend'],
  ['flat', 'flat'],
] as const;

// biome-ignore format: a table
export const GENERATOR_FIELDS: readonly Field[] = [
  { label: 'Rate', way: ['arrivals', 'poisson', 'rate'], kind: 'rate', stops: RATES, isFor: ofKind('poisson'), help: 'Arrivals an hour, at random and independent of each other.' },
  { label: 'Rate on average', way: ['arrivals', 'diurnal', 'mean'], kind: 'rate', stops: RATES, isFor: has('arrivals', 'diurnal', 'mean'), help: 'Arrivals an hour over a whole week.' },
  { label: 'Rate at its peak', way: ['arrivals', 'diurnal', 'peak'], kind: 'rate', stops: RATES, isFor: has('arrivals', 'diurnal', 'peak'), help: 'Arrivals in the busiest hour.' },
  { label: 'Hours', way: ['arrivals', 'diurnal', 'hours'], kind: 'choice', choices: HOURS, isFor: ofKind('diurnal'), help: 'The shape of a day.' },
  { label: 'Days', way: ['arrivals', 'diurnal', 'weekdays'], kind: 'choice', choices: WEEKDAYS, isFor: ofKind('diurnal'), help: 'The shape of a week.' },
  { label: 'Clock ahead of UTC by', way: ['arrivals', 'diurnal', 'utcOffset'], kind: 'number', unit: 'h', least: -14, most: 14, stops: [-12, -9, -8, -7, -6, -5, -4, -3, 0, 1, 2, 3, 4, 5.5, 8, 9, 10], otherwise: '0', isFor: ofKind('diurnal'), help: 'Where the people are.' },
  { label: 'Every', way: ['arrivals', 'bursts', 'every'], kind: 'duration', stops: DAYS, isFor: ofKind('bursts'), help: 'From one burst to the next.' },
  { label: 'Arrivals a burst', way: ['arrivals', 'bursts', 'size'], kind: 'count', least: 1, stops: COUNTS, isFor: (one) => ofKind('bursts')(one) && !has('arrivals', 'bursts', 'size', 'from')(one), help: 'How many come together.' },
  { label: 'At least', way: ['arrivals', 'bursts', 'size', 'from'], kind: 'count', least: 1, stops: COUNTS, isFor: has('arrivals', 'bursts', 'size', 'from'), help: 'How many come together at the least.' },
  { label: 'At most', way: ['arrivals', 'bursts', 'size', 'to'], kind: 'count', least: 1, stops: COUNTS, isFor: has('arrivals', 'bursts', 'size', 'from'), help: 'How many come together at the most.' },
  { label: 'Within', way: ['arrivals', 'bursts', 'spread'], kind: 'duration', stops: [0, ...LONG], otherwise: '0 s', isFor: ofKind('bursts'), help: 'The time in which those of one burst come.' },
  { label: 'Late by up to', way: ['arrivals', 'bursts', 'jitter'], kind: 'duration', stops: [0, ...LONG], otherwise: '0 s', isFor: ofKind('bursts'), help: 'How much a burst may be late.' },
  { label: 'Arrivals', way: ['arrivals', 'atOnce', 'count'], kind: 'count', least: 1, stops: COUNTS, isFor: ofKind('atOnce'), help: 'How many come at once.' },
  { label: 'A task takes', way: ['durations'], kind: 'delay', stops: LONG, help: 'How long an attempt of a task takes.' },
  { label: 'Spread (sigma)', way: ['durations', 'lognormal', 'sigma'], kind: 'number', least: 0, most: 10, stops: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2], isFor: has('durations', 'lognormal'), help: 'How far durations lie apart: 0.5 is usual, 1 is wild.' },
  { label: 'Begins after', way: ['after'], kind: 'duration', stops: [0, ...DAYS], otherwise: '0 s', help: 'From the start of the run to the first arrivals.' },
  { label: 'For', way: ['for'], kind: 'duration', stops: DAYS, otherwise: 'no end', help: 'How long tasks keep coming.' },
  { label: 'Tasks a job, at least', way: ['jobs', 'tasks', 'from'], kind: 'count', least: 1, stops: COUNTS, isFor: has('jobs', 'tasks', 'from'), help: 'Every arrival is a job of so many tasks.' },
  { label: 'Tasks a job, at most', way: ['jobs', 'tasks', 'to'], kind: 'count', least: 1, stops: COUNTS, isFor: has('jobs', 'tasks', 'from'), help: 'Every arrival is a job of so many tasks.' },
  { label: 'Slots a task', way: ['requiredSlots'], kind: 'count', least: 1, most: 256, stops: [1, 2, 3, 4, 8, 16], otherwise: '1', help: 'How many slots of a node a task takes.' },
  { label: 'Attempts that fail', way: ['failures', 'probability'], kind: 'share', stops: [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5], otherwise: '0 %', isFor: (one) => typeof one.failures !== 'number' && !has('failures', 'share')(one), help: 'How likely any attempt fails.' },
];
