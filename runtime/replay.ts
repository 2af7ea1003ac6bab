// A formula beside what Azure logged of its evaluation. A log holds the time, the targets and the last value of each
// variable, but no samples and no counts; so every statement is computed from the values that the log has for the
// names it reads, and one that needs more cannot be compared: its value is taken from the log.

import {
  DEFAULT_OPTION,
  findName,
  nodesIn,
  type Program,
  RECOMMENDED,
  type Step,
  type TargetId,
} from '../compiler/index.ts';
import { placeAt, type Span } from '../grammar/index.ts';
import type { Environment } from './environment.ts';
import { createFrame, type FailureCode, type Frame } from './frame.ts';
import { prepare } from './prepare.ts';
import { readValue } from './results-text.ts';
import type { Instant } from './time.ts';
import { printValue, type Value } from './value.ts';

/** What a log says of one evaluation. */
export interface Logged {
  readonly now: Instant;
  /** The entries of the results text, as they are written. */
  readonly entries: ReadonlyMap<string, string>;
  readonly error?: { readonly code: string; readonly detail: string };
  /** Known where the log also tells of the pool's creation. */
  readonly taskSlotsPerNode?: number;
}

/** `given`: it rests on samples or counts, so the log is believed. */
export type Verdict = 'same' | 'different' | 'given';

export interface Compared {
  readonly name: string;
  readonly verdict: Verdict;
  /** As the log has it; absent where the log lacks the entry. */
  readonly logged?: string;
  /** As we compute it; absent where the formula has no such name, or its value is given. */
  readonly ours?: string;
  /** The statement that assigned it last, or the whole formula. */
  readonly span: Span;
}

/** One evaluation, value by value: the targets first, then the variables in the log's order, then an error. */
export type Replay = readonly Compared[];

/** Compares an evaluation of a program with what was logged of it. */
export function replay(program: Program, logged: Logged): Replay {
  const known = isolated(program, logged);
  // Nothing after a statement that stops was carried out.
  const end = program.steps.findIndex(isStop);
  const steps = end < 0 ? program.steps : program.steps.slice(0, end);
  const walk: Walk = {
    program,
    logged,
    known,
    slots: known.frame.slots,
    compared: new Map(),
    steps,
    lasts: lastsOf(steps),
    mayHaveFailed: false,
    mayHaveStopped: false,
  };
  for (const [at, step] of steps.entries()) {
    const outcome = known.run(step);
    if (outcome !== undefined && 'failure' in outcome) return [failed(walk, outcome.failure)];
    if (outcome === undefined) noteUnknown(walk, step);
    take(walk, step, { at, ...(outcome !== undefined && outcome) });
  }
  const whole = { start: 0, end: program.source.text.length };
  if (logged.error !== undefined) return [compareError(walk, whole)];
  return [...TARGETS.map((id) => compareTarget(walk, id)), ...compareVariables(walk, whole)];
}

interface Walk {
  readonly program: Program;
  /** Those that are carried out. */
  readonly steps: readonly Step[];
  readonly logged: Logged;
  readonly known: Isolated;
  readonly slots: (Value | undefined)[];
  readonly compared: Map<string, Compared>;
  /** The index of the step that assigns each slot last. */
  readonly lasts: ReadonlyMap<number, number>;
  /** Whether a statement that is not known may have failed. */
  mayHaveFailed: boolean;
  /** Whether one may have ended the evaluation, so that what follows was perhaps never carried out. */
  mayHaveStopped: boolean;
}

function noteUnknown(walk: Walk, { value }: Step): void {
  walk.mayHaveFailed = true;
  walk.mayHaveStopped ||= [...nodesIn(value)].some(
    (node) => node.kind === 'call' && node.function === 'stop',
  );
}

/** Runs one statement; what it gives is only kept when it needed nothing that the log does not hold. */
interface Isolated {
  readonly frame: Frame;
  readonly run: (step: Step) => { readonly value: Value } | { readonly failure: Failed } | undefined;
}

interface Failed {
  readonly code: FailureCode;
  readonly message: string;
  readonly at: number;
}

