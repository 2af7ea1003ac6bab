// Text to program: the order of the stages on one screen.

import { type Diagnostic, type Formula, isLoose, type Parsed, parse, type Source } from '../grammar/index.ts';
import { check } from './check.ts';
import type { Program } from './ir.ts';

/** What became of a text. */
export interface Compilation {
  readonly formula: Formula;
  /** There whenever the service would accept the text: syntax and limits hold. */
  readonly program?: Program;
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Codes that only follow when a broken text has lost an assignment. */
const FOLLOWERS: ReadonlySet<string> = new Set(['type-undefined-name', 'type-no-target', 'type-near-target']);
/** Codes about which names there are: a template may fill in statements that assign others. */
const ABOUT_NAMES: ReadonlySet<string> = new Set([...FOLLOWERS, 'type-used-before-assigned']);

/** A compilation with what its stages gave: for an editor, which asks about broken texts as well. */
export interface Staged extends Compilation {
  readonly parsed: Parsed;
  /** Total: what is broken is a fault in it. */
  readonly whole: Program;
}

/** Never throws, whatever the text. */
export function compile(source: Source): Compilation {
  const { formula, program, diagnostics } = compileInStages(source);
  return program === undefined ? { formula, diagnostics } : { formula, program, diagnostics };
}

/** Never throws, whatever the text. */
export function compileInStages(source: Source): Staged {
  const parsed = parse(source);
  const { formula, diagnostics: syntax } = parsed;
  const checked = check(source, formula);
  const errors = syntax.filter(({ severity }) => severity === 'error');
  const known = isLoose(formula, source)
    ? checked.diagnostics.filter(({ code }) => !ABOUT_NAMES.has(code))
    : checked.diagnostics;
  const types = errors.length === 0 ? known : withoutFollowers(formula, errors, known);
  const diagnostics = [...syntax, ...types].sort((a, b) => a.span.start - b.span.start);
  const whole = checked.program;
  return { parsed, formula, whole, diagnostics, ...(errors.length === 0 && { program: whole }) };
}

/** The complaints that a mistake of syntax cannot have caused: those of the statements it is not in. */
function withoutFollowers(
  formula: Formula,
  errors: readonly Diagnostic[],
  types: readonly Diagnostic[],
): readonly Diagnostic[] {
  const broken = formula.statements.filter(({ span }) =>
    errors.some((error) => span.start <= error.span.start && error.span.start <= span.end),
  );
  return types.filter(
    ({ code, span: { start } }) =>
      !FOLLOWERS.has(code) && !broken.some(({ span }) => span.start <= start && start <= span.end),
  );
}
