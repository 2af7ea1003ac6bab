// Text to program: the order of the stages on one screen.

import { type Diagnostic, type Formula, parse, type Source } from '../grammar/index.ts';
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

/** Never throws, whatever the text. */
export function compile(source: Source): Compilation {
  const parsed = parse(source);
  const checked = check(source, parsed.formula);
  const isBroken = parsed.diagnostics.some(({ severity }) => severity === 'error');
  const complaints = isBroken
    ? checked.diagnostics.filter(({ code }) => !FOLLOWERS.has(code))
    : checked.diagnostics;
  const diagnostics = [...parsed.diagnostics, ...complaints].sort((a, b) => a.span.start - b.span.start);
  if (isBroken) return { formula: parsed.formula, diagnostics };
  return { formula: parsed.formula, program: checked.program, diagnostics };
}
