// The tabs of the formulas side by side: which one is in the editor, and what can be done with each.

import { button, make } from '../dom.ts';
import { addFormula, duplicateFormula, hasRoom, removeFormula, renameFormula, restoreFormula } from '../formulas.ts'; // biome-ignore format: one list
import { icon } from '../icons.ts';
import type { Playground } from '../playground.ts';
import type { Say } from '../shell/notices.ts';
import { MOST_FORMULAS, type NamedFormula, type PlaygroundState, type Store } from '../state.ts';

export interface FormulaTabs {
  readonly element: HTMLElement;
  /** How many errors each formula has, by its place; shown on its tab. */
  readonly showErrors: (counts: readonly number[]) => void;
}

interface Session {
  readonly store: Store;
  readonly list: HTMLElement;
  readonly tools: HTMLElement;
  readonly say: Say;
  /** Writes down what is in the editor before the formulas change. */
  readonly flush: () => void;
  errors: readonly number[];
}

/** The tabs. `panel` is the id of what they show. */
export function makeFormulaTabs({ store, say }: Playground, panel: string, flush: () => void): FormulaTabs {
  const session: Session = {
    store,
    list: make('div', { role: 'tablist', 'aria-label': 'Formulas', class: 'formula-tabs' }),
    tools: make('div', { class: 'formula-tools', role: 'group', 'aria-label': 'This formula' }),
    say,
    flush,
    errors: [],
  };
  session.list.addEventListener('keydown', (event) => onKey(session, event));
  const draw = (): void => drawTabs(session, panel);
  store.listen((state, before) => {
    if (state.formulas.length !== before.formulas.length || state.active !== before.active || namesOf(state) !== namesOf(before)) draw();
  }); // biome-ignore format: a row
  session.tools.append(...toolsOf(session));
  draw();
  const bar = make('div', { class: 'formula-bar' }, session.list, session.tools);
  return {
    element: bar,
    showErrors: (counts) => {
      if (counts.join() === session.errors.join()) return;
      session.errors = counts;
      markErrors(session);
    },
  };
}

const namesOf = ({ formulas }: PlaygroundState): string => formulas.map(({ name }) => name).join('\n');

function drawTabs(session: Session, panel: string): void {
  const { store, list } = session;
  const { formulas, active } = store.state();
  const hadFocus = list.contains(document.activeElement);
  list.replaceChildren(
    ...formulas.map(({ name }, at) => {
      const tab = make(
        'button',
        {
          type: 'button',
          role: 'tab',
          id: `formula-tab-${at}`,
          'aria-selected': String(at === active),
          'aria-controls': panel,
          tabindex: at === active ? 0 : -1,
          title: `${name} (double click or F2 to rename)`,
        },
        make('span', { class: `swatch line`, style: `--color: var(--entry-${at + 1})`, 'aria-hidden': 'true' }),
        make('span', { class: 'tab-name' }, name),
        make('span', { class: 'tab-errors' }),
      );
      tab.addEventListener('click', () => choose(session, at));
      tab.addEventListener('dblclick', () => beginRename(session, at));
      return tab;
    }),
  );
  if (hadFocus) tabAt(session, active)?.focus();
  bringIntoSight(session, active);
  markErrors(session);
  const [add, duplicate, , remove] = session.tools.querySelectorAll('button');
  for (const tool of [add, duplicate]) if (tool !== undefined) tool.disabled = !hasRoom(store.state());
  if (remove !== undefined) remove.disabled = formulas.length <= 1;
} // biome-ignore format: rows

/** Scrolls the tabs, and nothing around them, as far as that one needs. */
function bringIntoSight({ list }: Session, at: number): void {
  const tab = list.children[at];
  if (tab === undefined || !list.isConnected) return;
  const [room, place] = [list.getBoundingClientRect(), tab.getBoundingClientRect()];
  if (place.right > room.right) list.scrollLeft += place.right - room.right;
  if (place.left < room.left) list.scrollLeft -= room.left - place.left;
}

const tabAt = ({ list }: Session, at: number): HTMLElement | null => list.querySelector(`#formula-tab-${at}`);

function markErrors({ list, errors }: Session): void {
  for (const [at, mark] of [...list.querySelectorAll('.tab-errors')].entries()) {
    const count = errors[at] ?? 0;
    const words = `${count} error${count === 1 ? '' : 's'}`;
    mark.replaceChildren(...(count === 0 ? [] : [make('span', { title: words, role: 'img', 'aria-label': words }, String(count))]));
  }
} // biome-ignore format: a row

function choose({ store, flush }: Session, at: number): void {
  flush();
  store.change({ active: at });
}

/** What can be done besides looking: one button each, with its key where it has one. */
function toolsOf(session: Session): readonly HTMLElement[] {
  const { store, flush } = session;
  const tool = (label: string, sign: Parameters<typeof icon>[0], act: () => void): HTMLElement =>
    button(
      label,
      { class: 'tool' },
      () => {
        flush();
        act();
      },
      icon(sign),
    );
  return [
    tool(`New formula (up to ${MOST_FORMULAS})`, 'plus', () => store.change(addFormula(store.state()))),
    tool('Duplicate this formula', 'copy', () => store.change(duplicateFormula(store.state()))),
    tool('Rename this formula (F2)', 'pen', () => beginRename(session, store.state().active)),
    tool('Remove this formula', 'cross', () => remove(session, store.state().active)),
  ];
}

function onKey(session: Session, event: KeyboardEvent): void {
  if (event.target instanceof HTMLInputElement) return;
  const { formulas, active } = session.store.state();
  const last = formulas.length - 1;
  const places: Readonly<Record<string, number>> = {
    ArrowRight: active === last ? 0 : active + 1,
    ArrowLeft: active === 0 ? last : active - 1,
    Home: 0,
    End: last,
  };
  const to = places[event.key];
  if (to !== undefined) choose(session, to);
  else if (event.key === 'F2') beginRename(session, active);
  else if (event.key === 'Delete') remove(session, active);
  else return;
  event.preventDefault();
}

/** The name becomes a field: Enter or leaving takes it, Escape does not. */
function beginRename(session: Session, at: number): void {
  const { store } = session;
  const tab = tabAt(session, at);
  const name = store.state().formulas[at]?.name;
  if (tab === null || name === undefined) return;
  const field = make('input', { class: 'tab-field', 'aria-label': 'Name of the formula', maxlength: 60 });
  field.value = name;
  let isOpen = true;
  const end = (isTaken: boolean, isKey: boolean): void => {
    if (!isOpen) return;
    isOpen = false;
    field.replaceWith(tab);
    if (isKey) tab.focus();
    if (!isTaken) return;
    session.flush();
    store.change(renameFormula(store.state(), at, field.value));
  };
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') end(true, true);
    if (event.key === 'Escape') end(false, true);
  });
  field.addEventListener('blur', () => end(true, false));
  tab.replaceWith(field);
  field.focus();
  field.select();
}

/** Removing can be taken back for a while. */
function remove(session: Session, at: number): void {
  const { store, say, flush } = session;
  flush();
  const gone: NamedFormula | undefined = store.state().formulas[at];
  if (gone === undefined || store.state().formulas.length <= 1) return;
  store.change(removeFormula(store.state(), at));
  const bringBack = (): void => {
    flush();
    store.change(restoreFormula(store.state(), at, gone));
    tabAt(session, store.state().active)?.focus();
  };
  say(`“${gone.name}” is removed.`, { label: 'Undo', act: bringBack });
  tabAt(session, store.state().active)?.focus();
}
