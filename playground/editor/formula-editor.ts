// The field in which formulas are written, wherever the page wants one: usable at once, an editor soon after. It
// keeps the language server's documents in step with what is written.

import type { Selected, TextProblem } from './face.ts';
import type { LanguageClient } from './language-client.ts';
import { problemOf } from './problems.ts';
import { createField, type Field } from './swap.ts';

export interface FormulaEditorOptions {
  /** The text, and the key of its document: another text under the same key has the same history. */
  readonly text: string;
  readonly key: string;
  /** What a screen reader calls the field. */
  readonly name: string;
  readonly client: LanguageClient;
  /** A plain field that is on the page already, to begin with. */
  readonly adopted?: HTMLTextAreaElement | undefined;
  /** Told of every change that a person makes. */
  readonly onChange: (text: string) => void;
  /** Told of the complaints about the text that is shown, whenever there are others. */
  readonly onProblems?: (problems: readonly TextProblem[]) => void;
  /** Somebody wants to know what a code means. */
  readonly onExplain?: (code: string) => void;
  /** Told in words when the editor cannot be loaded; the field works on. */
  readonly onTrouble?: (message: string) => void;
  /** Told in words of what changed about the field itself. */
  readonly onNotice?: (message: string) => void;
}

export interface FormulaEditor extends Pick<Field, 'text' | 'focus' | 'hasFocus' | 'showValues' | 'run' | 'settled' | 'forget'> {
  /** Writes another text; it can be undone. */
  readonly setText: (text: string) => void;
  /** Shows the document with this key, which has this text. */
  readonly open: (key: string, text: string) => void;
  /** Puts the caret there and shows it; lines and columns count from 1. */
  readonly reveal: (line: number, column: number) => void;
  readonly selected: () => Selected;
  readonly select: (selected: Selected) => void;
  readonly showCoverage: Field['showReach'];
  /** The complaints about the text that is shown. */
  readonly markers: () => readonly TextProblem[];
  readonly dispose: () => void;
} // biome-ignore format: rows

/** The address of a formula's document for the language server. */
export const addressOf = (key: string): string => `formula:/${key}`;

/** Puts the field into a place of the page. Never throws. */
export function createFormulaEditor(place: HTMLElement, options: FormulaEditorOptions): FormulaEditor {
  const { client, onChange, onProblems, onExplain, onTrouble, onNotice } = options;
  let { key } = options;
  let problems: readonly TextProblem[] = [];
  client.write(addressOf(key), options.text);
  const field = createField(place, {
    document: { key, text: options.text },
    ...(options.adopted !== undefined && { adopted: options.adopted }),
    name: options.name,
    onChange: (text) => {
      client.write(addressOf(key), text);
      onChange(text);
    },
    onTrouble: (message) => onTrouble?.(message),
    onNotice: (message) => onNotice?.(message),
    load: async () => {
      const { createFormulaFace } = await import('./formula-face.ts');
      const more = { client, addressOf, onExplain: (code: string) => onExplain?.(code) };
      return (where, given) => createFormulaFace(where, { ...given, ...more });
    },
  });
  const tell = (found: readonly TextProblem[]): void => {
    problems = found;
    field.showProblems(found);
    onProblems?.(found);
  };
  const known = new Map<string, readonly TextProblem[]>();
  const stop = client.listen({
    problems: ({ uri, diagnostics }) => {
      const found = diagnostics.map(problemOf);
      known.set(uri, found);
      if (uri === addressOf(key)) tell(found);
    },
  });
  const open = (next: string, text: string): void => {
    const isOther = next !== key;
    key = next;
    client.write(addressOf(key), text);
    field.show({ key, text });
    if (isOther) tell(known.get(addressOf(key)) ?? []);
  };
  return {
    text: field.text,
    focus: field.focus,
    hasFocus: field.hasFocus,
    showValues: field.showValues,
    showCoverage: field.showReach,
    run: field.run,
    settled: field.settled,
    selected: field.selected,
    select: field.select,
    setText: (text) => open(key, text),
    open,
    forget: (gone) => {
      known.delete(addressOf(gone));
      client.close(addressOf(gone));
      field.forget(gone);
    },
    reveal: (line, column) => field.reveal({ line, column }),
    markers: () => problems,
    dispose: () => {
      stop();
      field.dispose();
    },
  };
}
