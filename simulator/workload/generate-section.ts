// What people write to have a workload made: arrivals, durations, failures, slots, jobs. Read into the plain
// specification that `generate.ts` draws from.

import type { Duration } from '../../runtime/index.ts';
import { doings } from '../behaviour-json.ts';
import { DISTRIBUTIONS, delayOf } from '../delays.ts';
import { scenarioDiagnostics as complaints } from '../diagnostics.ts';
import { described, type RecordOf, record, required, tagged } from '../record.ts';
import {
  type At, below, byKind, complain, dictionary, duration, isMapping, list, mapped, number, outOfRange, type Shape, spanAt, 
  text, unfit,wrongType,
} from '../schema.ts'; // biome-ignore format: one list
import type { Delay } from '../world/delay.ts';
import type { Arrivals, Failures, Generation, Range, Weight } from './generate.ts';
import { type Column, checkPatterns, column, jobPattern, taskPattern } from './patterns.ts';
import { diurnalRates, HOUR_SHAPES, WEEKDAY_SHAPES } from './shapes.ts';

/** A column of a file that holds times or durations. */
export interface ColumnFile extends Partial<Column> {
  readonly file: string;
}

/** A generator whose arrivals or durations may still be in files. */
export interface GenerateSection extends Omit<Generation, 'arrivals' | 'durations'> {
  readonly arrivals: Arrivals | { readonly kind: 'file'; readonly from: ColumnFile };
  readonly durations: Delay | { readonly kind: 'file'; readonly from: ColumnFile };
}

const RATE = /^(\d+(?:\.\d+)?) ?\/ ?(s|min|h|d)$/;
const PER: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, d: 86_400 };
const RATE_TEXT = 'a rate above 0: a number per second, or text such as 120/h (s, min, h or d)';

/** Arrivals per second. */
const rate: Shape<number> = {
  expected: RATE_TEXT,
  schema: {
    anyOf: [
      { type: 'number', exclusiveMinimum: 0 },
      { type: 'string', pattern: RATE.source },
    ],
  },
  read: (value, at) => {
    const match = typeof value === 'string' ? RATE.exec(value) : null;
    const found =
      typeof value === 'number' ? value : match === null ? undefined : Number(match[1]) / PER[match[2]!]!;
    if (found === undefined || Number.isNaN(found)) return wrongType(at, value, RATE_TEXT);
    return found > 0 && found <= 1e6 ? found : outOfRange(at, value, 'a rate above 0 and at most 1000000/s');
  },
};

const positive = mapped(duration, (found, at) =>
  found === 0 ? outOfRange(at, 0, 'a duration above 0') : found,
);

const plainRange = (least: number) => {
  const whole = number({ least, most: 100_000_000, whole: true });
  const bounds = record({ from: required(whole), to: required(whole) }, { what: 'a range' });
  return byKind<Range>({
    number: mapped(whole, (size) => ({ from: size, to: size })),
    mapping: mapped(bounds, (found: Range, at: At) =>
      found.to < found.from ? outOfRange(at, found.to, '`to` not below `from`') : found,
    ),
  });
};

/** A whole number, or a mapping from whole numbers to their weights. */
const weighted = (least: number, most: number, what: string): Shape<readonly Weight[]> => {
  const whole = number({ least, most, whole: true });
  const weights = dictionary(number({ least: 0 }), `${what} to their weights; each weight`);
  return byKind<readonly Weight[]>({
    number: mapped(whole, (value) => [{ value, weight: 1 }]),
    mapping: mapped(weights, (found, at) => {
      const rows = Object.entries(found).flatMap(([key, weight]) => {
        const value = whole.read(Number(key), below(at, key));
        return value === undefined ? [] : [{ value, weight }];
      });
      const total = rows.reduce((sum, row) => sum + row.weight, 0);
      return total > 0 ? rows : outOfRange(at, found, 'weights of which at least one is above 0');
    }),
  });
};

const columnFile: Shape<ColumnFile> = byKind<ColumnFile>({
  text: mapped(text, (file) => ({ file })),
  mapping: mapped(
    record({ file: required(text), column }, { what: 'a file of times' }),
    ({ file, column: which }): ColumnFile => ({ file, ...which }),
  ),
});

