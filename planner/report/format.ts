// Numbers as people read them: durations, money, shares, counts. Every rendering of a report uses these, so the
// terminal, Markdown and the page say the same.

/** What a number of a report measures. */
export type Unit = 'seconds' | 'money' | 'share' | 'count' | 'hours' | 'nodes' | 'ratio' | 'perHour';

const SYMBOLS: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£' };
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** A number in its unit; `currency` matters to money alone. `null` prints as a dash. */
export function formatValue(value: number | null, unit: Unit, currency: string): string {
  if (value === null || Number.isNaN(value)) return '–';
  switch (unit) {
    case 'seconds':
      return formatDuration(value);
    case 'money':
      return formatMoney(value, currency);
    case 'share':
      return formatShare(value);
    case 'count':
      return formatNumber(value, Number.isInteger(value) ? 0 : 1);
    case 'hours':
      return `${formatNumber(value, decimalsOf(value))} h`;
    case 'nodes':
    case 'ratio':
    case 'perHour':
      return formatNumber(value, decimalsOf(value));
  }
}

/** Seconds in at most two units: `850 ms`, `12.3 s`, `4 min 05 s`, `2 h 10 min`, `3 d 4 h`. */
export function formatDuration(seconds: number): string {
  if (seconds < 0) return `−${formatDuration(-seconds)}`;
  if (seconds === 0) return '0 s';
  if (seconds < 0.9995) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 59.95) return `${trimmed(seconds, 1)} s`;
  if (seconds < HOUR - 0.5) return twoUnits(Math.round(seconds), MINUTE, 'min', 's');
  if (seconds < 2 * DAY - MINUTE / 2) return twoUnits(Math.round(seconds / MINUTE), 60, 'h', 'min');
  return twoUnits(Math.round(seconds / HOUR), 24, 'd', 'h');
}

function twoUnits(amount: number, size: number, large: string, small: string): string {
  const rest = amount % size;
  const whole = `${formatNumber(Math.floor(amount / size), 0)} ${large}`;
  if (rest === 0) return whole;
  return `${whole} ${large === 'd' ? rest : String(rest).padStart(2, '0')} ${small}`;
}

/** Bytes in thousands: `850 B`, `12.3 MB`, `4 GB`. */
export function formatBytes(bytes: number): string {
  const at = Math.min(BYTE_UNITS.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${trimmed(bytes / 1000 ** at, at === 0 ? 0 : 1)} ${BYTE_UNITS[at]}`;
}
const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Two decimals, none from a thousand on, more below one. */
export function formatMoney(amount: number, currency: string): string {
  const sign = amount < 0 ? '−' : '';
  const size = Math.abs(amount);
  const symbol = SYMBOLS[currency] ?? `${currency} `;
  const small = size > 0 && size < 0.995;
  const decimals = small ? Math.min(6, Math.max(2, 1 - Math.floor(Math.log10(size)))) : size < 1000 ? 2 : 0;
  return `${sign}${symbol}${formatNumber(size, decimals)}`;
}

/** What one of something costs: four decimals at most, two at least. */
export function formatPrice(price: number, currency: string): string {
  const symbol = SYMBOLS[currency] ?? `${currency} `;
  const decimals = /\.(\d*)$/.exec(String(Number(price.toFixed(4))))?.[1]?.length ?? 0;
  return `${symbol}${formatNumber(price, Math.max(2, decimals))}`;
}

/** A share as a percentage: `0.1%`, `5.1%`, `50%`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${trimmed(percent, Math.abs(percent) < 9.95 && percent !== 0 ? 1 : 0)}%`;
}

/** A number with so many decimals and a comma between thousands. */
export function formatNumber(value: number, decimals: number): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const negative = value < 0 && Number(value.toFixed(decimals)) !== 0;
  return `${negative ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** `1 task`, `1,204 tasks`. */
export function formatTally(count: number, noun: string): string {
  return `${formatNumber(count, 0)} ${noun}${count === 1 ? '' : 's'}`;
}

function trimmed(value: number, decimals: number): string {
  return formatNumber(value, decimals).replace(/\.0+$/, '');
}

function decimalsOf(value: number): number {
  const size = Math.abs(value);
  if (size === 0 || size >= 1000) return 0;
  return size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2;
}
