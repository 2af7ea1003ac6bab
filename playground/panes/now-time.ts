// The time of the evaluation, and the seed of what it draws: a slider for the time of day, buttons for the weekday.

import { DAY, DEFAULT_NOW, MINUTE, parseInstant, printInstant, weekdayOf } from '../../runtime/index.ts';
import { button, make, section } from '../dom.ts';
import type { Outcome } from '../evaluated.ts';
import type { Playground } from '../playground.ts';
import { withKey } from '../sample-slots.ts';
import { clockText } from '../view.ts';
import { makeWholeField } from './whole-field.ts';

/** The days, as a working week is told; the number is the language's, which begins on Sunday. */
const WEEKDAYS: readonly (readonly [number, string, string])[] = [
  [1, 'Mon', 'Monday'], [2, 'Tue', 'Tuesday'], [3, 'Wed', 'Wednesday'], [4, 'Thu', 'Thursday'], [5, 'Fri', 'Friday'],
  [6, 'Sat', 'Saturday'], [0, 'Sun', 'Sunday'],
]; // biome-ignore format: a table
/** Minutes between two stops of the slider. */
const GRAIN = 5;
/** The first and the last second that can be written as a date: years have four digits. */
const [FIRST, LAST] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59Z')];

/** The section of time and chance. */
export function makeTime({ store, evaluations }: Playground): HTMLElement {
  const time = () => timeOf(store.state().now.now);
  const put = (instant: number) => {
    const within = Math.min(LAST, Math.max(FIRST, instant));
    store.change({ now: withKey(store.state().now, 'now', printInstant(within)) });
  };
  const midnight = () => Math.floor(time() / DAY) * DAY;
  const slider = make('input', {
    type: 'range',
    min: 0,
    max: 24 * 60 - GRAIN,
    step: GRAIN,
    'aria-label': 'Time of day, UTC',
  });
  slider.addEventListener('input', () => put(midnight() + slider.valueAsNumber * MINUTE));
  const days = WEEKDAYS.map(([weekday, label, name]) =>
    button(
      name,
      { 'aria-label': undefined },
      () => put(time() + (dayOfWeek(weekday) - dayOfWeek(weekdayOf(time()))) * DAY),
      label,
    ),
  );
  const exact = make('input', {
    type: 'datetime-local',
    step: 1,
    'aria-label': 'Time of the evaluation, UTC',
  });
  exact.addEventListener('change', () => {
    const instant = parseInstant(`${exact.value}Z`);
    if (instant !== undefined) put(instant);
  });
  const clock = make('output', { class: 'clock' });
  const lead = make('p', { class: 'intro' });
  const seed = makeSeed(store);
  const week = make('div', { class: 'buttons', role: 'group', 'aria-label': 'Day of the week' }, ...days);
  const rows = [make('div', { class: 'time-row' }, slider, clock), make('div', { class: 'time-row' }, week)];

  const draw = (outcome: Outcome | undefined) => {
    const now = time();
    slider.value = String(Math.floor((now - midnight()) / MINUTE));
    slider.setAttribute('aria-valuetext', printInstant(now).slice(11, 16));
    for (const [at, [weekday]] of WEEKDAYS.entries())
      days[at]!.setAttribute('aria-pressed', String(weekday === weekdayOf(now)));
    if (document.activeElement !== exact) exact.value = printInstant(now).slice(0, 19);
    clock.textContent = `${clockText({ start: now }, 0)} UTC`;
    if (outcome?.kind !== 'evaluated') return;
    const { isTimed, isRandom } = outcome.reads;
    lead.textContent = isTimed
      ? 'The formula reads the time; all of it is UTC.'
      : 'The formula does not read the time.';
    for (const row of rows) row.hidden = !isTimed;
    seed.element.hidden = !isRandom;
    seed.show();
  };
  evaluations.listen(draw);
  draw(evaluations.read());
  const moment = make('label', { class: 'field' }, make('span', {}, 'Evaluated at, UTC'), exact);
  const element = section(
    'now-time',
    'Time',
    undefined,
    ...rows,
    make('div', { class: 'time-row' }, moment, seed.element),
  );
  element.querySelector('h2')?.after(lead);
  return element;
}

/** Counted from Monday, so that a working week and its end stand together. */
const dayOfWeek = (weekday: number): number => (weekday + 6) % 7;

const timeOf = (written: unknown): number =>
  (typeof written === 'string' ? parseInstant(written) : undefined) ?? DEFAULT_NOW;

function makeSeed(store: Playground['store']): { readonly element: HTMLElement; readonly show: () => void } {
  const read = () => {
    const { seed } = store.state().now;
    return typeof seed === 'number' ? seed : 1;
  };
  const put = (seed: number) => store.change({ now: withKey(store.state().now, 'seed', seed) });
  const field = makeWholeField({
    label: 'Seed of rand()',
    least: 0,
    onChange: (seed) => {
      if (seed !== undefined) put(seed);
    },
  });
  const another = button(
    'Another seed',
    { 'aria-label': undefined },
    () => put(read() < Number.MAX_SAFE_INTEGER ? read() + 1 : 0),
    '⚄ Another',
  );
  return {
    element: make('div', { class: 'seed' }, field.element, another),
    show: () => field.show(read()),
  };
}
