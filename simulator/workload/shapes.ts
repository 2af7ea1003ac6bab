// The shapes of days and weeks, and the arrival rates they make. The named shapes are ours: rounded figures of
// what interactive, nightly and unattended use look like.

const flatDay: readonly number[] = Array.from({ length: 24 }, () => 1);

/** Weights of the 24 hours, by name. */
export const HOUR_SHAPES: Readonly<Record<string, readonly number[]>> = {
  flat: flatDay,
  office: [1, 1, 1, 1, 1, 1, 2, 4, 9, 14, 16, 14, 10, 13, 16, 15, 13, 9, 5, 3, 2, 2, 1, 1],
  evening: [6, 4, 2, 1, 1, 1, 1, 1, 2, 3, 4, 4, 4, 4, 5, 6, 8, 11, 14, 16, 16, 14, 12, 9],
  night: [14, 14, 13, 12, 10, 7, 4, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 6, 10, 14, 16, 16, 15],
};

/** Weights of Monday to Sunday, by name. */
export const WEEKDAY_SHAPES: Readonly<Record<string, readonly number[]>> = {
  flat: [1, 1, 1, 1, 1, 1, 1],
  workdays: [10, 10, 10, 10, 9, 2, 1],
  weekend: [2, 2, 2, 2, 4, 10, 10],
};

/** A week of arrival rates wanted, by its mean or its peak in arrivals per second. */
export interface WeekShape {
  readonly mean?: number;
  readonly peak?: number;
  readonly hours?: readonly number[];
  readonly weekdays?: readonly number[];
}

/** Arrivals per hour for each of the 168 hours from Monday 00:00; undefined when every weight is zero. */
export function diurnalRates(shape: WeekShape): readonly number[] | undefined {
  const hours = shape.hours ?? HOUR_SHAPES.office!;
  const weekdays = shape.weekdays ?? WEEKDAY_SHAPES.workdays!;
  const weights = weekdays.flatMap((day) => hours.map((hour) => day * hour));
  const most = Math.max(...weights);
  if (most <= 0) return undefined;
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const factor = shape.mean === undefined ? (shape.peak ?? 0) / most : shape.mean / mean;
  return weights.map((weight) => weight * factor * 3600);
}
