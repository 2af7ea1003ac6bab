// A formula made ready for an editor's questions. Everything in this folder is a function of it and an offset:
// it is made once for each version of a text, and there for broken text too.

import type { Diagnostic, Formula, Source, Token } from '../../grammar/index.ts';
import { type InspectOptions, inspectInStages } from '../inspect.ts';
import type { Program } from '../ir.ts';

export interface Analysis {
  readonly source: Source;
  /** Comments and mistakes included, blanks not. */
  readonly tokens: readonly Token[];
  readonly formula: Formula;
  /** Total: what is broken is a fault in it. */
  readonly program: Program;
  /** What there is to say about it, advice included. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Never throws, whatever the text. */
export function analyse(source: Source, options: InspectOptions = {}): Analysis {
  const { parsed, formula, whole: program, diagnostics } = inspectInStages(source, options);
  return { source, tokens: parsed.tokens, formula, program, diagnostics };
}
