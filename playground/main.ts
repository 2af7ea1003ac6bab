// Entry of the playground: the state from the link or anew, the panes around it, and the link that follows it.

import './style.css';
import './styles/shell.css';
import './styles/see.css';
import { decodeState, encodeState } from './codec.ts';
import type { FormulaCoverage } from './coverage.ts';
import { button, make } from './dom.ts';
import { createEvaluations, type FormulaPlace } from './evaluated.ts';
import { createFiles } from './files.ts';
import { firstState } from './first-state.ts';
import { createHeld } from './held.ts';
import { makeFormulaPane } from './panes/formula.ts';
import { makeSimulatePane } from './panes/simulate.ts';
import type { Playground } from './playground.ts';
import { createRunner } from './runner.ts';
import { createStore, type PaneId, type Store } from './state.ts';
import { makeThemeButton } from './theme.ts';

interface Tab {
  readonly id: PaneId;
  readonly label: string;
  readonly makePane: (page: Playground) => HTMLElement;
}

// biome-ignore format: a table
const TABS: readonly Tab[] = [
  { id: 'simulate', label: 'Simulate', makePane: makeSimulatePane },
];

async function start(): Promise<void> {
  const place = document.querySelector('#page');
  if (place === null) return;
  const found = await decodeState(location.hash);
  const store = createStore(found.state ?? firstState());
  const files = createFiles();
  const notice = make('p', { class: 'notice', role: 'status' });
  const page: Playground = {
    store,
    files,
    runner: createRunner(store, files),
    evaluations: createEvaluations(store),
    coverage: createHeld<FormulaCoverage | undefined>(undefined),
    place: createHeld<FormulaPlace | undefined>(undefined),
    say: createSpeaker(notice),
  };
  place.replaceChildren(
    makeHeader(store),
    make('main', { class: 'workbench' }, makeFormulaColumn(page), makePanes(page)),
    notice,
  );
  if (found.problem !== undefined) page.say(found.problem);
  page.runner.again();
  followLink(store);
}

function makeHeader(store: Store): HTMLElement {
  const brand = make(
    'p',
    { class: 'brand' },
    make('span', { class: 'stone', 'aria-hidden': 'true' }),
    'Lazurite',
  );
  const title = make('h1', {}, store.state().title);
  store.listen((state) => {
    title.textContent = state.title;
  });
  return make('header', { class: 'bar' }, brand, title, makeThemeButton());
}

function makeFormulaColumn(page: Playground): HTMLElement {
  const heading = make('h2', { id: 'formula-title', class: 'hidden' }, 'Formula');
  return make(
    'section',
    { class: 'column', 'aria-labelledby': 'formula-title' },
    heading,
    makeFormulaPane(page),
  );
}

/** The tabs; a pane is made when it is first shown and kept. */
function makePanes(page: Playground): HTMLElement {
  const { store } = page;
  const made = new Map<PaneId, HTMLElement>();
  const list = make('div', { role: 'tablist', 'aria-label': 'Panes', class: 'tabs' });
  const body = make('div', { class: 'pane-body' });
  const buttons = TABS.map(({ id, label }) => {
    const attributes = { role: 'tab', id: `tab-${id}`, 'aria-controls': `pane-${id}`, title: undefined };
    return button(label, attributes, () => store.change({ pane: id }), label);
  });
  list.append(...buttons);
  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = TABS.findIndex(({ id }) => id === store.state().pane);
    const next = (at + step + TABS.length) % TABS.length;
    store.change({ pane: TABS[next]!.id });
    buttons[next]!.focus();
  });
  const show = (pane: PaneId) => {
    const tab = TABS.find(({ id }) => id === pane) ?? TABS[0]!;
    for (const [at, { id }] of TABS.entries()) {
      buttons[at]!.setAttribute('aria-selected', String(id === tab.id));
      buttons[at]!.tabIndex = id === tab.id ? 0 : -1;
    }
    if (!made.has(tab.id)) {
      const element = tab.makePane(page);
      const attributes = { role: 'tabpanel', id: `pane-${tab.id}`, 'aria-labelledby': `tab-${tab.id}` };
      made.set(tab.id, make('div', { ...attributes, class: 'pane' }, element));
      body.append(made.get(tab.id)!);
    }
    for (const [id, element] of made) element.hidden = id !== tab.id;
  };
  store.listen((state, before) => {
    if (state.pane !== before.pane) show(state.pane);
  });
  show(store.state().pane);
  return make('section', { class: 'column panes', 'aria-label': 'Panes' }, list, body);
}

/** How long the state must rest before the link is made anew, in milliseconds. */
const REST = 300;

/** Keeps the address of the page in step with the state. */
function followLink(store: Store): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.listen(() => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const hash = await encodeState(store.state());
      history.replaceState(null, '', `#${hash}`);
    }, REST);
  });
}

/** How long a notice stays, in milliseconds. */
const NOTICE = 8000;

function createSpeaker(notice: HTMLElement): (message: string) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (message) => {
    notice.textContent = message;
    clearTimeout(timer);
    timer = setTimeout(() => {
      notice.textContent = '';
    }, NOTICE);
  };
}

void start();
