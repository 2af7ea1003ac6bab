// The whole scenario file as text: everything that the form does not show is here, and what is wrong with it is said
// with its line at each pause. What is typed counts when it is applied.

import { button, make } from '../dom.ts';
import type { Panel } from '../form/panel.ts';
import { makeNumberedText, type NumberedText } from '../numbered-text.ts';
import { inWords, sentence } from '../panes/prose.ts';
import type { Playground } from '../playground.ts';
import { createReader, isLong, oneAtATime } from '../reader.ts';
import type { JsonObject } from '../state.ts';
import { changeWithUndo } from '../undo.ts';
import { changesOf, type ScenarioRemark, scenarioText } from './scenario-text.ts';

/** How long the text must rest before it is checked, in milliseconds. */
const PAUSE = 300;
/** How long everything else must rest before a long text follows it: to show it anew stops whoever writes a formula. */
const REST = 1000;
/** More complaints are counted: a mistake in a list is often made in each of its lines. */
const MOST_SAID = 50;

const NOTE = 'As the command line takes it, the formula of the editor in its pool. Comments are not kept.';

/** The panel of the text. */
export function makeTextPanel(page: Playground): Panel {
  const { store, say } = page;
  const reader = createReader();
  let [timer, later]: (ReturnType<typeof setTimeout> | undefined)[] = [];
  let shown = '';
  /** What was last applied, and the scenario before it: whoever takes that back has the text as it was written. */
  let applied: { readonly typed: string; readonly before: JsonObject } | undefined;
  const check = oneAtATime(async () => {
    const typed = text.text();
    const outcome = await reader.read('scenario', { text: typed });
    if (text.text() === typed)
      settle('found' in outcome ? outcome.found.complaints : [failure(outcome.problem)]);
  });
  const checkSoon = () => {
    settle([]);
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  };
  const text = makeNumberedText('Scenario file', { onInput: checkSoon });
  const remarks = makeRemarks(text);
  const revert = () => {
    clearTimeout(timer);
    shown = scenarioText(store.state());
    text.setText(shown);
    settle([]);
  };
  const settle = (found: readonly ScenarioRemark[]) => {
    remarks.show(found);
    const isChanged = text.text() !== shown;
    apply.disabled = !isChanged;
    back.disabled = !isChanged;
  };
  const follow = () => {
    if (text.text() !== shown) return;
    revert();
    if (store.state().scenario !== applied?.before) return;
    text.setText(applied.typed);
    applied = undefined;
    checkSoon();
  };
  const take = async () => {
    clearTimeout(timer);
    const typed = text.text();
    if (isLong(typed)) remarks.say('The text is being read…');
    const outcome = await reader.read('scenario', { text: typed });
    if ('problem' in outcome) return settle([failure(outcome.problem)]);
    if (text.text() !== typed)
      return say('The text was changed while it was being read: apply it once more.');
    const { taken, complaints: found } = outcome.found;
    settle(found);
    if (taken === undefined) return;
    applied = { typed, before: store.state().scenario };
    changeWithUndo(page, 'The scenario is what the text says.', changesOf(taken, store.state()));
    revert();
    settle(found);
  };
  const apply = button('Apply the text', { class: 'primary' }, () => void take(), 'Apply');
  const back = button('Revert the text to the scenario as it is', {}, revert, 'Revert');
  text.element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void take();
  });
  const buttons = make('div', { class: 'buttons' }, apply, back);
  return {
    element: make('div', {}, make('p', { class: 'note' }, NOTE), text.element, buttons, remarks.element),
    update: () => {
      clearTimeout(later);
      if (isLong(shown)) later = setTimeout(follow, REST);
      else follow();
    },
  };
}

/** What stands in the way of reading at all: it is about the whole text. */
const failure = (message: string): ScenarioRemark => ({ line: 1, letters: [0, 0], message, isError: true });

/** What is said about a text: sentences below it, and marks in it. */
function makeRemarks(text: NumberedText) {
  const element = make('ul', { class: 'complaints', role: 'status' });
  return {
    element,
    say: (sentence: string) => element.replaceChildren(make('li', {}, sentence)),
    show: (found: readonly ScenarioRemark[]) => {
      element.replaceChildren(...remarkLines(found, text));
      const marks = found.map(
        ({ line, letters, message, isError }) =>
          [line, { tone: isError ? 'bad' : 'note', says: message, letters }] as const,
      );
      text.mark(new Map(marks));
    },
  };
}

function remarkLines(found: readonly ScenarioRemark[], text: NumberedText): readonly HTMLElement[] {
  const lines = found.slice(0, MOST_SAID).map(({ line, message, hint, isError }) => {
    const words = `${sentence(message)}${hint === undefined ? '' : ` ${sentence(hint)}`}`;
    const go = button(`Go to line ${line}`, { class: 'link' }, () => text.reveal(line), `line ${line}`);
    return make('li', { class: isError ? 'error' : 'warning' }, go, ': ', ...inWords(words));
  });
  const left = found.length - lines.length;
  return left === 0 ? lines : [...lines, make('li', {}, `And ${left} more.`)];
}
