// Quantities as people read them: durations in two units, money, shares, counts. Never for machines.

const UNITS: readonly (readonly [name: string, seconds: number])[] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
];

/** Seconds in the two largest units that matter: `4 min 10 s`, `2 d 3 h`, `0.4 s`. */
export function showSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return '-';
  if (seconds < 0) return `-${showSeconds(-seconds)}`;
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  const first = UNITS.findIndex(([, size]) => whole >= size);
  const [name, size] = UNITS[first]!;
  const second = UNITS[first + 1];
  if (second === undefined) return `${whole} ${name}`;
  const count = Math.floor(whole / size);
  const rest = Math.round((whole - count * size) / second[1]);
  if (rest * second[1] === size) return `${count + 1} ${name}`;
  return rest === 0 ? `${count} ${name}` : `${count} ${name} ${rest} ${second[0]}`;
}

const grouped = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A count with its thousands marked. */
export const showCount = (count: number): string => grouped(count, 0);

/** A number with at most this many digits after the point. */
export const showNumber = (value: number, digits = 1): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits });

/** Hours, finer below ten. */
export const showHours = (hours: number): string => `${showNumber(hours, hours < 10 ? 1 : 0)} h`;

/** A share from 0 to 1 in percent. */
export const showShare = (share: number): string =>
  `${showNumber(share * 100, share > 0 && share < 0.1 ? 1 : 0)} %`;

/** An amount of money to the cent. */
export const showMoney = (amount: number, currency: string): string =>
  currency === 'USD' ? `$${grouped(amount, 2)}` : `${grouped(amount, 2)} ${currency}`;

/** A part of a whole, in percent of it; empty for a whole of nothing. */
export const showPart = (part: number, whole: number): string => (whole === 0 ? '' : showShare(part / whole));
