// Reports side by side: each measure of each entry, its ratio to the first entry, which is best; with several
// seeds an interval of the difference to the first, paired by seed, because runs of one seed share their luck.

import { formatValue, type Unit } from './format.ts';
import { MEASURES, type Measure } from './measures.ts';
import type { Report } from './report.ts';
import { studentQuantile95 } from './student.ts';

/** One formula or setting, with a report for each seed. */
export interface Entry {
  readonly title: string;
  readonly reports: readonly Report[];
}

export interface Comparison {
  readonly titles: readonly string[];
  /** Runs of each entry. */
  readonly runs: readonly number[];
  readonly rows: readonly ComparisonRow[];
}

export interface ComparisonRow {
  readonly key: string;
  readonly group: Measure['group'];
  readonly label: string;
  readonly unit: Unit;
  readonly better: Measure['better'];
  /** One cell an entry. */
  readonly cells: readonly ComparisonCell[];
}

export interface ComparisonCell {
  /** Mean over the runs; `null` when some run cannot say. */
  readonly value: number | null;
  readonly formatted: string;
  /** To the first entry; `null` when that is 0 or unknown. */
  readonly ratio: number | null;
  /** Whether no entry does better; false for all when they are alike. */
  readonly best: boolean;
  /** Against the first entry: beyond chance when there is an interval, by the numbers when there is none. */
  readonly verdict: 'better' | 'worse' | 'same' | null;
  /** This minus the first, over the seeds both have; absent with fewer than two. */
  readonly difference?: Difference;
}

/** A mean difference with its 95 % confidence interval (Student's t). */
export interface Difference {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
}

/** Compares entries with the first. An entry without reports has no values. */
export function compare(entries: readonly Entry[]): Comparison {
  const currency = entries.flatMap(({ reports }) => reports)[0]?.prices.currency ?? '';
  return {
    titles: entries.map(({ title }) => title),
    runs: entries.map(({ reports }) => reports.length),
    rows: MEASURES.map((measure) => compareBy(measure, entries, currency)),
  };
}

function compareBy(measure: Measure, entries: readonly Entry[], currency: string): ComparisonRow {
  const { key, group, label, unit, better } = measure;
  const values = entries.map(({ reports }) => meanOf(reports.map(measure.read)));
  const words = values.map((value) => formatValue(value, unit, currency));
  const best = bestOf(values, words, better);
  const [reference = null] = values;
  const cells = entries.map((entry, index): ComparisonCell => {
    const value = values[index] ?? null;
    const difference = index === 0 ? undefined : pairedDifference(measure, entry, entries[0]!);
    return {
      value,
      formatted: words[index]!,
      ratio: value === null || reference === null || reference === 0 ? null : value / reference,
      best: words[index] === best,
      verdict:
        index === 0
          ? null
          : verdictOf(value, words[index] === words[0] ? value : reference, better, difference),
      ...(difference === undefined ? {} : { difference }),
    };
  });
  return { key, group, label, unit, better, cells };
}

function meanOf(values: readonly (number | null)[]): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum / values.length;
}

/** The words of the best value; what reads alike is alike, and when all is alike nothing is best. */
function bestOf(
  values: readonly (number | null)[],
  words: readonly string[],
  better: Measure['better'],
): string | null {
  const known = values.filter((value) => value !== null);
  if (better === null || known.length < 2 || words.every((one) => one === words[0])) return null;
  return words[values.indexOf(better === 'less' ? Math.min(...known) : Math.max(...known))]!;
}

function verdictOf(
  value: number | null,
  reference: number | null,
  better: Measure['better'],
  difference: Difference | undefined,
): ComparisonCell['verdict'] {
  if (value === null || reference === null || better === null) return null;
  const { low, high } = difference ?? { low: value - reference, high: value - reference };
  if (low <= 0 && high >= 0) return 'same';
  return low > 0 === (better === 'more') ? 'better' : 'worse';
}

/** Pairs the runs of equal seed; without seeds, the runs of equal place. */
function pairedDifference(measure: Measure, entry: Entry, first: Entry): Difference | undefined {
  const differences: number[] = [];
  entry.reports.forEach((report, index) => {
    const partner =
      report.seed === null ? first.reports[index] : first.reports.find(({ seed }) => seed === report.seed);
    const mine = measure.read(report);
    const other = partner === undefined ? null : measure.read(partner);
    if (mine !== null && other !== null) differences.push(mine - other);
  });
  return intervalOf(differences);
}

/** Mean and 95 % interval of at least two numbers. */
export function intervalOf(values: readonly number[]): Difference | undefined {
  const pairs = values.length;
  if (pairs < 2) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / pairs;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (pairs - 1);
  const reach = studentQuantile95(pairs - 1) * Math.sqrt(variance / pairs);
  return { mean, low: mean - reach, high: mean + reach, pairs };
}
