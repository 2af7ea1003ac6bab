// What takes something away can be taken back: the one way in which panes do such things.

import type { Playground } from './playground.ts';
import type { PlaygroundState } from './state.ts';

/** Changes the state, says what was done, and offers for a while to have the changed parts back as they were. */
export function changeWithUndo(
  { store, say }: Pick<Playground, 'store' | 'say'>,
  message: string,
  changes: Partial<PlaygroundState>,
): void {
  const before = store.state();
  const old = Object.fromEntries(
    (Object.keys(changes) as (keyof PlaygroundState)[]).map((key) => [key, before[key]]),
  ) as Partial<PlaygroundState>;
  store.change(changes);
  say(message, { label: 'Undo', act: () => store.change(old) });
}
