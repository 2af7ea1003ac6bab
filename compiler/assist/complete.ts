// What can be written at an offset, the likeliest first. What fits is decided by the kind of place and the types
// there; what exists is the catalog's, and the names that are assigned before.

import { type Span, writtenText } from '../../grammar/index.ts';
import { ALIASES, CONSTANTS, FUNCTION_NAMES, findFunction, findMethod, findName, LIVE, MEMBERS, METHOD_NAMES, METRICS, OPTIONS, type Parameter, TARGETS, type VariableRow } from '../catalog/index.ts'; // biome-ignore format: one list
import { ANYTHING, DOUBLE, INTERVAL, type Kind, OPTION, spell, TIMESTAMP, type Type, typeOf, VECTOR } from '../types.ts'; // biome-ignore format: one list
import type { Analysis } from './analysis.ts';
import { type Cursor, cursorAt } from './cursor.ts';
import { probeTypes } from './probe.ts';
import { SNIPPETS, type Snippet } from './snippets.ts';

/** What a suggestion is; an editor has an icon for each. */
export type SuggestionKind = 'variable' | 'target' | 'metric' | 'count' | 'function' | 'method' | 'member' | 'interval' | 'option' | 'snippet'; // biome-ignore format: one list

export interface Suggestion {
  readonly label: string;
  readonly kind: SuggestionKind;
  /** A few words: its type or its unit. */
  readonly detail: string;
  readonly prose: string;
  readonly insert: Snippet;
  /** What it replaces. */
  readonly replace: Span;
  /** Old names and metrics that are no longer fed. */
  readonly isOutdated: boolean;
}

/** A suggestion on its way: where it goes is the same for all, and how well it fits decides the order. */
interface Candidate {
  readonly label: string;
  readonly kind: SuggestionKind;
  readonly detail: string;
  readonly prose: string;
  readonly insert?: Snippet;
  readonly type: Type;
  readonly isOutdated?: boolean;
}

/** The suggestions at an offset, best first; none in comments, strings and where an operator belongs. */
export function complete(analysis: Analysis, offset: number): readonly Suggestion[] {
  const cursor = cursorAt(analysis, offset);
  const isDollar = analysis.source.text[cursor.word.start] === '$' && cursor.word.start < offset;
  const fitting = candidatesAt(analysis, cursor).filter(({ label }) => !isDollar || label.startsWith('$'));
  return fitting.map(({ label, kind, detail, prose, insert, isOutdated }) => ({
    label,
    kind,
    detail,
    prose,
    insert: insert === undefined || isThere(cursor, kind) ? [label] : insert,
    replace: cursor.word,
    isOutdated: isOutdated ?? false,
  }));
}

/** Whether what an insertion would add behind the name is there already. */
function isThere({ after }: Cursor, kind: SuggestionKind): boolean {
  const isCall = kind === 'function' || kind === 'method';
  return (isCall && after?.text === '(') || (!isCall && kind !== 'snippet' && after?.text === '=');
}

function candidatesAt(analysis: Analysis, cursor: Cursor): readonly Candidate[] {
  const { before, inside } = cursor;
  if (inside !== undefined) return [];
  if (before?.text === '.') return membersOf(analysis, cursor);
  if (before === undefined || before.text === ';') return statements(analysis, cursor);
  if (['name', 'number', 'string'].includes(before.kind) || before.text === ')') return [];
  return values(analysis, cursor);
}

/** What starts a statement: the targets, names that may be assigned anew, whole statements, and `stop()`. */
function statements(analysis: Analysis, cursor: Cursor): readonly Candidate[] {
  const targets = service(TARGETS, 'target', ANYTHING).map((one) => assigning(one));
  const own = assigned(analysis, cursor).map((one) => assigning(one));
  const ending = functions().filter(({ detail }) => detail === 'nothing');
  const old = aliases('target').map((one) => assigning(one));
  return [...targets, ...snippets('statement'), ...own, ...ending, ...old];
}

const assigning = (one: Candidate): Candidate => ({ ...one, insert: [`${one.label} = `] });

