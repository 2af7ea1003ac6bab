// The door of the compiler: text to typed program, and what the language has.

export { type Analysis, analyse } from './assist/analysis.ts';
export { complete, type Suggestion, type SuggestionKind } from './assist/complete.ts';
export { definition } from './assist/definition.ts';
export { applyEdits, type Edit, editBetween } from './assist/edit.ts';
export { type Fix, fixAll, fixes } from './assist/fixes.ts';
export { type Fold, folds } from './assist/folding.ts';
export { format } from './assist/format.ts';
export { type Hover, hover } from './assist/hover.ts';
export { type Inlay, inlays } from './assist/inlays.ts';
export type { Occurrence } from './assist/names.ts';
export { references } from './assist/references.ts';
export { type Renamable, renamable, rename } from './assist/rename.ts';
export {
  type Answer,
  createLanguageServer,
  type LanguageHost,
  type LanguageServer,
} from './assist/server.ts';
export { type SignatureForm, type SignatureHelp, signatureHelp } from './assist/signature.ts';
export { plainText, SNIPPETS, type Snippet, type SnippetRow } from './assist/snippets.ts';
export { type FormulaSymbol, symbols } from './assist/symbols.ts';
export { type TextMateGrammar, textMateGrammar } from './assist/textmate.ts';
export { type SemanticToken, semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from './assist/tokens.ts';
export * from './catalog/index.ts';
export { type Compilation, compile } from './compile.ts';
export {
  DECISIONS,
  type DecisionRow,
  type Decisions,
  decide,
  type NumberRange,
  RECOMMENDED,
} from './decisions.ts';
export { complaints as typeComplaints, directives as lintDirectives } from './diagnostics.ts';
export { dump } from './dump.ts';
export {
  type ExplainedFailure,
  type ExplainedStatement,
  type Explanation,
  explain,
} from './explain/explain.ts';
export * from './faults.ts';
export { type Fixed, fix, withFixes } from './fix.ts';
export { FORMULA_CODES, type InspectOptions, inspect } from './inspect.ts';
export type * from './ir.ts';
export { type Level, type Levels, RULES } from './lint.ts';
export type { Rule, RuleRow } from './lints/rule.ts';
export { describeChange, MUTATIONS, type Mutation, type MutationKind, type Mutations, mutationsOf } from './mutations.ts'; // biome-ignore format: one line a room
export { nodesIn, partsOf } from './parts.ts';
export * from './places/index.ts';
export type { PoolContext } from './pool-context.ts';
export { type BoundReason, proveAtMost } from './ranges/bound.ts';
export { DEMAND, type Direction, directionsOf } from './ranges/directions.ts';
export type { Numbers } from './ranges/numbers.ts';
export { between } from './ranges/numbers.ts';
export { printNumbers, printRange } from './ranges/print.ts';
export type { InstantRange, Range, VectorRange } from './ranges/range.ts';
export { FAILURES, type FailureKind } from './ranges/site.ts';
export { type Term, termOf } from './ranges/terms.ts';
export type { PossibleFailure } from './ranges/walk.ts';
export { ANY_WORLD, AZURE, type NodeTargetId, type World } from './ranges/world.ts';
export { assignedAt, type ProgramRanges, rangesOf, slotsOfTarget, type TargetRange } from './ranges.ts';
export { roundToTick, TICK } from './ticks.ts';
export * from './types.ts';
