// The door of the grammar: text to tree and back, sources, spans and the shape of a complaint.
export type * from './ast.ts';
export { childrenOf, nodesAt } from './ast.ts';
export {
  type Cut,
  cutSource,
  fileOf,
  type Piece,
  placeInFileOf,
  spanInCut,
  spanInFileOf,
  writtenText,
} from './cut.ts';
export {
  brief,
  type Correction,
  type Diagnostic,
  type DiagnosticMaker,
  type DiagnosticRow,
  type DiagnosticTable,
  defineDiagnostics,
  type Edit,
  type Related,
  type Severity,
} from './diagnostic.ts';
export { complaints as syntaxComplaints } from './diagnostics.ts';
export { LIMITS } from './limits.ts';
export { type Parsed, parse, type Token } from './parse.ts';
export { isLoose, STAND_IN, standIns } from './placeholders.ts';
export { PRECEDENCE, precedenceOf } from './precedence.ts';
export { print } from './print.ts';
export { type Refusal, refusalOf } from './refusal.ts';
export {
  createSource,
  lineText,
  offsetAt,
  type Place,
  type Placeholders,
  placeAt,
  type Source,
  type Span,
} from './source.ts';
export { type TokenKind, type TokenPattern, tokenPatterns } from './tokens.ts';
