// Did you mean: from a name that means nothing to a hint that says what to write instead. Words that people
// bring from other languages are a table; everything else is nearness to a name that exists.

import { ALIASES, FUNCTION_NAMES, findFunction, findMember, findMethod, LIVE, MEMBERS, METHOD_NAMES, METRICS, SERVICE_NAMES, TARGETS, type TargetId } from './catalog/index.ts'; // biome-ignore format: one list

// biome-ignore format: table
const FOREIGN_NAMES: Readonly<Record<string, string>> = {
  true:     'there are no booleans: use 1',
  false:    'there are no booleans: use 0',
  null:     'there is no null: use 0, or an empty sample vector',
  nan:      'there is no such constant',
  now:      'the time of the evaluation is time()',
  pi:       'there are no named numbers: write 3.14159',
  infinity: 'there are no named numbers: write a large one',
};

// biome-ignore format: table
const FOREIGN_FUNCTIONS: Readonly<Record<string, string>> = {
  ceiling:      'did you mean `ceil`?',
  roundup:      'did you mean `ceil`?',
  trunc:        'use `floor`; a target cuts its fraction off anyway',
  truncate:     'use `floor`; a target cuts its fraction off anyway',
  int:          'use `floor`; a target cuts its fraction off anyway',
  toint:        'use `floor`; a target cuts its fraction off anyway',
  abs:          'write `max(x, -x)`',
  pow:          'there is no power: multiply',
  power:        'there is no power: multiply',
  sqrt:         'there is no square root',
  exp:          'there is no exponential function',
  mod:          'there is no remainder: write `x - floor(x / n) * n`',
  if:           'write `condition ? value : otherwise`',
  iif:          'write `condition ? value : otherwise`',
  mean:         'did you mean `avg`?',
  average:      'did you mean `avg`?',
  median:       'write `percentile(vector, 50)`',
  count:        'did you mean `len`?',
  length:       'did you mean `len`?',
  size:         'did you mean `len`?',
  stdev:        'did you mean `std`?',
  stddev:       'did you mean `std`?',
  log2:         '`lg` is the logarithm to base 2',
  log10:        '`log` is the logarithm to base 10',
  random:       'did you mean `rand`?',
  now:          'the time of the evaluation is time()',
  utcnow:       'the time of the evaluation is time()',
  date:         'write `time("2025-03-05T12:00:00Z")`',
  datetime:     'write `time("2025-03-05T12:00:00Z")`',
  exit:         'did you mean `stop`?',
  return:       'did you mean `stop`?',
  first:        'write `val(vector, 0)`',
  last:         'write `val(vector, len(vector) - 1)`',
  clamp:        'write `max(low, min(high, x))`',
};

// biome-ignore format: table
const FOREIGN_METHODS: Readonly<Record<string, string>> = {
  getaverage:   'write `avg({metric}.GetSample(...))`',
  average:      'write `avg({metric}.GetSample(...))`',
  avg:          'write `avg({metric}.GetSample(...))`',
  max:          'write `max({metric}.GetSample(...))`',
  min:          'write `min({metric}.GetSample(...))`',
  sum:          'write `sum({metric}.GetSample(...))`',
  last:         'write `{metric}.GetSample(1)`',
  latest:       'write `{metric}.GetSample(1)`',
  getlatest:    'write `{metric}.GetSample(1)`',
  current:      'write `{metric}.GetSample(1)`',
  value:        'write `{metric}.GetSample(1)`, or the name alone for its newest value',
  getvalue:     'write `{metric}.GetSample(1)`, or the name alone for its newest value',
  getpercent:   'did you mean `GetSamplePercent`?',
  length:       'write `len(...)`',
};

const meant = (name: string): string => `did you mean \`${name}\`?`;
const own = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** What to say about a name that is read and means nothing; empty when nothing is near. */
export function suggestName(name: string, assigned: readonly string[]): string {
  const plain = name.replace('$', '').toLowerCase();
  const foreign = own(FOREIGN_NAMES, plain);
  if (foreign !== undefined) return foreign;
  if (findFunction(name).length > 0) return `\`${name}\` is a function: write \`${name}(...)\``;
  if (findMember(name) !== undefined)
    return `\`${name}\` is a member of timestamps: write \`time().${name}\``;
  const near = nearest(name, [...assigned, ...SERVICE_NAMES]) ?? nearest(name, FUNCTION_NAMES);
  return near === undefined ? '' : meant(near);
}

