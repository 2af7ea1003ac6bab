// What running tasks take of their nodes, summed as they start and end: for each node, and over each pool. Kept only
// where the resource metrics have samples. Tasks and subtasks are heard from the journal like by any other listener;
// special tasks, whose starts no journal tells, are entered by specials.ts. A world that measures says from time to
// time what runs on a node takes of it.

import { type JournalSink, SILENCE } from '../journal.ts';
import { NODE_STATES, type NodeState } from '../model/node.ts';
import type { Executor, MeasuredUse, ResourceUse } from '../world/executor.ts';
import type { Account, Pool } from './account.ts';
import { DEDICATED, LOW_PRIORITY, NODE } from './node-table.ts';

/** What is summed, and in how many parts of one, so that sums stay exact; `attempts` is how many processes run. */
const PARTS = {
  attempts:        1,
  cores:           1e6,
  memoryBytes:     1,
  diskBytes:       1,
  diskReadBytes:   1e3,
  diskWriteBytes:  1e3,
  diskReadOps:     1e3,
  diskWriteOps:    1e3,
  networkInBytes:  1e3,
  networkOutBytes: 1e3,
} as const satisfies Readonly<Record<'attempts' | keyof ResourceUse, number>>; // biome-ignore format: a table
export type Resource = keyof typeof PARTS;
const RESOURCES = Object.keys(PARTS) as readonly Resource[];

/** A sum for each resource in its parts, in their order. */
type Load = Float64Array<ArrayBuffer>;

/** The loads of nodes and pools on which something runs, by their numbers. */
export interface Loads {
  readonly nodes: Map<number, Load>;
  readonly pools: Map<number, Load>;
  /** What cannot be told, or was measured once and could not be: it has no samples from then on, for a part of it would mislead. */
  readonly unknown: Set<Resource>;
}

/** Nodes whose agent can take samples whether tasks run there or not. */
const SAMPLED: readonly NodeState[] = [
  'idle',
  'running',
  'offline',
  'waitingforstarttask',
  'starttaskfailed',
];
const SAMPLED_CODES = SAMPLED.map((state) => NODE_STATES.indexOf(state));

const ATTEMPTS = RESOURCES.indexOf('attempts');
const CORES = RESOURCES.indexOf('cores');

/** A listener that sums up what tasks and subtasks take. */
export function createLoadSink(account: () => Account): JournalSink {
  const count =
    (sign: 1 | -1) =>
    (_: number, task: number, node: number): void => {
      const { executor, loads } = account();
      if (loads !== undefined) change(account(), loads, node, executor.uses?.(task), sign);
    };
  return {
    ...SILENCE,
    taskStarted: count(1),
    taskEnded: count(-1),
    subtaskStarted: count(1),
    subtaskEnded: count(-1),
  };
}

/** A special task begins (1) or ends (-1) to run on its node. */
export function enterSpecial(account: Account, special: number, sign: 1 | -1): void {
  const { loads, executor, specials } = account;
  if (loads !== undefined)
    change(account, loads, specials.nodes[special]!, executor.usesOfSpecial?.(special), sign);
}

function change(
  { nodes, pools }: Account,
  loads: Loads,
  node: number,
  use: ReturnType<NonNullable<Executor['uses']>>,
  sign: 1 | -1,
): void {
  const pool = nodes.pools[node]!;
  const own = loadIn(loads.nodes, node);
  const all = loadIn(loads.pools, pool);
  const cores = pools[pool]!.coresPerNode * PARTS.cores;
  // However much its tasks would like, a node has no more cores than it has.
  all[CORES]! -= Math.min(own[CORES]!, cores);
  RESOURCES.forEach((resource, at) => {
    const taken = sign * (resource === 'attempts' ? 1 : Math.round((use?.[resource] ?? 0) * PARTS[resource]));
    own[at]! += taken;
    if (at !== CORES) all[at]! += taken;
  });
  all[CORES]! += Math.min(own[CORES]!, cores);
  if (own[ATTEMPTS] === 0) {
    // What was measured of a node goes with the last that runs there.
    enter(
      own,
      all,
      own.map(() => 0),
      cores,
    );
    loads.nodes.delete(node);
  }
  if (all[ATTEMPTS] === 0) loads.pools.delete(pool);
}

/** The node's load becomes this one; how many processes run is counted elsewhere. */
function enter(own: Load, all: Load, next: Load, cores: number): void {
  for (let at = 0; at < own.length; at++) {
    if (at === ATTEMPTS) continue;
    const most = at === CORES ? cores : Number.POSITIVE_INFINITY;
    all[at]! += Math.min(next[at]!, most) - Math.min(own[at]!, most);
    own[at] = next[at]!;
  }
}

/** What runs on a node takes of it by now, as it was measured; what is not said could not be told. */
export function enterMeasured({ loads, nodes, pools }: Account, node: number, use: MeasuredUse): void {
  const own = loads?.nodes.get(node);
  if (loads === undefined || own === undefined) return;
  const pool = nodes.pools[node]!;
  const next = new Float64Array(RESOURCES.length);
  RESOURCES.forEach((resource, at) => {
    if (resource === 'attempts') return;
    const taken = use[resource];
    if (taken === undefined) loads.unknown.add(resource);
    else next[at] = Math.round(taken * PARTS[resource]);
  });
  enter(own, loadIn(loads.pools, pool), next, pools[pool]!.coresPerNode * PARTS.cores);
}

function loadIn(all: Map<number, Load>, key: number): Load {
  const known = all.get(key);
  if (known !== undefined) return known;
  const load = new Float64Array(RESOURCES.length);
  all.set(key, load);
  return load;
}

/** How many nodes of the pool samples are taken on: their agent runs and is heard; a leaving one as long as tasks run. */
export function sampledNodes({ loads, nodes }: Account, pool: Pool): number {
  let sampled = 0;
  for (const kind of [DEDICATED, LOW_PRIORITY] as const) {
    const states = pool.nodesByState[kind];
    for (const state of SAMPLED_CODES) sampled += states[state]!;
  }
  if (pool.leaving[DEDICATED] + pool.leaving[LOW_PRIORITY] === 0) return sampled;
  for (const node of pool.nodes) {
    if (nodes.states[node] === NODE.leavingpool && loads!.nodes.has(node)) sampled++;
  }
  return sampled;
}

/**
 * What a sampled node of the pool uses of a resource on the average, `times` so much, in units of `per`; what runs on
 * a node that is not heard is not known. NaN when there is no sampled node, and for what could not be told.
 */
export function averageLoad(
  account: Account,
  pool: Pool,
  resource: Resource,
  { times = 1, per = 1 }: { readonly times?: number; readonly per?: number },
): number {
  const { loads, nodes } = account;
  if (loads!.unknown.has(resource)) return Number.NaN;
  const at = RESOURCES.indexOf(resource);
  let sum = loads!.pools.get(pool.index)?.[at] ?? 0;
  for (const node of nodes.lostFrom.keys()) {
    if (nodes.pools[node] !== pool.index) continue;
    const unheard = loads!.nodes.get(node)?.[at] ?? 0;
    sum -= at === CORES ? Math.min(unheard, pool.coresPerNode * PARTS.cores) : unheard;
  }
  // One division of whole numbers, so that 2.1 cores of 3 nodes are 0.7 each.
  return (sum * times) / (PARTS[resource] * per * sampledNodes(account, pool));
}
