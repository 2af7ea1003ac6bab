// The formula column: one to four formulas, the editor, what is wrong in words, and what each name is now. What is
// typed reaches the state after a pause; everything else on the page follows the state.

import { button, make } from '../dom.ts';
import type { TextProblem } from '../editor/face.ts';
import { askFixes, NO_FIXES } from '../editor/fixes.ts';
import { addressOf, createFormulaEditor, type FormulaEditor } from '../editor/formula-editor.ts';
import { createLanguageClient, type LanguageClient } from '../editor/language-client.ts';
import { type Names, QUESTIONS, type RuleProse, type Wrapped } from '../formula-questions.ts';
import { type Keyed, rekey } from '../formulas.ts';
import type { Playground } from '../playground.ts';
import { poolsOf } from '../scenario-value.ts';
import { activeFormula, type PlaygroundState, type Store, withText } from '../state.ts';
import { markLines } from './formula-marks.ts';
import { makeNames, type NamesList } from './formula-names.ts';
import { makeProblems, type Problems } from './formula-problems.ts';
import { type FormulaTabs, makeFormulaTabs } from './formula-tabs.ts';
import { makePasteOffer, type PasteOffer } from './paste-offer.ts';

/** How long the writer must have paused before the text counts, in milliseconds. */
const PAUSE = 60;
/** How long the text must have rested before fixes are looked for: each of them is tried. */
const REST = 200;

const PANEL = 'formula-panel';

interface Column {
  readonly store: Store;
  readonly client: LanguageClient;
  readonly editor: FormulaEditor;
  readonly tabs: FormulaTabs;
  readonly problems: Problems;
  readonly names: NamesList;
  readonly offer: PasteOffer;
  /** What the state is known to hold, and what is in the editor. */
  keyed: Keyed;
  text: string;
  /** Errors by the address of the formula. */
  readonly errors: Map<string, number>;
  waiting: ReturnType<typeof setTimeout> | undefined;
  resting: ReturnType<typeof setTimeout> | undefined;
}

/** The column's content. It is usable at once; the editor and the language server come after. */
export function makeFormulaPane(page: Playground): HTMLElement {
  const { store, say } = page;
  const place = make('div', { class: 'formula-place', id: PANEL, role: 'tabpanel', 'aria-label': 'Formula in the editor' });
  const trouble = make('p', { class: 'formula-trouble', role: 'status' });
  const client = createLanguageClient({
    start: () => new Worker(new URL('../formula-worker.ts', import.meta.url), { type: 'module' }),
  });
  const keyed = rekey({ formulas: [], keys: [], given: 0 }, store.state().formulas);
  const { text } = activeFormula(store.state());
  const parts = makeParts(() => column, page);
  const editor = createFormulaEditor(place, {
    text,
    key: keyed.keys[store.state().active] ?? 'formula-1',
    name: 'Formula',
    client,
    adopted: document.querySelector<HTMLTextAreaElement>('textarea.formula') ?? undefined,
    onChange: (typed) => onTyped(column, typed),
    onProblems: (found) => onProblems(column, found),
    onExplain: (code) => parts.problems.explain(code),
    onNotice: say,
    onTrouble: (message) => trouble.replaceChildren(message),
  });
  const column: Column = { ...parts, store, client, editor, keyed, text, errors: new Map(), waiting: undefined, resting: undefined };
  client.listen({
    problems: ({ uri, diagnostics }) => {
      column.errors.set(uri, diagnostics.filter(({ severity }) => severity === 1).length);
      countErrors(column);
    },
    trouble: (message, isOver) => {
      if (isOver) trouble.replaceChildren(message);
      else say(message);
    },
  });
  follow(column);
  // Before what is kept is written down.
  addEventListener('pagehide', () => flush(column), { capture: true });
  const { tabs, offer, problems, names } = column;
  const tools = makeTools(editor, markLines(page, editor, names));
  return make('div', { class: 'formula-pane' }, tabs.element, offer.element, trouble, place, tools, problems.element, names.element);
} // biome-ignore format: rows

/** What stands around the editor, and asks of the column when something is pressed. */
function makeParts(column: () => Column, page: Playground): Pick<Column, 'tabs' | 'problems' | 'names' | 'offer'> {
  const ask = <Answer>(question: string, params: unknown): Promise<Answer | undefined> => column().client.ask(question, params);
  return {
    tabs: makeFormulaTabs(page, PANEL, () => flush(column())),
    problems: makeProblems({
      reveal: ({ start }) => column().editor.reveal(start.line, start.column),
      apply: (fix) => write(column(), fix.text),
      explain: (code) => ask<RuleProse>(QUESTIONS.rule, { code }),
    }),
    names: makeNames({
      ask: () => ask<Names>(QUESTIONS.names, { text: column().text }),
      reveal: (line) => column().editor.reveal(line, 1),
    }),
    offer: makePasteOffer({
      ask: (text) => ask<Wrapped>(QUESTIONS.places, { text }),
      take: (formula) => write(column(), formula),
    }),
  };
} // biome-ignore format: rows