function isolated(program: Program, { now, taskSlotsPerNode }: Logged): Isolated {
  let isNeeding = false;
  const needing = <Result>(result: Result): Result => {
    isNeeding = true;
    return result;
  };
  const live = { ...(taskSlotsPerNode !== undefined && { $TaskSlotsPerNode: taskSlotsPerNode }) };
  const environment: Environment = {
    now,
    samples: {
      window: () => needing([]),
      newest: () => needing([]),
      count: () => needing(0),
      oldest: () => needing(undefined),
    },
    get targetDedicatedNodes() {
      return needing(0);
    },
    get targetLowPriorityNodes() {
      return needing(0);
    },
    live,
    random: () => needing(0),
  };
  const frame = createFrame(program, environment, RECOMMENDED);
  const run: Isolated['run'] = (step) => {
    isNeeding = false;
    frame.failure = undefined;
    // A window that is remembered would not be asked for again.
    frame.reading = undefined;
    const value = prepare(step.value)(frame);
    if (isNeeding) return undefined;
    if (frame.failure !== undefined) {
      const { code, diagnostic, at } = frame.failure as NonNullable<Frame['failure']>;
      return { failure: { code, message: diagnostic.message, at } };
    }
    return value === undefined ? undefined : { value };
  };
  return { frame, run };
}

const isStop = ({ value }: Step): boolean => value.kind === 'call' && value.function === 'stop';

function lastsOf(steps: readonly Step[]): ReadonlyMap<number, number> {
  const lasts = new Map<number, number>();
  for (const [at, step] of steps.entries()) if (step.kind === 'assign') lasts.set(step.slot, at);
  return lasts;
}

/** Enters a statement's value, compared with the log's where this is the last one of its name. */
function take(walk: Walk, step: Step, { at, value }: { readonly at: number; readonly value?: Value }): void {
  if (step.kind !== 'assign') return;
  walk.slots[step.slot] = value;
  // Targets are logged cut to whole numbers, so what the formula goes on with is not known from the log.
  if (step.target !== undefined || walk.lasts.get(step.slot) !== at) return;
  const { name, span } = step;
  const text = walk.logged.entries.get(name);
  const isSure = !walk.mayHaveStopped;
  const isEqual = value !== undefined && text !== undefined && isSame(value, text);
  const verdict =
    (value === undefined && text !== undefined) || (!isEqual && !isSure)
      ? 'given'
      : isEqual
        ? 'same'
        : 'different';
  const logged = text === undefined ? {} : { logged: text };
  walk.compared.set(name, { name, verdict, ...logged, span, ...printed(value) });
  if (verdict !== 'same') walk.slots[step.slot] = text === undefined ? undefined : believed(text);
}

const printed = (value: Value | undefined): { readonly ours?: string } =>
  value === undefined ? {} : { ours: printValue(value) };

/** A logged value, unless it may have been rounded when it was written. */
function believed(text: string): Value | undefined {
  const value = readValue(text);
  const numbers = typeof value === 'number' ? [value] : Array.isArray(value) ? value : [];
  return numbers.every((one) => Number.isInteger(one * 1024) || text.replace(/\D/g, '').length >= 15)
    ? value
    : undefined;
}

/** Whether a value is the one that is written, as far as the written digits say. */
function isSame(value: Value, text: string): boolean {
  if (printValue(value) === text) return true;
  const other = readValue(text);
  if (typeof value === 'number' && typeof other === 'number') return isNear(value, other, text);
  if (!Array.isArray(value) || !Array.isArray(other) || value.length !== other.length) return false;
  const parts = text.slice(1, -1).split(',');
  return value.every((one, at) => isNear(one, other[at], parts[at]!.trim()));
}

function isNear(value: number, other: number, text: string): boolean {
  if (Object.is(value, other)) return true;
  const decimals = /\.(\d+)$/.exec(text)?.[1]?.length ?? 15;
  return Math.abs(value - other) <= Math.max(0.5 * 10 ** -decimals, 1e-12 * Math.abs(other));
}

const TARGETS = ['$TargetDedicatedNodes', '$TargetLowPriorityNodes', '$NodeDeallocationOption'] as const;

