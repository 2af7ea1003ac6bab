// The door of the grammar: text to tree and back, sources, spans and the shape of a complaint.
export type * from './ast.ts';
export { type Diagnostic, type DiagnosticRow, type DiagnosticTable, defineDiagnostics, type Related, type Severity } from './diagnostic.ts';
export { createSource, lineText, offsetAt, type Place, placeAt, type Source, type Span } from './source.ts';
