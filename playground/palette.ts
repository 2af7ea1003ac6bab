// What is drawn in which colour and order, and what it is called. Colours are variables of the style sheet, which
// has them for light and dark; hues are told apart by readers with any colour vision.

import { BAR, type NodeColumns, type Parts, type WaitCauses } from '../planner/index.ts';
import { ATTEMPT_ENDS, type AttemptEnd, NODE_STATES } from '../simulator/index.ts';

export interface Paint {
  readonly key: string;
  readonly label: string;
  readonly color: string;
}

/** The parts of a bill, in the order in which bars show them. */
// biome-ignore format: a table
export const PARTS: readonly (Paint & { readonly key: keyof Parts; readonly meaning: string })[] = [
  { key: 'useful', label: 'Useful work', color: 'var(--useful)', meaning: 'Slots with a task that succeeded, or still ran at the end.' },
  { key: 'held',   label: 'Held',        color: 'var(--held)',   meaning: 'Free slots of nodes that other tasks, or retained data, kept from leaving.' },
  { key: 'idle',   label: 'Idle',        color: 'var(--idle)',   meaning: 'Nodes with nothing to do: idle, offline, leaving.' },
  { key: 'boot',   label: 'Boot',        color: 'var(--boot)',   meaning: 'Nodes that could not work yet or any more: booting, start task, unusable.' },
  { key: 'lost',   label: 'Lost',        color: 'var(--lost)',   meaning: 'Slots with an attempt that came to nothing: failed, preempted, requeued.' },
];

/** Node states from the bottom of the stack to its top. */
// biome-ignore format: a table
export const STATES: readonly (Paint & { readonly states: readonly string[] })[] = [
  { key: 'running',   label: 'running',          color: 'var(--useful)',    states: ['running'] },
  { key: 'idle',      label: 'idle',             color: 'var(--idle)',      states: ['idle'] },
  { key: 'offline',   label: 'offline',          color: 'var(--offline)',   states: ['offline'] },
  { key: 'starttask', label: 'start task',       color: 'var(--boot-2)',    states: ['waitingforstarttask'] },
  { key: 'booting',   label: 'booting',          color: 'var(--boot)',      states: ['creating', 'starting', 'rebooting', 'reimaging', 'upgradingos'] },
  { key: 'leaving',   label: 'leaving',          color: 'var(--leaving)',   states: ['leavingpool', 'deallocating'] },
  { key: 'broken',    label: 'broken',           color: 'var(--lost)',      states: ['unusable', 'starttaskfailed', 'unknown'] },
  { key: 'preempted', label: 'preempted',        color: 'var(--preempted)', states: ['preempted', 'deallocated'] },
];

/** A node of which the timeline does not keep what it ran: whether it worked or had nothing to do is not known. */
const UNTOLD = { key: 'untold', label: 'at work or idle', color: 'var(--others)', states: [] } as const;

/** The same for the nodes of a timeline, of which some may be told in less detail. */
export const NODE_PAINTS: typeof STATES = [...STATES, UNTOLD];

/** How deep a node's state is drawn behind its bars: quiet where tasks are to be seen, plain where none can be. */
const DEPTH: Readonly<Record<string, number>> = {
  running: 0.16, idle: 0.4, untold: 0.3, offline: 0.6, starttask: 0.6, booting: 0.6, leaving: 0.6, broken: 0.4, preempted: 1,
}; // biome-ignore format: a table

const STATE_PAINTS = NODE_STATES.map((state) => {
  const row = STATES.find(({ states }) => states.includes(state))!;
  return { ...row, depth: DEPTH[row.key] ?? 0.6 };
});

type StatePaint = (typeof STATE_PAINTS)[number];

const UNTOLD_PAINT: StatePaint = { ...UNTOLD, depth: DEPTH[UNTOLD.key]! };

/** How a node's state is drawn, by its place in `NODE_STATES`. */
export const statePaint = (state: number): StatePaint => STATE_PAINTS[state]!;

