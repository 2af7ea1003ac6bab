// Where formulas stand in an open document: the whole of it, or pieces of a file of another kind.

import { createSource, type Span } from '../../grammar/index.ts';
import { type Analysis, analyse } from './analysis.ts';
import type { OpenDocument } from './documents.ts';
import type { Edit } from './edit.ts';

/** One formula of a document, and the way from its offsets to the document's and back. */
export interface Region {
  readonly analysis: Analysis;
  /** A span of the formula, in the document. */
  readonly toDocument: (span: Span) => Span;
  /** An offset of the document, in the formula; undefined outside of it. */
  readonly toFormula: (offset: number) => number | undefined;
  /** An edit of the formula as one of the document. */
  readonly editDocument: (edit: Edit) => Edit;
}

/** All formulas of a document, in their order. */
export function regionsOf({ uri, text }: OpenDocument): readonly Region[] {
  const source = createSource(uri, text);
  // Making a source drops a byte order mark, which the editor counts.
  const shift = text.length - source.text.length;
  const toDocument = ({ start, end }: Span): Span => ({ start: start + shift, end: end + shift });
  return [
    {
      analysis: analyse(source),
      toDocument,
      toFormula: (offset) => Math.max(0, offset - shift),
      editDocument: ({ span, text: put }) => ({ span: toDocument(span), text: put }),
    },
  ];
}
