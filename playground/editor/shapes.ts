// The protocol's shapes as the editor's: it counts lines and columns from 0, the editor from 1.

import type { CompletionItem, Hover, InlayHint, MarkupContent, Range, SignatureHelp, TextEdit } from 'vscode-languageserver-protocol'; // biome-ignore format: one list
import type { TextProblem } from './face.ts';
import { monaco } from './monaco.ts';

export const rangeOf = ({ start, end }: Range): monaco.IRange => ({
  startLineNumber: start.line + 1,
  startColumn: start.character + 1,
  endLineNumber: end.line + 1,
  endColumn: end.character + 1,
});

export const positionOf = ({ lineNumber, column }: monaco.IPosition) => ({
  line: lineNumber - 1,
  character: column - 1,
});

export const toRange = (range: monaco.IRange): Range => ({
  start: { line: range.startLineNumber - 1, character: range.startColumn - 1 },
  end: { line: range.endLineNumber - 1, character: range.endColumn - 1 },
});

export const editOf = ({ range, newText }: TextEdit): monaco.languages.TextEdit => ({
  range: rangeOf(range),
  text: newText,
});

const markdown = (content: MarkupContent | string | undefined): monaco.IMarkdownString | undefined =>
  content === undefined ? undefined : { value: typeof content === 'string' ? content : content.value };

const { CompletionItemKind: Kind, CompletionItemTag, CompletionItemInsertTextRule } = monaco.languages;

/** The kinds that the server gives, by the protocol's numbers. */
// biome-ignore format: table
const KINDS: Readonly<Record<number, monaco.languages.CompletionItemKind>> = {
  2: Kind.Method, 3: Kind.Function, 5: Kind.Field, 6: Kind.Variable, 10: Kind.Property, 13: Kind.Enum,
  15: Kind.Snippet, 20: Kind.EnumMember, 21: Kind.Constant,
};

/** A suggestion; undefined when it does not say which text it replaces. */
export function completionOf(item: CompletionItem): monaco.languages.CompletionItem | undefined {
  const { label, kind = 6, detail, documentation, sortText, textEdit, insertTextFormat, tags = [] } = item;
  if (textEdit === undefined || !('range' in textEdit)) return undefined;
  const prose = markdown(documentation);
  return {
    label,
    kind: KINDS[kind] ?? Kind.Variable,
    insertText: textEdit.newText,
    range: rangeOf(textEdit.range),
    ...(detail !== undefined && { detail }),
    ...(prose !== undefined && { documentation: prose }),
    ...(sortText !== undefined && { sortText }),
    ...(insertTextFormat === 2 && { insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet }),
    ...(tags.length > 0 && { tags: [CompletionItemTag.Deprecated] }),
  };
}

/** What is known of a place. */
export function hoverOf({ contents, range }: Hover): monaco.languages.Hover {
  const prose = markdown(contents as MarkupContent);
  return { contents: prose === undefined ? [] : [prose], ...(range !== undefined && { range: rangeOf(range) }) };
} // biome-ignore format: a row

/** The forms of a call, and which argument is being written. */
export function signatureHelpOf(help: SignatureHelp): monaco.languages.SignatureHelp {
  const { signatures, activeSignature, activeParameter } = help;
  const documented = (of: string | MarkupContent | undefined) => {
    const documentation = markdown(of);
    return documentation === undefined ? {} : { documentation };
  };
  return {
    activeSignature: activeSignature ?? 0,
    activeParameter: activeParameter ?? 0,
    signatures: signatures.map(({ label, documentation, parameters = [] }) => ({
      label,
      ...documented(documentation),
      parameters: parameters.map((one) => ({ label: one.label, ...documented(one.documentation) })),
    })),
  };
}

export const inlayOf = ({ position, label, kind, paddingLeft }: InlayHint): monaco.languages.InlayHint => ({
  label: typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
  position: { lineNumber: position.line + 1, column: position.character + 1 },
  ...(kind !== undefined && { kind }),
  ...(paddingLeft !== undefined && { paddingLeft }),
});

const SEVERITIES = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
} as const;

/** The scheme of addresses that stand for the text about a rule. */
export const RULE_SCHEME = 'lazurite-rule';

/** A complaint as the editor underlines it; its code leads to the text about it. */
export function markerOf(problem: TextProblem, uri: monaco.Uri): monaco.editor.IMarkerData {
  const { code, severity, message, hint, start, end, related, isUnnecessary } = problem;
  return {
    code: { value: code, target: monaco.Uri.from({ scheme: RULE_SCHEME, path: `/${code}` }) },
    severity: SEVERITIES[severity],
    message: hint === undefined ? message : `${message}\n${hint}`,
    source: 'lazurite',
    startLineNumber: start.line,
    startColumn: start.column,
    endLineNumber: end.line,
    endColumn: end.column,
    relatedInformation: related.map((other) => ({
      resource: uri,
      message: other.message,
      startLineNumber: other.start.line,
      startColumn: other.start.column,
      endLineNumber: other.end.line,
      endColumn: other.end.column,
    })),
    ...(isUnnecessary && { tags: [monaco.MarkerTag.Unnecessary] }),
  };
}
