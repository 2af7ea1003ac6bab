// Whether the tests would notice a mistake: small changes of the formulas, tried on request, and those after which
// every case still passes. They are marked in the editor's margin, and a click leads to the place.

import { percentOf } from '../../runtime/index.ts';
import { isOfEditor } from '../coverage.ts';
import { button, make } from '../dom.ts';
import type { Playground } from '../playground.ts';
import { createTrialClient } from '../trial-client.ts';
import type { TrialNews, TriedChanges, UnnoticedChange } from '../trial-protocol.ts';
import { inWords, sentence } from './prose.ts';
import type { Tested } from './tests.ts';

/** As many of each formula as the command line tries. */
const MOST = 500;

interface Trying {
  readonly state: 'idle' | 'trying' | 'done' | 'stopped' | 'broken';
  readonly share: number;
  readonly unnoticed: readonly UnnoticedChange[];
  readonly formulas: readonly TriedChanges[];
  readonly says?: string;
}

const NOTHING: Trying = { state: 'idle', share: 0, unnoticed: [], formulas: [] };

export interface Changes {
  readonly element: HTMLElement;
  /** Says what came of the tests: changes are tried once every case passes. */
  readonly update: (tested: Tested) => void;
  /** Ends and forgets everything: the tests or the formula are others. */
  readonly forget: () => void;
}

/** The part of the tests' pane. */
export function makeChanges(page: Playground): Changes {
  const { store, files, changes } = page;
  let trying = NOTHING;
  let tested: Tested | undefined;
  const client = createTrialClient((news) => {
    trying = heard(trying, news);
    changes.put(trying.unnoticed);
    draw();
  });
  const set = (next: Trying) => {
    trying = next;
    changes.put(next.unnoticed);
    draw();
  };
  const start = () => {
    const { tests, formulas, active, scenario } = store.state();
    set({ ...NOTHING, state: 'trying' });
    client.ask({
      kind: 'changes',
      tests,
      formulas,
      active,
      scenario,
      files: files.all(),
      most: MOST,
      seed: 1,
    });
  };
  const stop = () => {
    client.stop();
    set({ ...trying, state: 'stopped' });
  };
  const parts = makeParts(start, stop);
  const draw = () => parts.show({ trying, passes: hasPassed(tested), page });
  draw();
  return {
    element: parts.element,
    update: (next) => {
      tested = next;
      draw();
    },
    forget: () => {
      client.stop();
      set(NOTHING);
    },
  };
}

function heard(trying: Trying, news: TrialNews): Trying {
  switch (news.kind) {
    case 'changing':
      return { ...trying, share: news.share };
    case 'unnoticed':
      return { ...trying, unnoticed: [...trying.unnoticed, news.change] };
    case 'changed':
      return { ...trying, formulas: news.formulas };
    case 'done':
      return { ...trying, state: 'done' };
    case 'broken':
      return { ...trying, state: 'broken', says: news.message };
    default:
      return trying;
  }
}

/** What stands there all the time: a button that goes away under the pointer could not be pressed. */
function makeParts(start: () => void, stop: () => void) {
  const label = 'Try small changes of the formula';
  const begin = button(label, {}, start, label);
  const end = button('Stop trying changes', {}, stop, 'Stop');
  const bar = make('progress', { max: 1, value: 0, 'aria-label': 'Trying changes' });
  const words = make('span', { role: 'status' });
  const list = make('ul', { class: 'unnoticed' });
  const status = make('div', { class: 'try-changes' }, begin, end, bar, words);
  return {
    element: make('div', { class: 'changes' }, make('h3', {}, 'Changes'), status, list),
    show: ({ trying, passes, page }: Shown) => {
      const isTrying = trying.state === 'trying';
      begin.hidden = isTrying;
      begin.disabled = !passes;
      end.hidden = !isTrying;
      bar.hidden = !isTrying;
      bar.value = trying.share;
      const told = wordsOf(trying, passes);
      if (words.textContent !== told) words.textContent = told;
      if (trying.unnoticed.length < list.childElementCount) list.replaceChildren();
      const fresh = trying.unnoticed.slice(list.childElementCount);
      list.append(...fresh.map((one) => changeElement(one, page)));
    },
  };
}

interface Shown {
  readonly trying: Trying;
  readonly passes: boolean;
  readonly page: Playground;
}

const hasPassed = (tested: Tested | undefined): boolean =>
  tested?.state === 'done' &&
  tested.results.length > 0 &&
  tested.results.every(({ failures }) => failures.length === 0);

function wordsOf({ state, unnoticed, formulas, says }: Trying, passes: boolean): string {
  const found = unnoticed.length;
  switch (state) {
    case 'idle':
      return passes
        ? 'A bound that is one more, a branch that is gone: would a case notice?'
        : 'Small changes can be tried once every case passes.';
    case 'trying':
      return found === 0 ? 'Every change so far was noticed.' : `${found} unnoticed so far.`;
    case 'stopped':
      return `Stopped. ${found === 0 ? 'Every change until then was noticed.' : `${found} were not noticed.`}`;
    case 'broken':
      return `Trying the changes broke off: ${says ?? ''}. Your text is safe.`;
    case 'done':
      return formulas.map(scoreOf).join(' ');
  }
}

function scoreOf({ name, tried, unnoticed, candidates }: TriedChanges): string {
  const score = percentOf({ reached: tried - unnoticed, total: tried });
  const left =
    candidates > tried
      ? ` ${candidates - tried} more were left out: without effect, refused by the compiler, or beyond the limit.`
      : '';
  return `${name}: the tests notice ${score} % of ${tried} changes.${left}`;
}

function changeElement({ formula, place, change, why }: UnnoticedChange, page: Playground): HTMLElement {
  const line = `line ${place.line}`;
  const isHere = isOfEditor(page.store.state(), formula);
  const where = isHere
    ? button(`Show ${line} in the formula`, { class: 'link' }, () => page.place.put({ ...place }), line)
    : line;
  return make('li', {}, where, ': no case notices when ', ...inWords(change), '. ', make('span', { class: 'soft' }, ...inWords(sentence(why))));
} // biome-ignore format: rows
