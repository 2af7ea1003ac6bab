// The gallery: recipes and known traps, each with its story, what to look at, and the other version one click away.

import { putBeside } from '../beside.ts';
import { button, make, table } from '../dom.ts';
import { readStories, SIDES, type Story, stateOfStory } from '../gallery.ts';
import type { Playground } from '../playground.ts';
import { paragraph } from '../prose.ts';
import { changeWithUndo } from '../undo.ts';

const GROUPS = [
  {
    kind: 'week',
    title: 'To begin with',
    intro: 'A week that has everything in it: days, nights, bursts, nodes that take minutes to come.',
  },
  {
    kind: 'recipe',
    title: 'Recipes',
    intro:
      'Formulas that do one thing well, each with a workload that shows it. The figures are the recipe’s, and those of the plain formula that people write before they know of it.',
  },
  {
    kind: 'trap',
    title: 'Known traps',
    intro:
      'What people ran into on Azure Batch. The figures are those of the trap, and of the repaired version.',
  },
] as const;

/** The pane of stories. What was on the page before a story was opened can be had back. */
export function makeGalleryPane(page: Playground): HTMLElement {
  const stories = readStories();
  const cards = new Map<string, HTMLElement>();
  const groups = GROUPS.map(({ kind, title, intro }) => {
    const shown = stories.filter((story) => story.kind === kind);
    for (const story of shown) cards.set(story.id, makeCard(story, page));
    return make(
      'section',
      { class: 'gallery-group', 'aria-label': title },
      make('h2', {}, title),
      make('p', { class: 'intro' }, intro),
      make('div', { class: 'story-cards' }, ...shown.map(({ id }) => cards.get(id)!)),
    );
  });
  const mark = () => {
    for (const [id, card] of cards) card.classList.toggle('here', id === page.store.state().story);
  };
  page.store.listen((state, before) => {
    if (state.story !== before.story) mark();
  });
  mark();
  return make('div', { class: 'gallery-pane' }, ...groups);
}

function makeCard(story: Story, page: Playground): HTMLElement {
  const { id, kind, title, figures, formulas, repairedScenario } = story;
  const heading = `story-${id.replace('/', '-')}`;
  const open = (beside: boolean) => () =>
    changeWithUndo(page, `“${title}” is open.`, stateOfStory(story, beside));
  const other = repairedScenario === undefined ? SIDES[kind].beside : 'Open the repaired scenario';
  return make(
    'article',
    { class: 'card story', 'aria-labelledby': heading },
    make('h3', { id: heading }, title),
    ...story.story
      .filter((text) => !/^Threads?:/.test(text))
      .slice(0, 1)
      .map(paragraph),
    figures.length === 0 ? undefined : figuresOf(story),
    make(
      'details',
      {},
      make('summary', {}, 'The whole story', make('span', { class: 'hidden' }, ` of ${title}`)),
      ...story.story
        .filter((text) => !/^Threads?:/.test(text))
        .slice(1)
        .map(paragraph),
      ...story.after.map(paragraph),
      ...story.story.filter((text) => /^Threads?:/.test(text)).map(paragraph),
      ...formulas.flatMap(({ name, text }) => [
        make('h4', {}, name),
        make('pre', { tabindex: 0 }, make('code', {}, text)),
      ]),
    ),
    make(
      'p',
      { class: 'buttons' },
      button(`Open ${title}`, { class: 'primary' }, open(false), 'Open'),
      button(`${other}: ${title}`, {}, open(true), other),
      // Where the scenario was repaired, the formula is the trap still.
      kind === 'trap' && formulas.length < 2
        ? undefined
        : button(`Put the formula of ${title} beside mine`, {}, () => putBeside(story, page), 'Beside mine'),
    ),
  );
}

function figuresOf({ kind, title, figures }: Story): HTMLElement {
  const { here, there } = SIDES[kind];
  const rows = figures.map((figure) => [figure.label, figure.here, figure.there]);
  return table(`What the report says of ${title}`, ['', here, there], rows, ['text', 'number', 'number']);
}
