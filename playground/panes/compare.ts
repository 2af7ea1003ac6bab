// Two to four formulas on the same workload and seed: what differs in words and in a table, and their curves laid
// over each other.

import { comparisonPage, type Page } from '../../planner/index.ts';
import { differencesOf } from '../comparison-words.ts';
import '../styles/see.css';
import { button, make, section, swatch } from '../dom.ts';
import { duplicateFormula } from '../formulas.ts';
import { entryPaint } from '../palette.ts';
import type { Playground } from '../playground.ts';
import { reasonOf } from '../reason.ts';
import type { Runs } from '../runner.ts';
import type { PlaygroundState } from '../state.ts';
import type { TimeView } from '../view.ts';
import { comparedParts } from './comparison.ts';
import { renewChildren } from './renewed.ts';
import { missingWords, sayWhy, staleWords } from './stale.ts';

type Compared = Extract<Page, { kind: 'comparison' }>;

/** The pane; with one formula it offers to add another. */
export function makeComparePane(page: Playground): HTMLElement {
  const { store, runner } = page;
  const reason = make('p', { class: 'stale-reason', role: 'status', hidden: true });
  const place = make('div', { class: 'comparison' });
  let drawn: Runs['entries'] | undefined;
  let view: TimeView | undefined;
  const draw = () => {
    const state = store.state();
    if (state.pane !== 'compare') return;
    const runs = runner.runs();
    const words = runs.entries.length === 0 ? undefined : staleWords(runs);
    const missing = state.formulas
      .map(({ name }) => missingWords(runs, name))
      .filter((one) => one !== undefined);
    sayWhy(
      reason,
      words ?? (runs.entries.length < 2 || missing.length === 0 ? undefined : missing.join(' ')),
    );
    place.classList.toggle('dimmed', words !== undefined);
    if (runs.entries === drawn && drawn.length > 1 && state.formulas.length > 1) return;
    drawn = runs.entries;
    if (state.formulas.length < 2 || runs.entries.length < 2) {
      place.replaceChildren(...inviteOf(state, runs, page));
      return;
    }
    const compared = comparedPage(state.title, runs);
    const places = runs.entries.map(({ name }) => state.formulas.findIndex((one) => one.name === name));
    const { parts, view: shown } = comparedParts(compared, { before: view, places });
    view = shown;
    const words2 = differencesOf(compared.comparison).map((sentence) => make('li', {}, sentence));
    const [lead, table, ...rest] = parts;
    const differences = make('ul', { class: 'differences' }, ...words2);
    renewChildren(place, lead!, differences, table!, closerOf(page, runs, { view: shown, places }), ...rest);
  };
  runner.listen(draw);
  store.listen(draw);
  draw();
  return make('div', { class: 'compare-pane' }, reason, place);
}

/** Leads to any of the runs in full, on the stretch of time that is in view here. */
function closerOf(
  { store, closer }: Playground,
  { entries }: Runs,
  { view, places }: { readonly view: TimeView; readonly places: readonly number[] },
): HTMLElement {
  const show = (name: string) => {
    closer.put({ name, view });
    const at = store.state().formulas.findIndex((one) => one.name === name);
    store.change({ pane: 'simulate', ...(at >= 0 && { active: at }) });
  };
  const buttons = entries.map(({ name }, at) =>
    button(`Look closer at ${name}`, {}, () => show(name), swatch(entryPaint(places[at]!).color), name),
  );
  return section(
    'closer',
    'Look closer',
    'One of them in full, under Simulate: its pool, who ran where, and why each evaluation said what it said.',
    make('div', { class: 'jumps' }, ...buttons),
  );
}

function comparedPage(title: string, { entries }: Runs): Compared {
  const page = comparisonPage(
    title,
    entries.map(({ name, report }) => ({ title: name, reports: [report] })),
  );
  return page as Compared;
}

/** What to do when there is nothing to compare yet. */
function inviteOf(state: PlaygroundState, runs: Runs, page: Playground): readonly HTMLElement[] {
  const { formulas } = state;
  if (formulas.length > 1) {
    const [first] = runs.problems;
    const words =
      runs.status === 'running'
        ? 'The formulas are being simulated…'
        : `Fewer than two of the formulas can be simulated.${first === undefined ? '' : ` ${first.message}`}`;
    return [make('p', { class: 'lead' }, words)];
  }
  const add = () => page.store.change(duplicateFormula(state));
  const words =
    'Add a second formula and change it: the charts are laid over each other and the better of each measure is marked.';
  return [
    make(
      'div',
      { class: 'card invite' },
      make('p', { class: 'lead' }, 'Compare up to four formulas on the same workload and seed.'),
      make('p', {}, words),
      make(
        'p',
        { class: 'buttons' },
        button('Add a copy of this formula', { class: 'primary' }, add, 'Add a copy of this formula'),
      ),
      recipesFor(page),
    ),
  ];
}

/** Recipes to put beside the formula; their texts come when somebody gets here. */
function recipesFor(page: Playground): HTMLElement {
  const place = make('section', { 'aria-label': 'Recipes' });
  const show = async () => {
    const [{ readStories }, { putBeside }] = await Promise.all([
      import('../gallery.ts'),
      import('../beside.ts'),
    ]);
    const recipes = readStories().filter(({ kind }) => kind === 'recipe');
    place.replaceChildren(
      make('p', {}, 'Or put a recipe beside it, on your own workload:'),
      make(
        'p',
        { class: 'buttons' },
        ...recipes.map((story) => button(story.title, {}, () => putBeside(story, page), story.title)),
      ),
    );
  };
  show().catch((error: unknown) => {
    place.replaceChildren(make('p', {}, `The recipes cannot be loaded: ${reasonOf(error)}`));
  });
  return place;
}