const shapeOf = (shapes: Readonly<Record<string, readonly number[]>>, length: number, what: string) => {
  const weights = list(number({ least: 0 }));
  const words = Object.keys(shapes).join(', ');
  return byKind<readonly number[]>({
    text: mapped(text, (name, at) =>
      Object.hasOwn(shapes, name)
        ? shapes[name]
        : outOfRange(at, name, `one of ${words}, or ${length} weights`),
    ),
    list: mapped(weights, (found, at) =>
      found.length === length ? found : outOfRange(at, found, `${length} weights, one for each ${what}`),
    ),
  });
};

const DIURNAL = {
  mean: described('The rate on average over a week.', rate),
  peak: described('The rate in the busiest hour.', rate),
  hours: described(
    'Weights of the 24 hours of a day, or office, evening, night or flat.',
    shapeOf(HOUR_SHAPES, 24, 'hour'),
  ),
  weekdays: described(
    'Weights of Monday to Sunday, or workdays, weekend or flat.',
    shapeOf(WEEKDAY_SHAPES, 7, 'day'),
  ),
  utcOffset: described('The local clock is this many hours ahead of UTC.', number({ least: -14, most: 14 })),
} as const;

const diurnalKeys = record(DIURNAL, { what: 'diurnal arrivals' });
/** A rate that was written and refused has its own complaint already, and is not missing. */
const diurnalAsWritten: typeof diurnalKeys = {
  ...diurnalKeys,
  read: (value, at) => {
    const found = diurnalKeys.read(value, at);
    const isRefused = (['mean', 'peak'] as const).some(
      (key) => isMapping(value) && (value[key] ?? undefined) !== undefined && found?.[key] === undefined,
    );
    return isRefused ? undefined : found;
  },
};

const diurnal = mapped(diurnalAsWritten, (found: RecordOf<typeof DIURNAL>, at: At) => {
  const { mean, peak } = found;
  if (mean !== undefined && peak !== undefined) {
    return complain(at, () =>
      complaints.conflict(spanAt(below(at, 'peak'), 'key'), {
        key: 'peak',
        other: '`mean`',
        hint: 'one of them decides',
      }),
    );
  }
  if (mean === undefined && peak === undefined) {
    return complain(at, () =>
      complaints.missing(spanAt(at, 'key'), {
        key: 'mean',
        where: 'a diurnal arrival',
        hint: `give \`mean\` or \`peak\`: ${RATE_TEXT}`,
      }),
    );
  }
  const perHour = diurnalRates({ ...found, ...(mean === undefined ? { peak: peak! } : { mean }) });
  if (perHour === undefined)
    return unfit(at, 'nothing but zeros', 'weights of which some hour has more than 0');
  return { perHour, utcOffset: (found.utcOffset ?? 0) * 3_600_000 };
});

const size = plainRange(1);
const ARRIVALS = {
  poisson: record({ rate: required(rate) }, { what: 'Poisson arrivals' }),
  diurnal,
  bursts: record(
    { every: required(positive), size: required(size), jitter: duration, spread: duration },
    { what: 'bursts' },
  ),
  atOnce: record(
    { count: required(number({ least: 1, most: 100_000_000, whole: true })) },
    { what: 'arrivals at once' },
  ),
  times: mapped(list(duration), (times, at) =>
    times.length === 0 ? outOfRange(at, times, 'at least one time') : times,
  ),
  file: columnFile,
} as const;

const arrivals = mapped(tagged(ARRIVALS, 'arrivals'), (found): GenerateSection['arrivals'] => {
  switch (found.kind) {
    case 'poisson':
      return { kind: 'poisson', perSecond: found.value.rate };
    case 'diurnal':
      return { kind: 'diurnal', ...found.value };
    case 'bursts':
      return { kind: 'bursts', jitter: 0, spread: 0, ...found.value };
    case 'atOnce':
      return { kind: 'atOnce', count: found.value.count };
    case 'times':
      return { kind: 'times', times: [...found.value].sort((a, b) => a - b) };
    case 'file':
      return { kind: 'file', from: found.value };
  }
});

