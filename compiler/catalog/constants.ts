// The named intervals. Source: the autoscale article, "Types", timeinterval.

/** A named interval; the length of a year is not documented, 365 days is our decision. */
export interface ConstantRow {
  /** The length in milliseconds. */
  readonly milliseconds: number;
  readonly prose: string;
}

// biome-ignore format: table
export const CONSTANTS = {
  TimeInterval_Zero:        { milliseconds: 0,                     prose: 'No time at all.' },
  TimeInterval_100ns:       { milliseconds: 1e-4,                  prose: '100 nanoseconds, the finest interval.' },
  TimeInterval_Microsecond: { milliseconds: 1e-3,                  prose: 'One microsecond.' },
  TimeInterval_Millisecond: { milliseconds: 1,                     prose: 'One millisecond.' },
  TimeInterval_Second:      { milliseconds: 1000,                  prose: 'One second. Samples are taken every 30 of them.' },
  TimeInterval_Minute:      { milliseconds: 60 * 1000,             prose: 'One minute. Multiply it: TimeInterval_Minute * 15 is a quarter of an hour.' },
  TimeInterval_Hour:        { milliseconds: 60 * 60 * 1000,        prose: 'One hour.' },
  TimeInterval_Day:         { milliseconds: 24 * 60 * 60 * 1000,   prose: 'One day of 24 hours.' },
  TimeInterval_Week:        { milliseconds: 7 * 24 * 60 * 60 * 1000, prose: 'One week of seven days.' },
  TimeInterval_Year:        { milliseconds: 365 * 24 * 60 * 60 * 1000, prose: 'One year, taken as 365 days: Azure does not say how long it is.' },
} as const satisfies Record<string, ConstantRow>;

export type ConstantId = keyof typeof CONSTANTS;

/** A part of a timestamp, read as `time().hour`; all parts are in UTC. */
export interface MemberRow {
  /** The smallest and largest value. */
  readonly range: readonly [low: number, high: number];
  readonly prose: string;
}

// biome-ignore format: table
export const MEMBERS = {
  year:    { range: [1, 9999], prose: 'The year, in UTC.' },
  month:   { range: [1, 12],   prose: 'The month, 1 for January, in UTC.' },
  day:     { range: [1, 31],   prose: 'The day of the month, in UTC.' },
  weekday: { range: [0, 7],    prose: 'The day of the week in UTC: 1 is Monday, 6 is Saturday. Whether Sunday is 0 or 7 is not documented; weekday >= 1 && weekday <= 5 is safe for Monday to Friday.' },
  hour:    { range: [0, 23],   prose: 'The hour, in UTC, not in local time.' },
  minute:  { range: [0, 59],   prose: 'The minute of the hour.' },
  second:  { range: [0, 59],   prose: 'The whole second of the minute.' },
} as const satisfies Record<string, MemberRow>;

export type MemberId = keyof typeof MEMBERS;