/** What a person types is in the server at once, and in the state when they pause. */
function onTyped(column: Column, text: string): void {
  column.text = text;
  clearTimeout(column.waiting);
  column.waiting = setTimeout(() => flush(column), PAUSE);
}

/** Writes what is in the editor into the state. */
function flush(column: Column): void {
  clearTimeout(column.waiting);
  column.waiting = undefined;
  const { store, text } = column;
  if (activeFormula(store.state()).text !== text) store.change(withText(store.state(), text));
}

/** Writes a text for the writer; it can be undone in the editor. */
function write(column: Column, text: string): void {
  column.editor.setText(text);
  column.text = text;
  flush(column);
  column.editor.focus();
}

/** The complaints are those of the text that is shown; fixes are looked for when it rests. */
function onProblems(column: Column, found: readonly TextProblem[]): void {
  const { client, problems, names, offer, text, keyed, store } = column;
  problems.show(found, NO_FIXES);
  names.update();
  offer.look(text, found.some(({ severity }) => severity === 'error'));
  clearTimeout(column.resting);
  if (found.length === 0) return;
  column.resting = setTimeout(async () => {
    const address = addressOf(keyed.keys[store.state().active] ?? '');
    const fixes = await askFixes(client, address, text);
    if (column.text === text) problems.show(found, fixes);
  }, REST);
} // biome-ignore format: rows

function countErrors({ tabs, errors, keyed }: Column): void {
  tabs.showErrors(keyed.keys.map((key) => errors.get(addressOf(key)) ?? 0));
}

/** Keeps editor and server in step with the state, whoever changes it. */
function follow(column: Column): void {
  const { store, client } = column;
  const poolOf = ({ scenario }: PlaygroundState) => poolsOf(scenario)[0];
  const describe = (state: PlaygroundState): void => client.describePool(poolOf(state) ?? {});
  const writeAll = (): void =>
    column.keyed.formulas.forEach(({ text }, at) => void client.write(addressOf(column.keyed.keys[at]!), text));
  describe(store.state());
  writeAll();
  store.listen((state, before) => {
    // Most changes of a scenario leave the pool as it is, and no formula has to be read anew.
    if (poolOf(state) !== poolOf(before)) describe(state);
    if (state.formulas === before.formulas && state.active === before.active) return;
    const { keys } = column.keyed;
    column.keyed = rekey(column.keyed, state.formulas);
    for (const key of keys) if (!column.keyed.keys.includes(key)) column.editor.forget(key);
    const key = column.keyed.keys[state.active] ?? column.keyed.keys[0] ?? '';
    const { text } = activeFormula(state);
    const isShown = state.active === before.active && text === column.text;
    if (!isShown || !keys.includes(key)) {
      clearTimeout(column.waiting);
      column.text = text;
      column.editor.open(key, text);
    }
    writeAll();
    countErrors(column);
  });
} // biome-ignore format: rows

/** Commands of the editor as buttons, and its keys in words. */
function makeTools(editor: FormulaEditor, values: HTMLElement): HTMLElement {
  const format = button('Format (Shift+Alt+F)', { class: 'small' }, () => void editor.run('format'), 'Format');
  const keys = make(
    'details',
    { class: 'editor-keys' },
    make('summary', {}, 'Keys'),
    make(
      'ul',
      {},
      ...KEYS.map(([key, what]) => make('li', {}, ...key.split(' ').map((one) => make('kbd', {}, one)), ` ${what}`)),
    ),
  );
  const tools = make('div', { class: 'editor-tools' }, format, values, keys);
  tools.hidden = true;
  void editor.settled.then((isEditor) => {
    tools.hidden = !isEditor;
  });
  return tools;
} // biome-ignore format: rows

// biome-ignore format: table
const KEYS: readonly (readonly [key: string, what: string])[] = [
  ['Ctrl+Space', 'suggest'], ['Ctrl+.', 'fixes'], ['F8', 'next problem'], ['Shift+Alt+F', 'format'],
  ['F2', 'rename'], ['F12', 'go to the definition'], ['Shift+F12', 'every place of a name'],
  ['Ctrl+Shift+O', 'outline'], ['Ctrl+Shift+Space', 'arguments'], ['F1', 'all commands'],
  ['Tab', 'leaves the editor'], ['Ctrl+M', 'makes Tab indent instead, and back'],
];
