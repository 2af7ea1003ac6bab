// A story's formula beside the reader's own, on the reader's own workload.

import { addFormula, hasRoom } from './formulas.ts';
import type { Story } from './gallery.ts';
import type { Playground } from './playground.ts';
import { changeWithUndo } from './undo.ts';

/** The story's good formula as one more, and the comparison of both. */
export function putBeside({ kind, title, formulas }: Story, page: Playground): void {
  const state = page.store.state();
  const good = kind === 'trap' ? formulas.at(-1) : formulas[0];
  if (!hasRoom(state) || good === undefined) {
    page.say('There is no room for a fifth formula; remove one first.');
    return;
  }
  const changes = { ...addFormula(state, title, good.text), pane: 'compare' } as const;
  changeWithUndo(page, `The formula of “${title}” is beside yours, on your workload.`, changes);
}
