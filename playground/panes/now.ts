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

/** The pane; it draws itself anew whenever the formula or the state changes. */
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
  return make('div', { class: 'now-pane trial' }, ...parts.map((makePart) => makePart(page)));
}
