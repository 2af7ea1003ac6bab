// Evaluate now: the formula in one state, at once. The samples, the pool and the time can be changed by hand; below
// stands what each statement came to. What the pool is asked for stays in view at the foot, where it moves nothing.

import '../styles/now.css';
import { make } from '../dom.ts';
import type { Playground } from '../playground.ts';
import { makeAzureRecord, makeStateFile } from './now-files.ts';
import { makePoolFields } from './now-pool.ts';
import { makeResult } from './now-result.ts';
import { makeSamples } from './now-samples.ts';
import { makeStatements } from './now-statements.ts';
import { makeTime } from './now-time.ts';

/** The pane; it draws itself anew whenever the formula or the state changes, while it is in view. */
export function makeNowPane(page: Playground): HTMLElement {
  const parts = [
    makeSamples,
    makePoolFields,
    makeTime,
    makeStatements,
    makeAzureRecord,
    makeStateFile,
    makeResult,
  ];
  const shown = whileShown(page);
  return make('div', { class: 'now-pane trial' }, ...parts.map((makePart) => makePart(shown)));
}

/** The page with evaluations that are told only while the pane is in view, the last one when it comes into view. */
function whileShown(page: Playground): Playground {
  const { store, evaluations } = page;
  return {
    ...page,
    evaluations: {
      read: evaluations.read,
      listen: (listener) => {
        let isDue = false;
        evaluations.listen((outcome) => {
          isDue = store.state().pane !== 'now';
          if (!isDue) listener(outcome);
        });
        store.listen(({ pane }) => {
          if (!isDue || pane !== 'now') return;
          isDue = false;
          listener(evaluations.read());
        });
      },
    },
  };
}
