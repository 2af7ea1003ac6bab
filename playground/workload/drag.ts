// What dragging a generator means: up and down is how much, left and right is when. The generator is a value of a
// scenario, and so is what comes of it.

import { durationJson, perHourOf, rateJson, secondsOf } from '../form/quantities.ts';
import { isObject, valueAt, withValue } from '../form/value-path.ts';
import type { Json, JsonObject } from '../state.ts';

const QUARTER = 900;
/** Arrivals an hour: a million in a second are the most that a scenario can have. */
const [LEAST_RATE, MOST_RATE] = [0.01, 1e6 * 3600];
const MOST_TASKS = 100_000_000;

const within = (least: number, amount: number, most: number): number =>
  Math.min(most, Math.max(least, amount));

/** The generator with so many times as many tasks. */
export function scaled(generator: JsonObject, factor: number): JsonObject {
  const put = (way: readonly string[], value: Json) => withValue(generator, ['arrivals', ...way], value);
  for (const way of [
    ['poisson', 'rate'],
    ['diurnal', 'mean'],
    ['diurnal', 'peak'],
  ]) {
    const perHour = perHourOf(valueAt(generator, ['arrivals', ...way]));
    if (perHour !== undefined)
      return put(way, rateJson(within(LEAST_RATE, rounded(perHour * factor), MOST_RATE)));
  }
  const size = valueAt(generator, ['arrivals', 'bursts', 'size']);
  const whole = (value: Json | undefined) => within(1, Math.round(Number(value) * factor), MOST_TASKS);
  if (typeof size === 'number') return put(['bursts', 'size'], whole(size));
  if (isObject(size)) return put(['bursts', 'size'], { from: whole(size.from), to: whole(size.to) });
  const count = valueAt(generator, ['arrivals', 'atOnce', 'count']);
  return count === undefined ? generator : put(['atOnce', 'count'], whole(count));
}

const rounded = (amount: number): number => Number(amount.toPrecision(2));

/** The generator later by so many seconds, on the quarter of an hour: a wave of the day by its clock, others by their beginning. */
export function moved(generator: JsonObject, seconds: number): JsonObject {
  const wave = valueAt(generator, ['arrivals', 'diurnal']);
  if (isObject(wave)) {
    const offset = Number(wave.utcOffset ?? 0) - Math.round((seconds / 3600) * 4) / 4;
    const within = ((((offset + 12) % 24) + 24) % 24) - 12;
    return withValue(generator, ['arrivals', 'diurnal', 'utcOffset'], within === 0 ? undefined : within);
  }
  const after = (secondsOf(generator.after) ?? 0) + seconds;
  const quarter = Math.max(0, Math.round(after / QUARTER) * QUARTER);
  return withValue(generator, ['after'], quarter === 0 ? undefined : durationJson(quarter));
}
