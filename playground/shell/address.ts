// The address bar and the state follow each other: the state is in the address a moment after it changed, a link that
// is opened while the page is open is taken up, and opening a story is a step that the back button takes back.

import { decodeState, encodeState } from '../codec.ts';
import type { Playground } from '../playground.ts';
import type { PlaygroundState } from '../state.ts';
import { completeState } from '../state-fields.ts';
import { changeWithUndo } from '../undo.ts';

/** How long the state must rest before the address is made anew, in milliseconds. */
const REST = 400;
/** Browsers differ in what they hold in an address; this much all of them do. */
export const MOST_LETTERS = 100_000;

const TOO_LONG =
  'This is more than an address can hold, so the address bar does not follow any more. It is kept in this browser; to pass it on, export the scenario as a file.';

/** Keeps address and state in step from now on; `isBehind` when the page may have begun with more than its address. */
export function followAddress(page: Playground, isBehind: boolean): void {
  const { store, say } = page;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isTaking = false;
  // Compressing takes a moment; addresses are written in the order of their states.
  let queue: Promise<void> = Promise.resolve();
  let isTold = false;
  const write = (state: PlaygroundState, as: 'pushState' | 'replaceState') => {
    queue = queue.then(async () => {
      // What cannot be packed has no link either.
      const hash = await encodeState(state).catch(() => undefined);
      const fits = hash !== undefined && hash.length <= MOST_LETTERS;
      if (!fits && !isTold) say(TOO_LONG);
      isTold = !fits;
      setAddress(as, fits ? `#${hash}` : '#');
    });
  };
  const soon = () => {
    timer = setTimeout(() => {
      timer = undefined;
      write(store.state(), 'replaceState');
    }, REST);
  };
  store.listen((state, before) => {
    const isWaiting = timer !== undefined;
    clearTimeout(timer);
    timer = undefined;
    if (isTaking) return;
    if (state.story !== null && state.story !== before.story) {
      if (isWaiting) write(before, 'replaceState');
      write(state, 'pushState');
      return;
    }
    soon();
  });
  if (isBehind) soon();
  addEventListener('hashchange', async () => {
    clearTimeout(timer);
    timer = undefined;
    const { found, files, problem } = await decodeState(location.hash);
    if (problem !== undefined) say(problem);
    if (Object.keys(found).length === 0) return;
    for (const [name, bytes] of files) page.files.put(name, bytes);
    isTaking = true;
    changeWithUndo(page, 'The link was opened.', completeState(found, store.state()));
    isTaking = false;
  });
}

/** Browsers refuse an address that changes too often, and some refuse it in files that are opened from a disk. */
function setAddress(as: 'pushState' | 'replaceState', hash: string): void {
  try {
    history[as](null, '', hash);
  } catch {
    // The address stays as it was: it follows again at the next change.
  }
}