function membersOf(analysis: Analysis, { object, statementStart }: Cursor): readonly Candidate[] {
  if (object === undefined) return [];
  const meaning = findName(analysis.source.text.slice(object.start, object.end));
  if (meaning?.kind === 'metric' || meaning?.kind === 'live') return METHOD_NAMES.map(method);
  const [type = ANYTHING] = probeTypes(analysis, statementStart, [object]);
  return (type & TIMESTAMP) === 0 || type === ANYTHING ? [] : members();
}

/** Values: those whose type is expected first, within each in the order people need them. */
function values(analysis: Analysis, cursor: Cursor): readonly Candidate[] {
  const expected = expectedAt(analysis, cursor);
  const own = assigned(analysis, cursor);
  const all = [
    ...(expected === OPTION ? options() : []),
    ...(expected === INTERVAL ? intervals() : []),
    ...own,
    ...service(METRICS, 'metric', DOUBLE).filter((one) => one.isOutdated !== true),
    ...service(LIVE, 'count', DOUBLE),
    ...functions(),
    ...snippets('value'),
    ...(expected === INTERVAL ? [] : intervals()),
    ...service(TARGETS, 'target', DOUBLE),
    ...service(METRICS, 'metric', DOUBLE).filter((one) => one.isOutdated === true),
    ...aliases('target'),
    ...aliases('live'),
  ];
  const fits = ({ type }: Candidate): boolean => (type & expected) !== 0;
  return [...all.filter(fits), ...all.filter((one) => !fits(one))];
}

/** The type that is wanted at the cursor; anything where nothing is known. */
function expectedAt(analysis: Analysis, cursor: Cursor): Type {
  const { before, earlier, assigned: name, call } = cursor;
  switch (before?.text) {
    case '*':
      return factorOf(earlier?.kind === 'number' ? DOUBLE : findName(earlier?.text ?? '')?.kind === 'constant' ? INTERVAL : ANYTHING); // biome-ignore format: a choice
    case '/':
    case '&&':
    case '||':
      return DOUBLE;
    case '=':
    case '?':
    case ':':
      if (call !== undefined) return ANYTHING;
      return isOption(name) ? OPTION : findName(name ?? '')?.kind === 'target' ? DOUBLE : ANYTHING;
    case '(':
    case ',':
      return call === undefined ? ANYTHING : argumentType(analysis, cursor);
    default:
      return ANYTHING;
  }
}

/** What a factor is worth multiplying with: numbers make intervals longer. */
const factorOf = (type: Type): Type => (type === DOUBLE ? INTERVAL : type === INTERVAL ? DOUBLE : ANYTHING);

const isOption = (name: string | undefined): boolean => name === '$NodeDeallocationOption';

/** What the overloads take at this place that also take what was given before it. */
function argumentType(analysis: Analysis, { call, statementStart }: Cursor): Type {
  const { name, isMethod, argument, before } = call!;
  const given = probeTypes(analysis, statementStart, before);
  const rows = (isMethod ? findMethod(name) : findFunction(name)).flatMap(({ row }) =>
    'lenient' in row ? [] : [row.parameters],
  );
  const takes = (parameters: readonly Parameter[]): boolean =>
    given.every((type, index) => (type & typeAt(parameters, index)) !== 0);
  const type = rows.filter(takes).reduce((all, parameters) => all | typeAt(parameters, argument), 0);
  // An interval is what a window nearly always starts with; a count is a number people just type.
  return type === 0 ? ANYTHING : (type & INTERVAL) !== 0 ? INTERVAL : type;
}

function typeAt(parameters: readonly Parameter[], index: number): Type {
  const last = parameters.at(-1);
  const parameter = parameters[index] ?? (last?.rest === true ? last : undefined);
  return parameter === undefined ? 0 : typeOf(...parameter.accepts);
}

