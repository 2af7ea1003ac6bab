// Formulas that users give a pool: taken or refused as the service does, before anything else happens.

import { compile, type Program } from '../../compiler/index.ts';
import { createSource, refusalOf } from '../../grammar/index.ts';
import type { Refusal } from './refusals.ts';

/** The program of a formula; what the service would not take is refused. */
export function takeFormula(text: string): Program | Refusal {
  const source = createSource('formula', text);
  const { program, diagnostics } = compile(source);
  if (program !== undefined) return program;
  const refusal = refusalOf(source, diagnostics);
  if (refusal === undefined) throw new Error('a formula has no program and no mistake');
  return { code: refusal.code, message: refusal.detail };
}