const constant = mapped(duration, (value): Delay => ({ kind: 'constant', value }));
const durations = byKind<GenerateSection['durations']>({
  number: constant,
  text: constant,
  mapping: mapped(
    tagged({ ...DISTRIBUTIONS, file: columnFile }, 'a distribution'),
    (found): GenerateSection['durations'] =>
      found.kind === 'file' ? { kind: 'file', from: found.value } : delayOf(found),
  ),
});

const probability = number({ least: 0, most: 1 });
const FAILURES = {
  probability: described('How likely each attempt of any task fails.', probability),
  share: described('The share of tasks that fail.', probability),
  attempts: described(
    'How many first attempts of such a task fail; every attempt unless set.',
    number({ least: 1, whole: true }),
  ),
  exitCode: number({ least: 1, most: 255, whole: true }),
} as const;
const failures = byKind<Failures>({
  number: mapped(probability, (found) => ({ probability: found })),
  mapping: mapped(
    record(FAILURES, { what: 'failures' }),
    (found: RecordOf<typeof FAILURES>, at: At): Failures | undefined => {
      if (found.probability === undefined || found.share === undefined) return found;
      return complain(
        at,
        () =>
      complaints.conflict(spanAt(below(at, 'share'), 'key'), {
        key: 'share', other: '`probability`', hint: 'either some tasks fail, or any attempt may',
      }), // biome-ignore format: short
      );
    },
  ),
});

const GENERATE = {
  arrivals: required(described('When tasks come.', arrivals)),
  durations: required(described('How long an attempt of a task takes.', durations)),
  count: described(
    'How many arrivals: tasks, or jobs when `jobs` is set.',
    number({ least: 1, most: 100_000_000, whole: true }),
  ),
  for: described('How long tasks keep coming.', positive),
  after: described('From the start of the run to the beginning of arrivals.', duration),
  failures: described('A probability for each attempt, or a mapping.', failures),
  behaviour: described('What every task does besides: files it moves, what it uses of its node.', doings),
  requiredSlots: described(
    'Slots of a task, or weights of several numbers of slots.',
    weighted(1, 256, 'numbers of slots'),
  ),
  jobs: described(
    'Every arrival is a job of so many tasks.',
    record(
      { tasks: required(plainRange(1)), priorities: weighted(-1000, 1000, 'priorities') },
      { what: 'the jobs of a generator' },
    ),
  ),
  job: described('Azure JSON for the job, or for each of the jobs.', jobPattern),
  task: described('Azure JSON for every task.', taskPattern),
} as const;

const MOST_TASKS = 100_000_000;

/** One generator. */
export const generateSection: Shape<GenerateSection> = mapped(
  record(GENERATE, { what: 'a generator' }),
  (found: RecordOf<typeof GENERATE>, at: At): GenerateSection | undefined => {
    checkPatterns(found, at);
    const { arrivals: when, count } = found;
    const endless = when.kind === 'poisson' || when.kind === 'diurnal' || when.kind === 'bursts';
    if (endless && count === undefined && found.for === undefined) {
      const hint = 'say how many with `count`, or how long with `for`';
      return complain(at, () =>
        complaints.missing(spanAt(below(at, 'arrivals'), 'key'), {
          key: 'count',
          where: 'a generator that never ends',
          hint,
        }),
      );
    }
    const expected = mostGenerated(found);
    if (expected > MOST_TASKS)
      return unfit(at, `about ${expected.toExponential(0)} tasks`, `at most ${MOST_TASKS} tasks`);
    return found;
  },
);

/** About the most tasks that a generator makes; 0 when a file says how many. */
export function mostGenerated({
  arrivals: when,
  count = Infinity,
  jobs,
  for: span = Infinity,
}: Pick<GenerateSection, 'arrivals' | 'count' | 'jobs' | 'for'>): number {
  return Math.min(count, expectedArrivals(when, span)) * (jobs?.tasks.to ?? 1);
}

function expectedArrivals(when: GenerateSection['arrivals'], span: Duration): number {
  switch (when.kind) {
    case 'poisson':
      return (when.perSecond * span) / 1000;
    case 'diurnal':
      return (Math.max(...when.perHour) * span) / 3_600_000;
    case 'bursts':
      return (when.size.to * span) / when.every;
    case 'atOnce':
      return when.count;
    default:
      return 0;
  }
}