/** The names that are assigned in earlier statements, the latest first. */
function assigned({ program, source }: Analysis, { statementStart }: Cursor): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const step of program.steps) {
    if (step.kind !== 'assign' || step.target !== undefined || step.span.end > statementStart) continue;
    const { start, end } = step.span;
    found.delete(step.name);
    found.set(step.name, {
      label: step.name,
      kind: 'variable',
      detail: spell(step.value.type),
      prose: `\`${writtenText(source, source.text.slice(start, end))}\``,
      type: step.value.type,
    });
  }
  return [...found.values()].reverse();
}

function service(
  rows: Readonly<Record<string, VariableRow>>,
  kind: SuggestionKind,
  type: Type,
): readonly Candidate[] {
  return Object.entries(rows).map(([label, { unit, prose, retired }]) => {
    const detail = retired === undefined ? unit : `${unit}, no longer fed since ${retired}`;
    return { label, kind, detail, prose, type: isOption(label) ? OPTION : type, isOutdated: retired !== undefined };
  }); // biome-ignore format: a row
}

const aliases = (kind: 'target' | 'live'): readonly Candidate[] =>
  Object.entries(ALIASES)
    .filter(([, { of }]) => findName(of)?.kind === kind)
    .map(([label, { of, prose }]) => {
      const place: SuggestionKind = kind === 'live' ? 'count' : 'target';
      return { label, kind: place, detail: `old name of ${of}`, prose, type: DOUBLE, isOutdated: true };
    });

const kindType = (kind: Kind | 'nothing'): Type => (kind === 'nothing' ? 0 : typeOf(kind));

const functions = (): readonly Candidate[] =>
  FUNCTION_NAMES.map((name) => {
    const rows = findFunction(name).map(({ row }) => row);
    const { parameters, result, prose } = rows[0]!;
    const type = rows.reduce((all, row) => all | kindType(row.result), 0);
    return { label: name, kind: 'function', detail: result, prose, type, insert: called(name, parameters) };
  });

function method(name: string): Candidate {
  const rows = findMethod(name).map(({ row }) => row);
  // The form that people want most: a window of time.
  const { parameters, result, prose } = rows.find((row) => row.parameters[0]?.name === 'from') ?? rows[0]!;
  return { label: name, kind: 'method', detail: result, prose, type: kindType(result), insert: called(name, parameters) }; // biome-ignore format: a row
}

const called = (name: string, parameters: readonly Parameter[]): Snippet => [
  `${name}(`,
  ...parameters.flatMap((parameter, index) => [...(index === 0 ? [] : [', ']), { hole: parameter.name }]),
  ')',
];

const members = (): readonly Candidate[] =>
  Object.entries(MEMBERS).map(([label, { range, prose }]) => ({
    label,
    kind: 'member',
    detail: `double, ${range[0]} to ${range[1]}`,
    prose,
    type: DOUBLE,
  }));

const intervals = (): readonly Candidate[] =>
  INTERVAL_ORDER.map((label) => ({
    label,
    kind: 'interval',
    detail: 'timeinterval',
    prose: CONSTANTS[label].prose,
    type: INTERVAL,
  }));

/** The intervals that windows are made of come first. */
const COMMON: readonly (keyof typeof CONSTANTS)[] = [
  'TimeInterval_Minute',
  'TimeInterval_Second',
  'TimeInterval_Hour',
  'TimeInterval_Day',
];
const INTERVAL_ORDER = [
  ...COMMON,
  ...(Object.keys(CONSTANTS) as (keyof typeof CONSTANTS)[]).filter((id) => !COMMON.includes(id)),
];

const options = (): readonly Candidate[] =>
  Object.entries(OPTIONS).map(([label, { prose }]) => ({
    label,
    kind: 'option',
    detail: 'deallocation option',
    prose,
    type: OPTION,
  }));

const snippets = (place: 'statement' | 'value'): readonly Candidate[] =>
  SNIPPETS.filter((one) => one.place === place).map(({ label, prose, body }) => ({
    label,
    kind: 'snippet',
    detail: body.map((part) => (typeof part === 'string' ? part : part.hole)).join(''),
    prose,
    insert: body,
    type: place === 'value' ? DOUBLE | VECTOR : ANYTHING,
  }));
