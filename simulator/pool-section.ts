// The pools of a scenario: Azure's pool JSON, checked as the service checks it, and the formula in its file.

import { compile } from '../compiler/index.ts';
import { createSource, lineText, placeAt, type Source, type Span } from '../grammar/index.ts';
import { scenarioDiagnostics as complaints, hasErrors } from './diagnostics.ts';
import { complainOf, type Fault } from './model/fault.ts';
import type { PoolSpec } from './model/pool.ts';
import { poolFaults } from './model/pool-faults.ts';
import { POOL_OPTIONS, poolSpec } from './model/wire.ts';
import { nearestName } from './nearest.ts';
import { described, type RecordOf, record } from './record.ts';
import { type At, below, complain, type Shape, spanAt, text } from './schema.ts';
import { findSize, NODE_SIZES, type NodeSize } from './sizes.ts';
import { BEHAVING_POOL_FIELDS } from './special-section.ts';

const POOL = {
  ...BEHAVING_POOL_FIELDS,
  autoScaleFormulaFile: described('The file that holds the formula, relative to the scenario.', text),
} as const;

export type PoolSection = RecordOf<typeof POOL>;
export const poolSection: Shape<PoolSection> = record(POOL, POOL_OPTIONS);

/** Text files a scenario names, by the path as written; what is absent is asked for. */
export type TextFiles = ReadonlyMap<string, string>;

/** A file that the caller has to bring, and where it is asked for. */
export interface WantedFile {
  readonly file: string;
  readonly span: Span;
}

/** What a pool is checked with. */
export interface PoolContext {
  readonly sizes: readonly NodeSize[];
  readonly files: TextFiles;
  readonly wanted: WantedFile[];
}

/** The pool, after every check that the service makes; undefined while its formula's file is wanted. */
export function readPool(json: PoolSection, at: At, context: PoolContext): PoolSpec | undefined {
  const cores = coresIn(json, at, context.sizes);
  checkTargets(json, at);
  const formula = formulaOf(json, at, context);
  const spec = poolSpec(formula === undefined ? json : { ...json, autoScaleFormula: formula.text });
  complainOf(poolFaults(spec, cores).map(inOldWords(json)), at);
  if (json.enableAutoScale === true && formula === undefined) return undefined;
  if (formula !== undefined && json.enableAutoScale === true) checkFormula(formula, json, at);
  return spec;
}

/** The fault at the key that was written, which may be the old name of another. */
const inOldWords =
  (json: PoolSection) =>
  (fault: Fault): Fault =>
    fault.path[0] === 'taskSlotsPerNode' && json.taskSlotsPerNode === undefined
      ? { ...fault, path: ['maxTasksPerNode'] }
      : fault;

/** The cores of a node of the pool; says so when nobody knows. */
function coresIn({ vmSize }: PoolSection, at: At, sizes: readonly NodeSize[]): number | undefined {
  const size = findSize(vmSize, sizes);
  return size === undefined
    ? tellUnknownSize(vmSize, { sizes, at, span: spanAt(below(at, 'vmSize')) })
    : size.cores;
}

/** Says that nobody knows the size, and which is like it. */
export function tellUnknownSize(
  size: string,
  { sizes, at, span }: { readonly sizes: readonly NodeSize[]; readonly at: At; readonly span: Span },
): undefined {
  const near = nearestName(
    size,
    [...sizes, ...NODE_SIZES].map(({ name }) => name.toLowerCase()),
  );
  const hint = `${near === undefined ? '' : `did you mean \`${near}\`? `}give its cores under \`sizes\` and its price under \`prices\``;
  return complain(at, () => complaints['unknown-size'](span, { size, cores: 1, hint }));
}

const TARGETS = ['targetDedicatedNodes', 'targetLowPriorityNodes'] as const;
const FORMULAS = ['autoScaleFormula', 'autoScaleFormulaFile'] as const;

