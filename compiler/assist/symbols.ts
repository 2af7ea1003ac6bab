// The outline of a formula: what its statements assign, in their order.

import type { Span } from '../../grammar/index.ts';
import { spell } from '../types.ts';
import type { Analysis } from './analysis.ts';

export interface FormulaSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'target' | 'variable';
  /** The statement. */
  readonly span: Span;
  readonly nameSpan: Span;
}

/** One symbol for each assignment. */
export function symbols({ program }: Analysis): readonly FormulaSymbol[] {
  return program.steps.flatMap((step) => {
    if (step.kind !== 'assign') return [];
    const { name, value, span, nameSpan, target } = step;
    return [{ name, detail: spell(value.type), kind: target === undefined ? 'variable' : 'target', span, nameSpan }]; // biome-ignore format: a row
  });
}
