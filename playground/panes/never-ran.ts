// What never ran, and what was held for nothing: a box of its own before everything else, because no number below
// means much while work stands still.

import { type Report, type TableKey, tableOf } from '../../planner/index.ts';
import { make } from '../dom.ts';
import type { TimeView } from '../view.ts';
import { makeListing } from './listing.ts';

const TABLES: readonly TableKey[] = ['neverRun', 'idlePools'];

/** The box, or nothing when everything could run. */
export function makeNeverRan(report: Report, view: TimeView): HTMLElement | undefined {
  const tables = TABLES.map((key) => tableOf(report, key)).filter(({ rows }) => rows.length > 0);
  if (tables.length === 0) return undefined;
  return make(
    'section',
    { id: 'never-ran', 'aria-label': tables[0]!.title },
    ...tables.map((one) => makeListing(one, view)),
  );
}