function checkTargets(json: PoolSection, at: At): void {
  const conflict = (key: string, other: string, hint: string): undefined =>
    complain(at, () => complaints.conflict(spanAt(below(at, key), 'key'), { key, other, hint }));
  // What is written and wrong is not there either, and has its complaint already.
  const isWhole = !hasErrors(at.reading.diagnostics);
  if (json.enableAutoScale === true) {
    const target = TARGETS.find((key) => json[key] !== undefined);
    if (target !== undefined)
      conflict(target, '`enableAutoScale: true`', 'the formula sets the targets; take this out');
    const [first, second] = FORMULAS;
    if (json[first] !== undefined && json[second] !== undefined)
      conflict(second, `\`${first}\``, 'give one of the two');
    if (isWhole && FORMULAS.every((key) => json[key] === undefined)) {
      const hint = 'give `autoScaleFormula` or `autoScaleFormulaFile`';
      complain(at, () =>
        complaints.missing(spanAt(below(at, 'enableAutoScale'), 'key'), {
          key: first,
          where: `pool \`${json.id}\``,
          hint,
        }),
      );
    }
    return;
  }
  const formula = FORMULAS.find((key) => json[key] !== undefined);
  if (formula !== undefined) {
    conflict(
      formula,
      json.enableAutoScale === false ? '`enableAutoScale: false`' : 'a fixed size',
      'set `enableAutoScale: true` to have the formula used',
    );
  } else if (isWhole && TARGETS.every((key) => json[key] === undefined)) {
    const hint = 'give a number of nodes, or `enableAutoScale: true` and a formula';
    complain(at, () =>
      complaints.missing(spanAt(at, 'key'), { key: TARGETS[0], where: `pool \`${json.id}\``, hint }),
    );
  }
}

interface FormulaText {
  readonly text: string;
  readonly file?: string;
  readonly source: Source;
  readonly span: Span;
}

function formulaOf(json: PoolSection, at: At, { files, wanted }: PoolContext): FormulaText | undefined {
  if (json.autoScaleFormula !== undefined) {
    const span = spanAt(below(at, 'autoScaleFormula'));
    return {
      text: json.autoScaleFormula,
      source: createSource(`formula of ${json.id}`, json.autoScaleFormula),
      span,
    };
  }
  const file = json.autoScaleFormulaFile;
  if (file === undefined) return undefined;
  const span = spanAt(below(at, 'autoScaleFormulaFile'));
  const found = files.get(file);
  if (found === undefined) wanted.push({ file, span });
  return found === undefined ? undefined : { text: found, file, source: createSource(file, found), span };
}

function checkFormula(formula: FormulaText, { id }: PoolSection, at: At): void {
  const { program, diagnostics } = compile(formula.source);
  for (const found of diagnostics) {
    const { line, column } = placeAt(formula.source, found.span.start);
    const file = formula.file === undefined ? '' : ` in \`${formula.file}\``;
    const holes = { pool: id, file, line, column, what: found.message, hint: found.hint ?? '' };
    const span = placeInScenario(formula, at.reading.document.source, found.span);
    // What the service would accept and then fail to evaluate may still be simulated: it fails there as well.
    if (program === undefined && found.severity === 'error')
      complain(at, () => complaints['formula-refused'](span, holes));
    else complain(at, () => complaints['formula-warning'](span, holes));
  }
}

/**
 * Where a part of a formula stands in the scenario: its lines are looked for one after the other in the text that
 * holds it, whatever indentation or quotes are around them. The whole value, when a line is written otherwise.
 */
function placeInScenario(formula: FormulaText, scenario: Source, part: Span): Span {
  const { source, span } = formula;
  if (formula.file !== undefined) return span;
  const { line, column } = placeAt(source, part.start);
  let from = span.start;
  for (let number = 1; number <= line; number++) {
    const text = lineText(source, number).trimEnd();
    const at = scenario.text.indexOf(text, from);
    if (at < 0 || at + text.length > span.end) return span;
    if (number === line) {
      const start = Math.min(at + column - 1, span.end);
      return { start, end: Math.max(start, Math.min(start + part.end - part.start, at + text.length)) };
    }
    from = at + text.length;
  }
  return span;
}
