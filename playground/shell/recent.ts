// The list of recent work: what this browser kept, to go on with or to delete.

import { button, make } from '../dom.ts';
import { firstState } from '../first-state.ts';
import type { Keep } from '../keep/keep.ts';
import type { Work } from '../keep/works.ts';
import type { Playground } from '../playground.ts';
import { readState } from '../state-fields.ts';
import { changeWithUndo } from '../undo.ts';

/** The button of the header, and the list it opens. */
export function makeRecent(page: Playground, keep: Keep): readonly HTMLElement[] {
  const panel = make('div', {
    id: 'recent',
    popover: 'auto',
    class: 'pop-panel card',
    role: 'dialog',
    'aria-labelledby': 'recent-title',
  });
  const opener = make('button', { type: 'button', popovertarget: 'recent', class: 'bar-button' }, 'Recent');
  const fill = () => panel.replaceChildren(...contents(page, keep, () => panel.hidePopover(), fill));
  panel.addEventListener('beforetoggle', (event) => {
    if ((event as ToggleEvent).newState === 'open') fill();
  });
  return [opener, panel];
}

function contents(
  page: Playground,
  keep: Keep,
  close: () => void,
  again: () => void,
): readonly HTMLElement[] {
  const works = keep.recent();
  const anew = () => {
    close();
    const where = keep.keeps() ? ' What was here is in the list of recent work.' : '';
    changeWithUndo(page, `The page begins anew.${where}`, firstState());
  };
  const rows = works.map((work) => {
    const go = make(
      'button',
      { type: 'button', class: 'work' },
      make('b', {}, nameOf(work)),
      make('small', {}, detailOf(work)),
    );
    go.addEventListener('click', () => {
      close();
      void keep.open(work.id);
    });
    const remove = async () => {
      const bringBack = await keep.remove(work.id);
      again();
      page.say(`“${nameOf(work)}” was deleted.`, { label: 'Undo', act: bringBack });
    };
    return make(
      'li',
      {},
      go,
      button(`Delete ${nameOf(work)}`, { class: 'close' }, () => void remove(), '×'),
    );
  });
  const none = make(
    'p',
    { class: 'intro' },
    'Nothing yet. What you change is kept in this browser as you go, and stands here when you come back.',
  );
  return [
    make('h2', { id: 'recent-title' }, 'Recent work'),
    rows.length === 0 ? none : make('ul', { class: 'works' }, ...rows),
    button('Begin anew', {}, anew, 'Begin anew'),
  ];
}

/** Offers to whoever comes back with nothing in hand what was there last. */
export function offerLastWork(page: Playground, keep: Keep): void {
  const [last] = keep.recent();
  if (last === undefined) return;
  const message = `Go on where you were? “${nameOf(last)}”, ${agoOf(last.saved)}.`;
  page.say(message, { label: 'Go on', act: () => void keep.open(last.id) });
}

const nameOf = ({ state }: Work): string => readState(state).found.title || 'Untitled';

const detailOf = ({ state, saved }: Work): string => {
  const names = (readState(state).found.formulas ?? []).map(({ name }) => name).join(', ');
  return `${names === '' ? '' : `${names} · `}${agoOf(saved)}`;
};

// biome-ignore format: a table
const UNITS = [
  ['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000],
] as const;

function agoOf(time: number): string {
  const past = Date.now() - time;
  const [unit, length] = UNITS.find((row) => past >= row[1]) ?? [];
  if (unit === undefined) return 'a moment ago';
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-Math.floor(past / length!), unit);
}