/** How a node of a timeline is drawn at an entry of its states. */
export function nodePaint({ state, isKept }: NodeColumns, node: number, entry: number): StatePaint {
  const paint = statePaint(state[entry]!);
  const isWork = paint.key === 'running' || paint.key === 'idle';
  return isWork && isKept[node] === 0 ? UNTOLD_PAINT : paint;
}

/** The keys of all paints that nodes of a timeline are drawn in. */
export function nodePaintKeys(nodes: NodeColumns): ReadonlySet<string> {
  const keys = new Set<string>();
  for (let node = 0; node < nodes.count; node += 1)
    for (let entry = nodes.firstState[node]!; entry < nodes.firstState[node + 1]!; entry += 1)
      keys.add(nodePaint(nodes, node, entry).key);
  return keys;
}

/** How attempts ended; what else takes slots. */
// biome-ignore format: a table
export const BAR_ENDS: readonly (Paint & { readonly ends: readonly AttemptEnd[] })[] = [
  { key: 'success',    label: 'succeeded',       color: 'var(--useful)', ends: ['success'] },
  { key: 'still',      label: 'still running',   color: 'var(--money)',  ends: [] },
  { key: 'failure',    label: 'failed',          color: 'var(--lost)',   ends: ['failure', 'notstarted', 'notuploaded'] },
  { key: 'terminated', label: 'ended by limit or user', color: 'var(--target)', ends: ['terminated'] },
  { key: 'again',      label: 'cut short, ran again', color: 'var(--held)', ends: ['retry', 'requeue', 'recovery'] },
  { key: 'preparing',  label: 'job preparation', color: 'var(--boot-2)', ends: [] },
];

const endNamed = (key: string): Paint => BAR_ENDS.find((one) => one.key === key)!;
const END_PAINTS = ATTEMPT_ENDS.map((end) => BAR_ENDS.find(({ ends }) => ends.includes(end))!);

/** How a bar of a timeline is drawn: by its kind, and by how it ended. */
export const barPaint = (kind: number, how: number): Paint =>
  kind === BAR.preparing ? endNamed('preparing') : (END_PAINTS[how] ?? endNamed('still'));

/** Why tasks waited, from the cause nearest the work to the farthest. */
// biome-ignore format: a table
export const CAUSES: readonly (Paint & { readonly key: keyof WaitCauses; readonly meaning: string })[] = [
  { key: 'placing',    label: 'Placing',    color: 'var(--useful)',  meaning: 'A slot was free for it: scheduling took its time, or the free slots were spread over nodes.' },
  { key: 'busy',       label: 'Pool full',  color: 'var(--held)',    meaning: 'Every slot was taken and the pool was as large as asked for.' },
  { key: 'booting',    label: 'Booting',    color: 'var(--boot)',    meaning: 'Nodes were booting.' },
  { key: 'allocating', label: 'Allocating', color: 'var(--idle)',    meaning: 'More nodes were asked for than were there.' },
  { key: 'unasked',    label: 'Not asked',  color: 'var(--lost)',    meaning: 'No node was there and none was asked for: the next evaluation had to come.' },
  { key: 'preparation', label: 'Preparing', color: 'var(--boot-2)',  meaning: 'It had a place, and the node ran the job preparation task.' },
  { key: 'dependencies', label: 'Others',   color: 'var(--others)',  meaning: 'It waited for other tasks of its job.' },
];

/** Colours of the entries of a comparison; the lines differ in their dashes too. */
export const ENTRIES: readonly { readonly color: string; readonly dashes: string }[] = [
  { color: 'var(--entry-1)', dashes: '' },
  { color: 'var(--entry-2)', dashes: '7 3' },
  { color: 'var(--entry-3)', dashes: '2 3' },
  { color: 'var(--entry-4)', dashes: '9 3 2 3' },
  { color: 'var(--entry-5)', dashes: '4 2' },
  { color: 'var(--entry-6)', dashes: '1 2' },
];

/** The colours of the entry in that place; they come round after the last. */
export const entryPaint = (place: number): (typeof ENTRIES)[number] => ENTRIES[place % ENTRIES.length]!;