function compareTarget({ program, steps: all, logged, slots, mayHaveStopped }: Walk, id: TargetId): Compared {
  const steps = all.filter((step) => step.kind === 'assign' && step.target === id);
  // The full name wins over its old one, wherever they stand.
  const last = steps.findLast((step) => step.kind === 'assign' && step.name === id) ?? steps.at(-1);
  const span = last?.span ?? { start: 0, end: program.source.text.length };
  const text = logged.entries.get(id) ?? logged.entries.get(id.replace(/Nodes$/, ''));
  const value = last?.kind === 'assign' ? slots[last.slot] : undefined;
  const ours =
    last === undefined
      ? id === '$NodeDeallocationOption'
        ? DEFAULT_OPTION
        : undefined
      : value === undefined
        ? undefined
        : wholeOf(value);
  if (text === undefined || ours === undefined)
    return { name: id, verdict: 'given', span, ...(text !== undefined && { logged: text }) };
  const verdict = ours === text ? 'same' : mayHaveStopped ? 'given' : 'different';
  return { name: id, verdict, logged: text, ours, span };
}

/** A target as it is carried out: a whole number, not below zero. */
function wholeOf(value: Value): string | undefined {
  if (typeof value === 'object' && 'kind' in value) return printValue(value);
  const number =
    typeof value === 'number' ? value : Array.isArray(value) && value.length === 1 ? value[0] : Number.NaN;
  return typeof number === 'number' && Number.isFinite(number)
    ? String(Math.max(0, Math.trunc(number)) + 0)
    : undefined;
}

function compareVariables({ logged, compared }: Walk, whole: Span): Compared[] {
  const found = [...compared.values()];
  for (const [name, text] of logged.entries) {
    const isTarget = TARGETS.some((id) => name === id || name === id.replace(/Nodes$/, ''));
    if (!isTarget && !compared.has(name))
      found.push({ name, verdict: 'different', logged: text, span: whole });
  }
  return found;
}

/** Our evaluation fails here at the latest, whatever the samples are; so must the log's. */
function failed(
  { program, logged, mayHaveFailed, mayHaveStopped }: Walk,
  { code, message, at }: Failed,
): Compared {
  const { line, column } = placeAt(program.source, at);
  const ours = `${code} at line ${line}, column ${column}: ${message}`;
  const span = { start: at, end: at + 1 };
  if (logged.error === undefined)
    return { name: 'error', verdict: mayHaveStopped ? 'given' : 'different', ours, span };
  const { code: theirs, detail } = logged.error;
  const place = /^Line (\d+), Col (\d+):/.exec(detail)?.slice(1).map(Number);
  const isSamePlace = theirs === code && place?.[0] === line && place[1] === column;
  const mayBeEarlier = mayHaveFailed && place?.[0] !== undefined && place[0] <= line;
  const verdict = isSamePlace ? 'same' : mayBeEarlier ? 'given' : 'different';
  return { name: 'error', verdict, logged: `${theirs}: ${detail}`, ours, span };
}

/** The log's evaluation failed; whether it could, at that place and for that reason. */
function compareError({ program, logged }: Walk, whole: Span): Compared {
  const { code, detail } = logged.error!;
  const text = `${code}: ${detail}`;
  const [, line, column] = /^Line (\d+), Col (\d+):/.exec(detail) ?? [];
  const nodes = program.steps.flatMap((step) => [...nodesIn(step.value)]);
  const isAt = (offset: number): boolean => {
    const place = placeAt(program.source, offset);
    return place.line === Number(line) && place.column === Number(column);
  };
  if (line === undefined) return { name: 'error', verdict: 'given', logged: text, span: whole };
  const metric = /data set: (\S+)/.exec(detail)?.[1];
  const found = nodes.find((node) =>
    code === 'InsufficientSampleData'
      ? node.kind === 'method' &&
        isAt(node.open.start) &&
        (metric === undefined || node.metric === (findName(metric)?.id ?? metric))
      : node.kind === 'fault' && isAt(node.span.start),
  );
  // Only undefined names are known to fail whatever the samples; other failures may rest on them.
  const isCertain = code === 'InsufficientSampleData' || /Undefined symbol/.test(detail);
  if (found === undefined)
    return { name: 'error', verdict: isCertain ? 'different' : 'given', logged: text, span: whole };
  return { name: 'error', verdict: 'same', logged: text, span: found.span };
}
