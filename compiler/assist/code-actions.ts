// What an editor offers at a place of a document: fixes of the formula there, and of the file around it.

import type * as Lsp from 'vscode-languageserver-protocol';
import type { Diagnostic } from '../../grammar/index.ts';
import { type OpenDocument, offsetOf } from './documents.ts';
import type { Edit } from './edit.ts';
import { fileFixes } from './file-fixes.ts';
import { fixAll, fixes } from './fixes.ts';
import { diagnosticItem, editItems } from './protocol.ts';
import type { Contents, FindPlaces, Region } from './regions.ts';

/** A document, and how formulas are found in what a fix would make of it. */
export interface Place {
  readonly document: OpenDocument;
  readonly findPlaces: FindPlaces | undefined;
}

/** The actions of the wanted kinds; without a wish, quick fixes. */
export function codeActions(
  { regions, diagnostics }: Contents,
  { document, findPlaces }: Place,
  { range, context }: Lsp.CodeActionParams,
): readonly Lsp.CodeAction[] {
  const wants = (kind: string): boolean =>
    context.only === undefined ? kind === 'quickfix' : context.only.some((one) => `${kind}.`.startsWith(`${one}.`));
  const here = { start: offsetOf(document, range.start), end: offsetOf(document, range.end) };
  const ofFile = wants('quickfix') ? fileFixes(document, { diagnostics, findPlaces }, here) : [];
  return [
    ...ofFile.map((fix) => quickFix(document, fix)),
    ...regions.flatMap((region) => [
      ...(wants('quickfix') ? quickFixes(region, document, here) : []),
      ...(wants('source.fixAll') ? wholeFix(region, document) : []),
    ]),
  ];
} // biome-ignore format: a list

/** Fixes of what is told; a text from elsewhere is written in a way of its own, so what is wrong there has none. */
function quickFixes(
  { whole: region }: Region,
  document: OpenDocument,
  here: { readonly start: number; readonly end: number },
): readonly Lsp.CodeAction[] {
  const [start, end] = [region.toFormula(here.start), region.toFormula(here.end)];
  if (start === undefined || end === undefined) return [];
  return fixes(region.analysis, { start, end })
    .filter(({ edits }) => edits.every(({ span }) => region.isOwn(span)))
    .map(({ title, edits, diagnostic }) =>
      quickFix(document, {
        title,
        edits: region.toEdits(edits),
        diagnostic: { ...diagnostic, span: region.toDocument(diagnostic.span) },
      }),
    );
}

function wholeFix(region: Region, document: OpenDocument): readonly Lsp.CodeAction[] {
  const all = fixAll(region.analysis);
  if (all.length === 0) return [];
  const edit = changes(document, region.toEdits(all));
  return [{ title: 'Fix what can be fixed', kind: 'source.fixAll', edit }];
}

/** A fix with all its places in the document. */
interface DocumentFix {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly diagnostic: Diagnostic;
}

const quickFix = (document: OpenDocument, { title, edits, diagnostic }: DocumentFix): Lsp.CodeAction => ({
  title,
  kind: 'quickfix',
  diagnostics: [diagnosticItem(document, diagnostic)],
  edit: changes(document, edits),
  isPreferred: true,
});

const changes = (document: OpenDocument, edits: readonly Edit[]): Lsp.WorkspaceEdit => ({
  changes: { [document.uri]: editItems(document, edits) },
});
