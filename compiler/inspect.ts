// Everything there is to say about a formula: what compiling complains of, what the rules find, each at the level
// that is wanted, without what comments do not want.

import { type Diagnostic, isLoose, type Source, syntaxComplaints } from '../grammar/index.ts';
import { type Compilation, compileInStages, type Staged } from './compile.ts';
import { complaints, directives } from './diagnostics.ts';
import { type Levels, levelOf, lint, RULES } from './lint.ts';
import type { PoolContext } from './pool-context.ts';
import { suppress } from './suppressions.ts';

export interface InspectOptions {
  /** What is known of the pool. */
  readonly pool?: PoolContext;
  /** How loud complaints are, by their codes. */
  readonly levels?: Levels;
}

/** Every code of a complaint about a formula that does not come of evaluating it. */
export const FORMULA_CODES: ReadonlySet<string> = new Set([
  ...Object.keys(syntaxComplaints.rows),
  ...Object.keys(complaints.rows),
  ...RULES.map(({ code }) => code),
  ...Object.keys(directives.rows),
]);

const RULE_OF = new Map(RULES.map((rule) => [rule.code, rule]));

/**
 * Compiles a formula and applies the rules. A formula that certainly fails gets no advice: its mistakes come first.
 * Never throws, whatever the text.
 */
export function inspect(source: Source, options: InspectOptions = {}): Compilation {
  const { formula, program, diagnostics } = inspectInStages(source, options);
  return program === undefined ? { formula, diagnostics } : { formula, program, diagnostics };
}

/** The same with what the stages gave. */
export function inspectInStages(source: Source, { pool = {}, levels = {} }: InspectOptions = {}): Staged {
  const staged = compileInStages(source);
  const { formula, program, diagnostics } = staged;
  const isSound = program !== undefined && diagnostics.every(({ severity }) => severity !== 'error');
  const isLinted = isSound && !isLoose(formula, source);
  const linted = isLinted ? lint({ source, formula, program, pool, levels }) : [];
  const isIdle = (code: string): boolean => {
    const rule = RULE_OF.get(code);
    return (
      !isSound ||
      levels[code] === 'off' ||
      (rule !== undefined && (!isLinted || levelOf(rule, levels) === 'off'))
    );
  };
  const { kept, complaints: about } = suppress(source, formula, [...diagnostics, ...linted], {
    codes: FORMULA_CODES,
    isIdle,
  });
  const all = [...kept, ...about].flatMap((one) => atLevel(one, levels));
  return { ...staged, diagnostics: all.sort((a, b) => a.span.start - b.span.start) };
}

/** A complaint at the level that is wanted; what the service refuses stays an error. */
function atLevel(diagnostic: Diagnostic, levels: Levels): readonly Diagnostic[] {
  const level = levels[diagnostic.code];
  const isRefused = diagnostic.severity === 'error' && diagnostic.code.startsWith('syntax-');
  if (level === undefined || isRefused) return [diagnostic];
  return level === 'off' ? [] : [{ ...diagnostic, severity: level }];
}
