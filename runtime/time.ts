// Instants and durations: one unit each, and ISO 8601 both ways. Nothing here reads a clock.

declare const instantBrand: unique symbol;
declare const durationBrand: unique symbol;

/** Milliseconds since 1970-01-01T00:00:00Z. Whole in the simulator; formulas may compute finer ones. */
export type Instant = number & { readonly [instantBrand]?: true };
/** Milliseconds, signed. */
export type Duration = number & { readonly [durationBrand]?: true };

export const MILLISECOND: Duration = 1;
export const SECOND: Duration = 1000;
export const MINUTE: Duration = 60 * SECOND;
export const HOUR: Duration = 60 * MINUTE;
export const DAY: Duration = 24 * HOUR;
export const WEEK: Duration = 7 * DAY;
/** The language's year: its length is not documented; 365 days is our decision. */
export const YEAR: Duration = 365 * DAY;
