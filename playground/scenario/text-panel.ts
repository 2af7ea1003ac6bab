// The whole scenario file as text: everything that the form does not show is here, and what is wrong with it is said
// with its line at each pause. What is typed counts when it is applied.

import { createSource } from '../../grammar/index.ts';
import { hasErrors, printYaml, readDocument, readScenario } from '../../simulator/index.ts';
import { button, make } from '../dom.ts';
import { type FilePlace, placeInFile } from '../file-place.ts';
import type { Panel } from '../form/panel.ts';
import { isObject } from '../form/value-path.ts';
import { makeNumberedText, type NumberedText } from '../numbered-text.ts';
import type { Playground } from '../playground.ts';
import { scenarioFile, takeFormula } from '../scenario-value.ts';
import { activeFormula, type Json, type JsonObject, type PlaygroundState, withText } from '../state.ts';

/** How long the text must rest before it is checked, in milliseconds. */
const PAUSE = 300;
/** Longer texts are checked when they are applied: to read them takes longer than anybody wants to wait while writing. */
const MOST_LIVE = 50_000;

/** The panel of the text. */
export function makeTextPanel({ store, say }: Playground): Panel {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const text = makeNumberedText('Scenario file', {
    onInput: (typed) => {
      settle([]);
      clearTimeout(timer);
      if (typed.length > MOST_LIVE) return;
      timer = setTimeout(() => settle(readScenarioText(text.text(), store.state()).complaints), PAUSE);
    },
  });
  const complaints = make('ul', { class: 'complaints', role: 'status' });
  let shown = '';
  const revert = () => {
    shown = scenarioText(store.state());
    text.setText(shown);
    settle([]);
  };
  const settle = (found: readonly Said[]) => {
    complaints.replaceChildren(...found.map((one) => sayLine(one, text)));
    text.mark(
      new Map(
        found.map(({ line, letters, message, isError }) => [
          line,
          { tone: isError ? 'bad' : 'note', says: message, letters },
        ]),
      ),
    );
    const isChanged = text.text() !== shown;
    apply.disabled = !isChanged;
    back.disabled = !isChanged;
  };
  const take = () => {
    clearTimeout(timer);
    const { changes, complaints: found } = readScenarioText(text.text(), store.state());
    settle(found);
    if (changes === undefined) return;
    store.change(changes);
    revert();
    settle(found);
    say('The scenario is what the text says.');
  };
  const apply = button('Apply the text', { class: 'primary' }, take, 'Apply');
  const back = button('Revert the text to the scenario as it is', {}, revert, 'Revert');
  text.element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) take();
  });
  const note = make(
    'p',
    { class: 'note' },
    'As the command line takes it, the formula of the editor in its pool. Comments are not kept.',
  );
  return {
    element: make('div', {}, note, text.element, make('div', { class: 'buttons' }, apply, back), complaints),
    update: () => {
      if (text.text() === shown) revert();
    },
  };
}

/** The state's scenario file, with the formula in the editor. */
export const scenarioText = (state: PlaygroundState): string =>
  printYaml(scenarioFile(state, activeFormula(state)));

interface Said extends FilePlace {
  readonly message: string;
  readonly isError: boolean;
}

/** What a scenario file changes of the state; nothing when it is wrong. */
export function readScenarioText(
  text: string,
  state: PlaygroundState,
): { readonly changes?: Partial<PlaygroundState>; readonly complaints: readonly Said[] } {
  const source = createSource('scenario.yaml', text);
  const { document, diagnostics } = readDocument(source);
  // Files are looked for when the scenario runs; a formula in one is the editor's.
  const read = document === undefined ? diagnostics : readScenario(source).diagnostics;
  const complaints = read.map(({ span, message, hint, severity }) => ({
    ...placeInFile(source, span),
    message: hint === undefined || hint === '' ? message : `${message} (${hint})`,
    isError: severity === 'error',
  }));
  const data = document?.data as Json | undefined;
  if (!isObject(data)) return { complaints };
  const { scenario, text: formula } = takeFormula(data);
  const refused = read.filter(({ code }) => code !== 'scenario-formula-refused');
  if (hasErrors(refused)) return { complaints };
  return { changes: changesOf(scenario, formula, state), complaints };
}

function changesOf(
  scenario: JsonObject,
  formula: string | undefined,
  state: PlaygroundState,
): Partial<PlaygroundState> {
  const title = typeof scenario.title === 'string' ? scenario.title : state.title;
  const formulas =
    formula === undefined || formula === activeFormula(state).text ? {} : withText(state, formula);
  return { scenario, title, ...formulas };
}

function sayLine({ line, message, isError }: Said, text: NumberedText): HTMLElement {
  const go = button(`Go to line ${line}`, { class: 'link' }, () => text.reveal(line), `Line ${line}`);
  return make('li', { class: isError ? 'error' : 'warning' }, go, ` ${message}`);
}
