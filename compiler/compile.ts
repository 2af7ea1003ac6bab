// Text to program: the order of the stages on one screen.

import { type Diagnostic, type Formula, isLoose, parse, type Source } from '../grammar/index.ts';
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

/** Never throws, whatever the text. */
export function compile(source: Source): Compilation {
  const { formula, diagnostics: syntax } = parse(source);
  const checked = check(source, formula);
  const errors = syntax.filter(({ severity }) => severity === 'error');
  const known = isLoose(formula, source)
    ? checked.diagnostics.filter(({ code }) => !ABOUT_NAMES.has(code))
    : checked.diagnostics;
  const types = errors.length === 0 ? known : withoutFollowers(formula, errors, known);
  const diagnostics = [...syntax, ...types].sort((a, b) => a.span.start - b.span.start);
  return errors.length === 0 ? { formula, program: checked.program, diagnostics } : { formula, diagnostics };
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
