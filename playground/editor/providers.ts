// What the editor asks about formulas, answered by the language server: one provider for each kind of question, each
// a request and the shape of its answer. Without a server nothing is answered, and the editor stays a text field.

import type { CompletionItem, DocumentHighlight, DocumentSymbol, FoldingRange, Hover, InlayHint, Location, Range, SemanticTokens, SignatureHelp, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol'; // biome-ignore format: one list
import type { ColourRule } from '../formula-questions.ts';
import { QUESTIONS } from '../formula-questions.ts';
import { createCodeActions } from './code-actions.ts';
import { colourLines } from './colours.ts';
import { FORMULA_LANGUAGE, type LanguageClient } from './language-client.ts';
import { monaco } from './monaco.ts';
import { documentOf, placeOf, workspaceEditOf } from './requests.ts';
import { completionOf, editOf, hoverOf, inlayOf, rangeOf, signatureHelpOf, toRange } from './shapes.ts'; // biome-ignore format: one list

type Model = monaco.editor.ITextModel;

/** Makes the language of formulas known to the editor, answered by this server. */
export function registerFormulas(client: LanguageClient): void {
  const { languages } = monaco;
  languages.register({ id: FORMULA_LANGUAGE });
  languages.setLanguageConfiguration(FORMULA_LANGUAGE, {
    comments: { lineComment: '//' },
    brackets: [['(', ')']],
    autoClosingPairs: [{ open: '(', close: ')' }, { open: '"', close: '"', notIn: ['string', 'comment'] }],
    wordPattern: /\$?[A-Za-z_]\w*/,
  }); // biome-ignore format: a table
  registerWords(client);
  registerNames(client);
  registerLayout(client);
  languages.registerCodeActionProvider(FORMULA_LANGUAGE, createCodeActions(client), {
    providedCodeActionKinds: ['quickfix', 'source.fixAll'],
  });
  void registerColours(client);
}

/** What helps while somebody writes. */
function registerWords({ ask }: LanguageClient): void {
  const { languages } = monaco;
  languages.registerCompletionItemProvider(FORMULA_LANGUAGE, {
    triggerCharacters: ['$', '.', '*', '=', '(', ','],
    provideCompletionItems: async (model, position) => {
      const items = await ask<CompletionItem[]>('textDocument/completion', placeOf(model, position));
      return { suggestions: (items ?? []).flatMap((item) => completionOf(item) ?? []) };
    },
  });
  languages.registerHoverProvider(FORMULA_LANGUAGE, {
    provideHover: async (model, position) => {
      const hover = await ask<Hover>('textDocument/hover', placeOf(model, position));
      return hover === undefined ? null : hoverOf(hover);
    },
  });
  languages.registerSignatureHelpProvider(FORMULA_LANGUAGE, {
    signatureHelpTriggerCharacters: ['(', ','],
    signatureHelpRetriggerCharacters: [')'],
    provideSignatureHelp: async (model, position) => {
      const help = await ask<SignatureHelp>('textDocument/signatureHelp', placeOf(model, position));
      return help === undefined ? null : { value: signatureHelpOf(help), dispose: () => {} };
    },
  });
  languages.registerInlayHintsProvider(FORMULA_LANGUAGE, {
    provideInlayHints: async (model, range) => {
      const hints = await ask<InlayHint[]>('textDocument/inlayHint', {
        ...documentOf(model),
        range: toRange(range),
      });
      return { hints: (hints ?? []).map(inlayOf), dispose: () => {} };
    },
  });
}

/** Where names are, and what else they are called. */
function registerNames({ ask }: LanguageClient): void {
  const { languages } = monaco;
  const locationOf = (model: Model, { range }: Location) => ({ uri: model.uri, range: rangeOf(range) });
  languages.registerDefinitionProvider(FORMULA_LANGUAGE, {
    provideDefinition: async (model, position) => {
      const found = await ask<Location>('textDocument/definition', placeOf(model, position));
      return found === undefined ? null : locationOf(model, found);
    },
  });
  languages.registerReferenceProvider(FORMULA_LANGUAGE, {
    provideReferences: async (model, position, context) => {
      const found = await ask<Location[]>('textDocument/references', {
        ...placeOf(model, position),
        context,
      });
      return (found ?? []).map((one) => locationOf(model, one));
    },
  });
  languages.registerDocumentHighlightProvider(FORMULA_LANGUAGE, {
    provideDocumentHighlights: async (model, position) => {
      const found = await ask<DocumentHighlight[]>(
        'textDocument/documentHighlight',
        placeOf(model, position),
      );
      // The protocol counts these kinds from 1, the editor from 0.
      return (found ?? []).map(({ range, kind = 1 }) => ({ range: rangeOf(range), kind: kind - 1 }));
    },
  });
  languages.registerRenameProvider(FORMULA_LANGUAGE, {
    resolveRenameLocation: async (model, position) => {
      let reason = 'No name stands here.';
      const found = await ask<{ range: Range; placeholder: string }>(
        'textDocument/prepareRename',
        placeOf(model, position),
        (message) => {
          reason = message;
        },
      );
      if (found !== undefined) return { range: rangeOf(found.range), text: found.placeholder };
      const { lineNumber: line, column } = position;
      return { range: new monaco.Range(line, column, line, column), text: '', rejectReason: reason };
    },
    provideRenameEdits: async (model, position, newName) => {
      let reason = 'The name cannot be changed at the moment.';
      const edit = await ask<WorkspaceEdit>(
        'textDocument/rename',
        { ...placeOf(model, position), newName },
        (message) => {
          reason = message;
        },
      );
      return edit === undefined ? { edits: [], rejectReason: reason } : workspaceEditOf(model, edit);
    },
  });
}

/** How the text is laid out and what stands in it. */
function registerLayout({ ask }: LanguageClient): void {
  const { languages } = monaco;
  languages.registerDocumentFormattingEditProvider(FORMULA_LANGUAGE, {
    displayName: 'Lazurite',
    provideDocumentFormattingEdits: async (model, { tabSize, insertSpaces }) => {
      const edits = await ask<TextEdit[]>('textDocument/formatting', {
        ...documentOf(model),
        options: { tabSize, insertSpaces },
      });
      return (edits ?? []).map(editOf);
    },
  });
  languages.registerFoldingRangeProvider(FORMULA_LANGUAGE, {
    provideFoldingRanges: async (model) => {
      const found = await ask<FoldingRange[]>('textDocument/foldingRange', documentOf(model));
      return (found ?? []).map(({ startLine, endLine, kind }) => ({
        start: startLine + 1,
        end: endLine + 1,
        ...(kind === 'comment' && { kind: languages.FoldingRangeKind.Comment }),
      }));
    },
  });
  languages.registerDocumentSymbolProvider(FORMULA_LANGUAGE, {
    displayName: 'Lazurite',
    provideDocumentSymbols: async (model) => {
      const found = await ask<DocumentSymbol[]>('textDocument/documentSymbol', documentOf(model));
      return (found ?? []).map(({ name, detail = '', kind, range, selectionRange }) => ({
        name,
        detail,
        // The protocol counts these kinds from 1, the editor from 0.
        kind: kind - 1,
        tags: [],
        range: rangeOf(range),
        selectionRange: rangeOf(selectionRange),
      }));
    },
  });
}

/** Patterns colour a line at once; a moment later the server says what each name means. */
async function registerColours({ ask, abilities, listen }: LanguageClient): Promise<void> {
  const rules = await ask<readonly ColourRule[]>(QUESTIONS.colours, {});
  if (rules !== undefined) colourLanguage(FORMULA_LANGUAGE, rules);
  const legend = (await abilities())?.capabilities.semanticTokensProvider?.legend;
  if (legend === undefined) return;
  const { tokenTypes, tokenModifiers } = legend;
  const changed = new monaco.Emitter<void>();
  listen({ restarted: () => changed.fire() });
  monaco.languages.registerDocumentRangeSemanticTokensProvider(FORMULA_LANGUAGE, {
    onDidChange: changed.event,
    getLegend: () => ({ tokenTypes, tokenModifiers }),
    provideDocumentRangeSemanticTokens: async (model, range) => {
      const tokens = await ask<SemanticTokens>('textDocument/semanticTokens/full', documentOf(model));
      return tokens === undefined ? null : { data: within(tokens.data, range) };
    },
  });
}

/** Gives a language its first colours. */
export function colourLanguage(id: string, rules: readonly ColourRule[]): void {
  const runs = colourLines(rules);
  const state: monaco.languages.IState = { clone: () => state, equals: () => true };
  monaco.languages.setTokensProvider(id, {
    getInitialState: () => state,
    tokenize: (line) => ({ tokens: runs(line), endState: state }),
  });
}

/** The tokens of some lines. Places are relative to the token before, so the first that stays is made absolute. */
function within(data: readonly number[], range: monaco.IRange): Uint32Array {
  const kept: number[] = [];
  let [line, character, isFirst] = [0, 0, true];
  for (let at = 0; at + 4 < data.length; at += 5) {
    const [lines = 0, characters = 0, length = 0, type = 0, modifiers = 0] = data.slice(at, at + 5);
    character = lines === 0 ? character + characters : characters;
    line += lines;
    if (line + 1 < range.startLineNumber || line + 1 > range.endLineNumber) continue;
    kept.push(isFirst ? line : lines, isFirst ? character : characters, length, type, modifiers);
    isFirst = false;
  }
  return new Uint32Array(kept);
}
