// The editor for formulas: the language server behind it, and codes that lead to the text about them.

import type { EditorFace } from './face.ts';
import { FORMULA_LANGUAGE, type LanguageClient } from './language-client.ts';
import { monaco } from './monaco.ts';
import { createMonacoFace, type MonacoOptions } from './monaco-face.ts';
import { registerFormulas } from './providers.ts';
import { RULE_SCHEME } from './shapes.ts';

export interface FormulaFaceOptions extends Omit<MonacoOptions, 'language'> {
  readonly client: LanguageClient;
  /** Somebody wants to know what a code means. */
  readonly onExplain: (code: string) => void;
}

const registered = new WeakSet<LanguageClient>();

/** Puts an editor for formulas into a place of the page. */
export function createFormulaFace(place: HTMLElement, options: FormulaFaceOptions): EditorFace {
  const { client, onExplain } = options;
  if (!registered.has(client)) {
    registered.add(client);
    registerFormulas(client);
    monaco.editor.registerLinkOpener({
      open: ({ scheme, path }) => {
        if (scheme !== RULE_SCHEME) return false;
        onExplain(path.slice(1));
        return true;
      },
    });
  }
  return createMonacoFace(place, { ...options, language: FORMULA_LANGUAGE });
}
