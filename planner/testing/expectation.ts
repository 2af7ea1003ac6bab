// What a test expects of one evaluation, and what of it did not come.

import { findName, OPTIONS, type OptionWord, type TargetId } from '../../compiler/index.ts';
import { AUTOSCALE_MESSAGES, type Evaluation, printValue, resultsText, type Targets, type Value } from '../../runtime/index.ts'; // biome-ignore format: one list
import {
  type At, byKind, choice, described, dictionary, list, mapped, number, type RecordOf, record, type Shape, text,
} from '../../simulator/index.ts'; // biome-ignore format: one list
import { type Expected, expected } from './expected.ts';

const place = number({ least: 1, whole: true });
const errorCode = choice(Object.keys(AUTOSCALE_MESSAGES));

const ERROR = {
  code: described('Azure’s code.', errorCode),
  detail: described('Words that the detail holds.', text),
  line: described('The line that the service names.', place),
  column: described('The column that the service names.', place),
} as const;

type ExpectedError = RecordOf<typeof ERROR>;

/** The keys of an expectation; sequences add one of their own. */
export const EXPECTATION = {
  dedicated: described('The target of dedicated nodes.', expected),
  lowPriority: described('The target of low-priority nodes.', expected),
  nodeDeallocationOption: described(
    'What happens to the tasks of removed nodes.',
    choice(Object.keys(OPTIONS) as OptionWord[]),
  ),
  names: described(
    'The last values of the formula’s own names.',
    dictionary(expected, 'names of the formula'),
  ),
  error: described(
    'The evaluation fails like this; it has to succeed where nothing is written.',
    byKind<ExpectedError>({
      text: mapped(errorCode, (code): ExpectedError => ({ code })),
      mapping: record(ERROR, { what: 'an expected error' }),
    }),
  ),
  warnings: described('The codes of what the evaluation warns of, all of them; `[]` for none.', list(text)),
  results: described('The whole results text, as the service gives it.', text),
} as const;

/** Where an expectation stands besides what it says. */
export interface Expectation extends RecordOf<typeof EXPECTATION> {
  readonly at: At;
}

/** An expectation of one evaluation. */
export const expectation: Shape<Expectation> = mapped(
  record(EXPECTATION, { what: 'an expectation' }),
  (found, at) => ({ ...found, at }),
);

/** Whether anything is expected at all. */
export const expectsSomething = (one: Expectation | undefined): one is Expectation =>
  one !== undefined &&
  (Object.keys(EXPECTATION) as (keyof typeof EXPECTATION)[]).some((key) => one[key] !== undefined);

/** One thing that did not come as expected. `about` is the name that decides it, where one does. */
export interface Mismatch {
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
  readonly about: { readonly kind: 'target'; readonly id: TargetId } | { readonly kind: 'name'; readonly name: string } | { readonly kind: 'error' } | { readonly kind: 'other' }; // biome-ignore format: one union
}

/** Each target: its key in an expectation, and what an evaluation gives for it. */
const TARGET_ROWS = {
  $TargetDedicatedNodes: { key: 'dedicated', of: ({ targetDedicatedNodes }) => targetDedicatedNodes },
  $TargetLowPriorityNodes: { key: 'lowPriority', of: ({ targetLowPriorityNodes }) => targetLowPriorityNodes },
  $NodeDeallocationOption: { key: 'nodeDeallocationOption', of: ({ nodeDeallocationOption }) => nodeDeallocationOption },
} as const satisfies { readonly [Id in TargetId]: { readonly key: string; readonly of: (targets: Targets) => Value } }; // biome-ignore format: table

/** What an evaluation does not meet; `compiled` holds the codes that compiling warned of. */
export function mismatchesOf(
  expect: Expectation,
  evaluation: Evaluation,
  compiled: ReadonlySet<string>,
): readonly Mismatch[] {
  const failure = errorMismatch(expect.error, evaluation);
  if (failure !== undefined && expect.error === undefined) return [failure];
  return [
    ...(failure === undefined ? [] : [failure]),
    ...targetMismatches(expect, evaluation.targets),
    ...nameMismatches(expect.names ?? {}, evaluation),
    ...warningMismatches(expect.warnings, evaluation, compiled),
    ...resultsMismatch(expect.results, evaluation),
  ];
}

