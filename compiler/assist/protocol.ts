// Our answers in the shapes of the Language Server Protocol.
// Source: https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/

import type { CompletionItem, CompletionItemKind, DiagnosticSeverity, DocumentSymbol, FoldingRange, InlayHint, MarkupContent, SymbolKind, TextEdit, Diagnostic as WireDiagnostic, SignatureHelp as WireSignatureHelp } from 'vscode-languageserver-protocol'; // biome-ignore format: one list
import type { Diagnostic, Severity } from '../../grammar/index.ts';
import type { Suggestion, SuggestionKind } from './complete.ts';
import { type OpenDocument, positionOf, rangeOf } from './documents.ts';
import type { Edit } from './edit.ts';
import type { Fold } from './folding.ts';
import type { Inlay } from './inlays.ts';
import type { Region } from './regions.ts';
import type { SignatureHelp } from './signature.ts';
import { plainText, type Snippet } from './snippets.ts';
import type { FormulaSymbol } from './symbols.ts';
import { type SemanticToken, TOKEN_MODIFIERS, TOKEN_TYPES } from './tokens.ts';
import { exampleText, paragraphs, parameterText, signature } from './words.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = { error: 1, warning: 2, info: 3 };

/** The protocol's tag of what is never run, and of what is outdated. */
const UNNECESSARY = 1;
const DEPRECATED = 1;
const UNUSED_CODES: ReadonlySet<string> = new Set(['type-after-stop']);

/** A complaint about the document; its hint is part of the message, because editors show nothing else. */
export function diagnosticItem(document: OpenDocument, one: Diagnostic): WireDiagnostic {
  const { code, severity, message, span, hint, related } = one;
  return {
    range: rangeOf(document, span),
    severity: SEVERITIES[severity],
    code,
    source: 'lazurite',
    message: hint === undefined ? message : `${message}\nHint: ${hint}`,
    ...(related !== undefined && {
      relatedInformation: related.map((other) => ({
        location: { uri: document.uri, range: rangeOf(document, other.span) },
        message: other.message,
      })),
    }),
    ...(UNUSED_CODES.has(code) && { tags: [UNNECESSARY] }),
  };
}

// biome-ignore format: table
const COMPLETION_KINDS: Readonly<Record<SuggestionKind, CompletionItemKind>> = {
  method: 2, function: 3, member: 5, variable: 6, target: 10, metric: 13, count: 13, snippet: 15, option: 20, interval: 21,
};

/** A suggestion; the order of the list is kept by `sortText`. */
export function completionItem(
  document: OpenDocument,
  region: Region,
  { one, index, withSnippets }: { readonly one: Suggestion; readonly index: number; readonly withSnippets: boolean },
): CompletionItem {
  const { label, kind, detail, prose, insert, replace, isOutdated } = one;
  const holes = insert.some((part) => typeof part !== 'string');
  const written = insert.map((part) =>
    typeof part === 'string' ? region.write(part) : { hole: region.write(part.hole) },
  );
  return {
    label,
    kind: COMPLETION_KINDS[kind],
    detail,
    documentation: markdown(prose),
    sortText: String(index).padStart(4, '0'),
    textEdit: { range: rangeOf(document, region.toDocument(replace)), newText: withSnippets ? snippetText(written) : plainText(written) },
    insertTextFormat: withSnippets && holes ? 2 : 1,
    ...(isOutdated && { tags: [DEPRECATED] }),
  };
} // biome-ignore format: rows

/** A snippet in the protocol's own syntax: `avg(\$${1:PendingTasks})`; without holes it is plain text. */
function snippetText(snippet: Snippet): string {
  if (snippet.every((part) => typeof part === 'string')) return plainText(snippet);
  const holes = [...new Set(snippet.flatMap((part) => (typeof part === 'string' ? [] : [part.hole])))];
  const escaped = (text: string): string => text.replace(/[\\$}]/g, '\\$&');
  return snippet
    .map((part) =>
      typeof part === 'string' ? escaped(part) : `\${${holes.indexOf(part.hole) + 1}:${escaped(part.hole)}}`,
    )
    .join('');
}

/** Markdown as the protocol wraps it. */
export const markdown = (value: string): MarkupContent => ({ kind: 'markdown', value });

/** Help for a call: its forms, the one that fits, and the parameter that is being written. */
export const signatureItem = ({ forms, active, parameter }: SignatureHelp): WireSignatureHelp => ({
  signatures: forms.map(({ name, parameters, result, prose, ...row }) => ({
    label: `${signature(name, parameters)}: ${result}`,
    documentation: markdown(paragraphs(prose, 'examples' in row ? exampleText(row.examples as never) : '')),
    parameters: parameters.map((one) => ({ label: parameterText(one), documentation: markdown(one.prose) })),
  })),
  activeSignature: active,
  activeParameter: parameter,
});

const SYMBOL_KINDS: Readonly<Record<FormulaSymbol['kind'], SymbolKind>> = { target: 7, variable: 13 };

/** An entry of the outline. */
export const symbolItem = (document: OpenDocument, region: Region, one: FormulaSymbol): DocumentSymbol => ({
  name: one.name,
  detail: one.detail,
  kind: SYMBOL_KINDS[one.kind],
  range: rangeOf(document, region.toDocument(one.span)),
  selectionRange: rangeOf(document, region.toDocument(one.nameSpan)),
});

/** Lines that fold together. */
export function foldItem(document: OpenDocument, region: Region, { kind, span }: Fold): FoldingRange {
  const { start, end } = rangeOf(document, region.toDocument(span));
  return {
    startLine: start.line,
    endLine: end.line,
    kind: kind === 'comment' ? 'comment' : 'region',
  };
}

/** A hint between the lines; the protocol counts types as kind 1. */
export const inlayItem = (document: OpenDocument, region: Region, { at, text, kind }: Inlay): InlayHint => ({
  position: positionOf(document, region.toDocument({ start: at, end: at }).start),
  label: text,
  ...(kind === 'type' && { kind: 1 }),
  paddingLeft: kind === 'window',
  paddingRight: false,
});

/** Edits of the document. */
export const editItems = (document: OpenDocument, edits: readonly Edit[]): TextEdit[] =>
  edits.map(({ span, text }) => ({ range: rangeOf(document, span), newText: text }));

/** Tokens as the protocol packs them: five numbers each, places relative to the token before. */
export function tokenData(
  document: OpenDocument,
  tokens: readonly { readonly region: Region; readonly token: SemanticToken }[],
): number[] {
  let [line, character] = [0, 0];
  return tokens.flatMap(({ region, token: { span, type, modifiers } }) => {
    const { start, end } = rangeOf(document, region.toDocument(span));
    const length = end.line === start.line ? end.character - start.character : 0;
    const bits = modifiers.reduce((sum, one) => sum | (1 << TOKEN_MODIFIERS.indexOf(one)), 0);
    const from = start.line === line ? start.character - character : start.character;
    const data = [start.line - line, from, length, TOKEN_TYPES.indexOf(type), bits];
    [line, character] = [start.line, start.character];
    return data;
  });
}
