// The pool at the time of the evaluation: its counts and targets as fields, those that the formula reads marked.

import { make, section } from '../dom.ts';
import type { Outcome } from '../evaluated.ts';
import type { Playground } from '../playground.ts';
import { withPoolField } from '../sample-slots.ts';
import { makeWholeField } from './whole-field.ts';

interface PoolField {
  readonly field: string;
  readonly label: string;
  readonly prose: string;
  /** What an empty pool has, and the least that any has. */
  readonly empty: number;
  readonly most?: number;
}

// biome-ignore format: a table
const FIELDS: readonly PoolField[] = [
  { field: 'currentDedicatedNodes',   label: 'Dedicated nodes',       empty: 0, prose: '$CurrentDedicatedNodes: in the pool now, usable or not' },
  { field: 'currentLowPriorityNodes', label: 'Low-priority nodes',    empty: 0, prose: '$CurrentLowPriorityNodes: in the pool now, the preempted ones included' },
  { field: 'preemptedNodeCount',      label: 'of them preempted',     empty: 0, prose: '$PreemptedNodeCount: members of the pool that cannot work' },
  { field: 'usableNodeCount',         label: 'Usable nodes',          empty: 0, prose: '$UsableNodeCount: can run tasks now' },
  { field: 'taskSlotsPerNode',        label: 'Task slots of a node',  empty: 1, most: 256, prose: '$TaskSlotsPerNode: a setting of the pool' },
  { field: 'targetDedicatedNodes',    label: 'Target, dedicated',     empty: 0, prose: '$TargetDedicatedNodes before the evaluation' },
  { field: 'targetLowPriorityNodes',  label: 'Target, low-priority',  empty: 0, prose: '$TargetLowPriorityNodes before the evaluation' },
];

/** The section of the pool. */
export function makePoolFields({ store, evaluations }: Playground): HTMLElement {
  const fields = FIELDS.map((row) => ({
    row,
    ...makeWholeField({
      label: row.label,
      title: row.prose,
      placeholder: row.empty,
      least: row.empty,
      ...(row.most === undefined ? {} : { most: row.most }),
      onChange: (value) => store.change({ now: withPoolField(store.state().now, row.field, value) }),
    }),
  }));
  const draw = (outcome: Outcome | undefined) => {
    const { pool } = store.state().now;
    for (const { row, input, element, show } of fields) {
      const value =
        typeof pool === 'object' && pool !== null && !Array.isArray(pool)
          ? (pool as Readonly<Record<string, unknown>>)[row.field]
          : undefined;
      show(typeof value === 'number' ? value : undefined);
      if (outcome?.kind !== 'evaluated') continue;
      const isRead = outcome.reads.poolFields.includes(row.field);
      element.classList.toggle('unread', !isRead);
      input.setAttribute('aria-description', isRead ? `${row.prose}; the formula reads it` : row.prose);
    }
  };
  evaluations.listen(draw);
  draw(evaluations.read());
  const intro = 'What the formula reads is in bold. Where nothing is written the pool is empty.';
  return section(
    'now-pool',
    'Pool',
    intro,
    make('div', { class: 'fields' }, ...fields.map(({ element }) => element)),
  );
}
