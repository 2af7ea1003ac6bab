// What can be folded: statements and comments over several lines.

import { placeAt, type Span } from '../../grammar/index.ts';
import type { Analysis } from './analysis.ts';

export interface Fold {
  readonly kind: 'statement' | 'comment';
  /** From its first line to its last. */
  readonly span: Span;
}

/** In the order of the text, statements before comments. */
export function folds({ formula, source }: Analysis): readonly Fold[] {
  const lineOf = (offset: number): number => placeAt(source, offset).line;
  const long = ({ start, end }: Span): boolean => lineOf(start) < lineOf(end);
  const statements = formula.statements.map(({ span }): Fold => ({ kind: 'statement', span }));
  const blocks: Span[] = [];
  for (const { span } of formula.comments) {
    const last = blocks.at(-1);
    const alone = /^[ \t]*$/.test(source.text.slice(source.lineStarts[lineOf(span.start) - 1], span.start));
    if (last !== undefined && alone && lineOf(last.end) + 1 === lineOf(span.start))
      blocks[blocks.length - 1] = { start: last.start, end: span.end };
    else if (alone) blocks.push(span);
  }
  const comments = blocks.map((span): Fold => ({ kind: 'comment', span }));
  return [...statements, ...comments].filter(({ span }) => long(span));
}
