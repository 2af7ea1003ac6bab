// What can be done about complaints at a click, in the editor's menus.

import type { CodeAction } from 'vscode-languageserver-protocol';
import type { LanguageClient } from './language-client.ts';
import type { monaco } from './monaco.ts';
import { documentOf, workspaceEditOf } from './requests.ts';
import { toRange } from './shapes.ts';

/** When the menu was asked for, not when a lamp is to be lit. */
const INVOKED = 1;

/** The server's fixes. The menu that somebody opens also offers to make all of them. */
export function createCodeActions({ ask }: LanguageClient): monaco.languages.CodeActionProvider {
  return {
    provideCodeActions: async (model, range, { only, trigger }) => {
      const kinds = only !== undefined ? [only] : trigger === INVOKED ? ['quickfix', 'source.fixAll'] : ['quickfix'];
      const found = await ask<CodeAction[]>('textDocument/codeAction', {
        ...documentOf(model),
        range: toRange(range),
        context: { diagnostics: [], only: kinds },
      });
      const quick = (found ?? []).filter(({ kind }) => kind === 'quickfix');
      const actions = (found ?? [])
        // Making all of them is worth a line of the menu only where there is one to make.
        .filter(({ kind }) => only !== undefined || kind === 'quickfix' || quick.length > 0)
        .map((action) => codeActionOf(model, action, only));
      return { actions, dispose: () => {} };
    },
  }; // biome-ignore format: rows
}

/** In a menu of quick fixes everything is one, because others are not shown there. */
function codeActionOf(
  model: monaco.editor.ITextModel,
  { title, kind = 'quickfix', edit = {} }: CodeAction,
  only: string | undefined,
): monaco.languages.CodeAction {
  return {
    title,
    kind: only === undefined ? 'quickfix' : kind,
    isPreferred: kind === 'quickfix',
    edit: workspaceEditOf(model, edit),
  };
}