/** What to say about a call of a function that does not exist. */
export function suggestFunction(name: string, isName: boolean): string {
  const foreign = own(FOREIGN_FUNCTIONS, name.toLowerCase());
  if (foreign !== undefined) return foreign;
  if (isName) return `\`${name}\` is a value: write it without parentheses`;
  if (findMethod(name).length > 0) return `\`${name}\` is a method: write \`metric.${name}(...)\``;
  const near = nearest(name, FUNCTION_NAMES);
  return near === undefined ? '' : meant(near);
}

/** What to say about a method that does not exist; `metric` is how the object is written. */
export function suggestMethod(name: string, metric: string): string {
  if (findMember(name) !== undefined) return `\`${name}\` is a member: write it without parentheses`;
  const foreign = own(FOREIGN_METHODS, name.toLowerCase());
  if (foreign !== undefined) return foreign.replace('{metric}', metric);
  const near = nearest(name, METHOD_NAMES);
  return near === undefined ? `methods are ${METHOD_NAMES.join(', ')}` : meant(near);
}

/** What to say about a member that does not exist. */
export function suggestMember(name: string, metric: string): string {
  if (findMethod(name).length > 0) return `\`${name}\` is a method: write \`${name}(...)\``;
  const near = nearest(name, Object.keys(MEMBERS));
  if (near !== undefined) return meant(near);
  const method = nearest(name, METHOD_NAMES);
  if (method !== undefined) return meant(`${method}(...)`);
  const foreign = own(FOREIGN_METHODS, name.toLowerCase());
  return foreign?.replace('{metric}', metric) ?? `members are ${Object.keys(MEMBERS).join(', ')}`;
}

/**
 * The target that a name was probably meant to be; undefined when none is near. Old names are near, too. `most` is how
 * many letters may differ; left out, it depends on the length.
 */
export function nearTarget(name: string, most = Infinity): TargetId | undefined {
  const aliases = Object.entries(ALIASES).filter(([, row]) => Object.hasOwn(TARGETS, row.of));
  const spelling = nearest(name, [...Object.keys(TARGETS), ...aliases.map(([alias]) => alias)], most);
  if (spelling === undefined) return undefined;
  return (aliases.find(([alias]) => alias === spelling)?.[1].of ?? spelling) as TargetId;
}

const VARIABLES = [...Object.keys(METRICS), ...Object.keys(LIVE)];

/** The metric or count that a name with a dollar sign differs from by its case, or by one letter; undefined for every other name. */
export const nearVariable = (name: string): string | undefined =>
  name.startsWith('$') ? nearest(name, VARIABLES, 1) : undefined;

/** The nearest of some words that people can write; undefined when none is near. */
export const nearestOf = (word: string, words: readonly string[]): string | undefined => nearest(word, words);

/** How many letters may differ before another name is no longer near. */
const tolerance = (name: string): number =>
  name.length <= 2 ? 0 : name.length <= 5 ? 1 : name.length <= 9 ? 2 : Math.floor(name.length / 4);

/** The nearest of some names by letters; case and a missing `$` count for little. */
function nearest(name: string, names: readonly string[], most = Infinity): string | undefined {
  let best: string | undefined;
  let least = Math.min(tolerance(name), most) + 0.5;
  for (const other of names) {
    if (other === name) continue;
    const apart =
      distance(bare(name), bare(other)) + (other.startsWith('$') === name.startsWith('$') ? 0 : 0.25);
    if (apart < least) {
      best = other;
      least = apart;
    }
  }
  return best;
}

const bare = (name: string): string => name.replace('$', '').toLowerCase();

/** Letters to insert, drop, replace or swap with a neighbour to get from one text to the other. */
function distance(from: string, to: string): number {
  let older: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const next = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const step = Math.min(last[column]! + 1, next[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      next.push(swapped ? Math.min(step, older[column - 2]! + 1) : step);
    }
    older = last;
    last = next;
  }
  return last[to.length]!;
}
