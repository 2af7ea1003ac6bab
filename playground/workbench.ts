// The page around the panes, put together once its text is seen: header, formula, tabs, notices, and what follows the
// state: the address, what is kept, the runs.

import './styles/gallery.css';
import './styles/workbench.css';
import type { Linked } from './codec.ts';
import type { FormulaCoverage } from './coverage.ts';
import { make } from './dom.ts';
import { createEvaluations, type FormulaPlace } from './evaluated.ts';
import { createFiles } from './files.ts';
import { firstState } from './first-state.ts';
import { createHeld } from './held.ts';
import { createKeep, resumedWork } from './keep/keep.ts';
import { worksOffline } from './offline.ts';
import { makeFormulaPane } from './panes/formula.ts';
import type { Playground } from './playground.ts';
import { createRunner } from './runner.ts';
import { followAddress } from './shell/address.ts';
import { catchDrops } from './shell/drops.ts';
import { makeFormulaColumn } from './shell/formula-column.ts';
import { makeHeader, makeSkipLink } from './shell/header.ts';
import { createNotices } from './shell/notices.ts';
import { offerLastWork } from './shell/recent.ts';
import { makeStoryStrip } from './shell/story-strip.ts';
import { makeTabs, type Tab } from './shell/tabs.ts';
import { createStore, withText } from './state.ts';
import { completeState, readState } from './state-fields.ts';
import type { UnnoticedChange } from './trial-protocol.ts';
import type { CloserLook } from './view.ts';

// biome-ignore format: a table
const TABS: readonly Tab[] = [
  { id: 'simulate', label: 'Simulate', load: async () => (await import('./panes/simulate.ts')).makeSimulatePane },
  { id: 'now', label: 'Evaluate now', load: async () => (await import('./panes/now.ts')).makeNowPane },
  { id: 'compare', label: 'Compare', load: async () => (await import('./panes/compare.ts')).makeComparePane },
  { id: 'prove', label: 'Prove', load: async () => (await import('./panes/prove.ts')).makeProvePane },
  { id: 'test', label: 'Test', load: async () => (await import('./panes/tests.ts')).makeTestsPane },
  { id: 'gallery', label: 'Gallery', load: async () => (await import('./panes/gallery.ts')).makeGalleryPane },
];

/** Makes the whole page in this place, from what a link held and otherwise anew; `typed` is a text that was changed since. */
export function makeWorkbench(place: Element, linked: Linked, typed?: string): void {
  const resumed = resumedWork(location.hash);
  const found = resumed === undefined ? linked.found : readState(resumed.state).found;
  const store = createStore(completeState(found, firstState()));
  if (typed !== undefined) store.change(withText(store.state(), typed));
  const files = createFiles();
  for (const [name, bytes] of linked.files) files.put(name, bytes);
  const { element: notices, say } = createNotices();
  const page: Playground = {
    store,
    files,
    runner: createRunner(store, files),
    evaluations: createEvaluations(store),
    coverage: createHeld<FormulaCoverage | undefined>(undefined),
    changes: createHeld<readonly UnnoticedChange[]>([]),
    place: createHeld<FormulaPlace | undefined>(undefined),
    closer: createHeld<CloserLook | undefined>(undefined),
    say,
  };
  const keep = createKeep(page, resumed);
  const focused = document.activeElement;
  place.replaceChildren(
    makeSkipLink(),
    // At the foot of the page for the eye, and at its beginning for the keyboard, so that they are in reach.
    notices,
    makeHeader(page, { keep, tabs: TABS, offline: worksOffline(say) }),
    make(
      'main',
      { class: 'workbench' },
      makeFormulaColumn(makeFormulaPane(page)),
      makeTabs(page, TABS, makeStoryStrip(page)),
    ),
  );
  // The field that somebody already writes in was moved, which takes the focus from it.
  if (focused instanceof HTMLTextAreaElement) focused.focus();
  if (linked.problem !== undefined) say(linked.problem);
  if (resumed === undefined && Object.keys(found).length === 0) offerLastWork(page, keep);
  void keep.ready.then(page.runner.again);
  // A page that was left the moment after a change was kept without its address.
  followAddress(page, resumed !== undefined);
  catchDrops(page);
}
