// Evaluations that Azure logged, out of the files that people export: lines of JSON from diagnostic settings, tables
// of Log Analytics, records of an event hub, pools as the command line of Azure prints them, journals of ours.

import { type Instant, parseInstant } from '../runtime/index.ts';

/** One evaluation as it was logged. */
export interface LoggedEvaluation {
  /** The line of the file, or the place in its list, from 1. */
  readonly line: number;
  readonly pool: string;
  readonly timestamp: Instant;
  readonly formula: string;
  readonly results: string;
  readonly error?: { readonly code: string; readonly detail: string };
}

export interface AutoscaleLog {
  readonly evaluations: readonly LoggedEvaluation[];
  /** Slots of each node, for pools whose creation is logged too. */
  readonly slots: ReadonlyMap<string, number>;
  /** Lines that are no JSON, and evaluations without a time or results. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads a log; what is no evaluation is passed over. */
export function readAutoscaleLog(text: string): AutoscaleLog {
  const evaluations: LoggedEvaluation[] = [];
  const slots = new Map<string, number>();
  const problems: { line: number; message: string }[] = [];
  for (const { line, value } of recordsOf(text)) {
    if (!isRecord(value)) {
      problems.push({ line, message: value === undefined ? 'the line is not JSON' : 'this is no record' });
      continue;
    }
    const fields = fieldsOf(value);
    const pool = textOf(fields, 'id', 'poolId', 'id_s', 'poolId_s') ?? '';
    const count = Number(fields.taskSlotsPerNode ?? fields.taskSlotsPerNode_d);
    if (Number.isInteger(count) && count > 0) slots.set(pool, count);
    const formula = textOf(fields, 'formula', 'autoScaleFormula', 'formula_s');
    if (!isEvaluation(fields) || (formula === undefined && !isNamedSo(fields))) continue;
    const found = formula === undefined ? undefined : evaluationOf(fields, { line, pool, formula });
    if (formula === undefined) problems.push({ line, message: 'the evaluation has no formula' });
    else if (found === undefined)
      problems.push({ line, message: 'the evaluation has no time, or neither results nor an error' });
    else evaluations.push(found);
  }
  return { evaluations, slots, problems };
}

/** The records of a file: its lines, or the items of the one document it is. */
function recordsOf(text: string): readonly { readonly line: number; readonly value: unknown }[] {
  const whole = parsed(text);
  if (whole !== undefined) {
    const { records, value } = whole as { readonly records?: unknown; readonly value?: unknown };
    const items = [records, value, whole].find(Array.isArray) ?? [whole];
    return (items as readonly unknown[]).map((item, at) => ({ line: at + 1, value: item }));
  }
  return text
    .split(/\r?\n/)
    .map((line, at) => ({ line: at + 1, text: line }))
    .filter((one) => one.text.trim() !== '')
    .map((one) => ({ line: one.line, value: parsed(one.text) }));
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    // Several documents, one a line, or none.
    return undefined;
  }
}

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of a record, those of its properties and of a pool's last evaluation among them. */
function fieldsOf(outer: Fields): Fields {
  const { properties, autoScaleRun } = outer;
  const inner = typeof properties === 'string' ? parsed(properties) : properties;
  return { ...outer, ...(inner as Fields | undefined), ...(autoScaleRun as Fields | undefined) };
}

function textOf(fields: Fields, ...names: readonly string[]): string | undefined {
  const found = names.map((name) => fields[name]).find((value) => typeof value === 'string' && value !== '');
  return found as string | undefined;
}

const nameOf = (fields: Fields): string | undefined =>
  textOf(fields, 'operationName', 'OperationName', 'event');

/** Whether its name says that it is an evaluation. */
const isNamedSo = (fields: Fields): boolean =>
  /^PoolAutoScale(Event)?$/i.test((nameOf(fields) ?? '').replace(/\s/g, ''));

/** Other records have formulas too: pools that were created, formulas that were given. */
const isEvaluation = (fields: Fields): boolean =>
  nameOf(fields) === undefined ? 'results' in fields || 'results_s' in fields : isNamedSo(fields);

function evaluationOf(
  fields: Fields,
  found: Pick<LoggedEvaluation, 'line' | 'pool' | 'formula'>,
): LoggedEvaluation | undefined {
  const results = textOf(fields, 'results', 'results_s') ?? '';
  const error = errorOf(fields.error ?? fields.error_s);
  const timestamp = instantOf(fields.timestamp ?? fields.timestamp_d ?? fields.timestamp_t ?? fields.time);
  if (timestamp === undefined || (results === '' && error === undefined)) return undefined;
  return { ...found, timestamp, results, ...(error !== undefined && { error }) };
}

const instantOf = (value: unknown): Instant | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  return /^\d{12,}$/.test(value) ? Number(value) : parseInstant(value);
};

/** An error with a code; a success has one without. Its detail is the entry named `Message`. */
function errorOf(value: unknown): LoggedEvaluation['error'] {
  const error = (typeof value === 'string' ? parsed(value) : value) as Fields | undefined | null;
  const code = typeof error?.code === 'string' ? error.code : '';
  if (code === '') return undefined;
  const values = Array.isArray(error?.values) ? (error.values as readonly Fields[]) : [];
  const detail = values.find(({ name }) => name === 'Message') ?? values[0];
  return { code, detail: typeof detail?.value === 'string' ? detail.value : String(error?.message ?? '') };
}