/** What came where an error was expected. */
export const SUCCESS = 'success';

function errorMismatch(wanted: ExpectedError | undefined, { error }: Evaluation): Mismatch | undefined {
  const about = { kind: 'error' } as const;
  if (wanted === undefined)
    return (
      error && {
        what: 'the evaluation',
        expected: SUCCESS,
        actual: `${error.code}: ${error.detail}`,
        about,
      }
    );
  const says = `${wanted.code ?? 'an error'}${describeError(wanted)}`;
  if (error === undefined) return { what: 'error', expected: says, actual: SUCCESS, about };
  const [, line, column, detail] = /^Line (\d+), Col (\d+): (.*)$/s.exec(error.detail) ?? [];
  const fits =
    (wanted.code ?? error.code) === error.code &&
    (wanted.detail === undefined || detail?.includes(wanted.detail) === true) &&
    (wanted.line ?? Number(line)) === Number(line) &&
    (wanted.column ?? Number(column)) === Number(column);
  return fits
    ? undefined
    : { what: 'error', expected: says, actual: `${error.code}: ${error.detail}`, about };
}

function describeError({ detail, line, column }: ExpectedError): string {
  const where = [line === undefined ? '' : `line ${line}`, column === undefined ? '' : `column ${column}`];
  const place = where.filter((part) => part !== '').join(', ');
  return `${place === '' ? '' : ` at ${place}`}${detail === undefined ? '' : ` with "${detail}"`}`;
}

function targetMismatches(expect: Expectation, targets: Targets): readonly Mismatch[] {
  return (Object.keys(TARGET_ROWS) as TargetId[]).flatMap((id): Mismatch[] => {
    const { key, of } = TARGET_ROWS[id];
    const wanted = expect[key];
    const value: Value = of(targets);
    if (wanted === undefined) return [];
    const isMet = typeof wanted === 'string' ? value === wanted : wanted.accepts(value);
    const says = typeof wanted === 'string' ? wanted : wanted.says;
    return isMet
      ? []
      : [{ what: key, expected: says, actual: printValue(value), about: { kind: 'target', id } }];
  });
}

function nameMismatches(
  names: Readonly<Record<string, Expected>>,
  { assignments, targets }: Evaluation,
): readonly Mismatch[] {
  return Object.entries(names).flatMap(([name, wanted]): Mismatch[] => {
    const meaning = findName(name);
    const isTarget = meaning?.kind === 'target';
    const value = isTarget
      ? TARGET_ROWS[meaning.id].of(targets)
      : assignments.findLast((one) => one.name === name)?.value;
    if (value !== undefined && wanted.accepts(value)) return [];
    const actual = value === undefined ? 'never assigned' : printValue(value);
    const about = isTarget
      ? ({ kind: 'target', id: meaning.id } as const)
      : ({ kind: 'name', name } as const);
    return [{ what: name, expected: wanted.says, actual, about }];
  });
}

function warningMismatches(
  wanted: readonly string[] | undefined,
  { warnings }: Evaluation,
  compiled: ReadonlySet<string>,
): readonly Mismatch[] {
  if (wanted === undefined) return [];
  const given = new Set(warnings.map(({ code }) => code));
  const isMet =
    [...given].every((code) => wanted.includes(code)) &&
    wanted.every((code) => given.has(code) || compiled.has(code));
  const about = { kind: 'other' } as const;
  const list = (codes: Iterable<string>): string => [...codes].join(', ') || 'none';
  return isMet ? [] : [{ what: 'warnings', expected: list(wanted), actual: list(given), about }];
}

function resultsMismatch(wanted: string | undefined, evaluation: Evaluation): readonly Mismatch[] {
  const actual = resultsText(evaluation);
  return wanted === undefined || wanted === actual
    ? []
    : [{ what: 'results', expected: wanted, actual, about: { kind: 'other' } }];
}
