// A line over the panes while the page holds a story of the gallery: what to look at, and the other version one click
// away.

import { button, make } from '../dom.ts';
import type { Story } from '../gallery.ts';
import type { Playground } from '../playground.ts';
import { changeWithUndo } from '../undo.ts';

/** The strip; empty while the page's work began as no story. */
export function makeStoryStrip(page: Playground): HTMLElement {
  const strip = make('aside', { class: 'story-strip', 'aria-label': 'Story' });
  const show = async () => {
    const { story: id } = page.store.state();
    strip.hidden = true;
    if (id === null) return strip.replaceChildren();
    const { readStories, SIDES, stateOfStory } = await import('../gallery.ts');
    const story = readStories().find((one) => one.id === id);
    // Another story may have been opened meanwhile; a link may name one that is no more.
    if (story === undefined || page.store.state().story !== id) return;
    const beside = () =>
      changeWithUndo(page, 'The two versions are beside each other.', stateOfStory(story, true));
    const label =
      story.repairedScenario === undefined ? SIDES[story.kind].beside : 'Open the repaired scenario';
    strip.replaceChildren(
      make('p', {}, make('strong', {}, story.title), ` ${sentenceOf(story)}`),
      button(label, { class: 'small' }, beside, label),
      button('The whole story', { class: 'small' }, () => page.store.change({ pane: 'gallery' }), 'Story'),
      button('Leave the story', { class: 'small close' }, () => page.store.change({ story: null }), '×'),
    );
    strip.hidden = false;
  };
  page.store.listen((state, before) => {
    if (state.story !== before.story) void show();
  });
  void show();
  return strip;
}

/** What to look at, as the story says it, or the first figure that shows it. */
function sentenceOf({ kind, figures, after }: Story): string {
  const look = after.find((text) => text.startsWith('To look at: '));
  if (look !== undefined) return `Look at ${look.slice('To look at: '.length).replaceAll('`', '')}`;
  const [first] = figures;
  if (first === undefined) return 'Change the formula, the interval or the world and see what it does.';
  return `Look at ${first.label.toLowerCase()}: ${first.here}${kind === 'trap' ? `, repaired ${first.there}` : ''}.`;
}
