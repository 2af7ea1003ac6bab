// Modelled machines: what is known of each, as plain data, and what all files about them are given.

import type { Duration, Instant } from '../../runtime/index.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { type EventId, NO_EVENT } from '../kernel/queue.ts';
import { RANKS } from '../ranks.ts';
import { createGate, type Gate } from './capacity.ts';
import type { MachineEvents } from './machines.ts';
import type { CapacityStep, World } from './world.ts';

/** What a machine is doing; what comes next follows from it. */
export const PHASE = {
  /** Up, or off, or gone: nothing comes by itself. */
  still: 0,
  /** Asked for, at first or after a preemption. */
  obtaining: 1,
  creating: 2,
  /** A reboot, reimage, upgrade or a start from off: then the agent starts. */
  restarting: 3,
  starting: 4,
  leaving: 5,
  stopping: 6,
  /** Failed, and about to be restarted or replaced. */
  recovering: 7,
  replacing: 8,
  /** Failed for good, unless a user restarts it. */
  failed: 9,
} as const;
export type Phase = (typeof PHASE)[keyof typeof PHASE];

/** A machine that is not heard. */
export interface Silence {
  /** When it is heard again; Infinity for one that is dead. */
  readonly until: Instant;
  /** When it fell silent. */
  readonly since: Instant;
  /** What helps once the service gave it up. */
  readonly cure: 'restart' | 'replace';
  /** Whether the service noticed. */
  isNoticed: boolean;
  /** Whether something was due meanwhile that nobody heard of. */
  isOverdue: boolean;
  event: EventId;
}

/** All that changes: plain data, so that a run can be saved. Lists are by node. */
export interface MachineState {
  readonly phases: Phase[];
  /** What comes next for a node. */
  readonly next: EventId[];
  readonly preemptions: EventId[];
  readonly hazards: EventId[];
  readonly silences: Map<number, Silence>;
  /** Nodes with a machine that is on and not leaving. */
  readonly alive: Set<number>;
  /** Every node that ever joined a pool, in order. */
  readonly joined: Set<number>;
  /** By kind: dedicated, low-priority. */
  readonly gates: readonly [Gate, Gate];
}

export const createMachineState = (): MachineState => ({
  phases: [],
  next: [],
  preemptions: [],
  hazards: [],
  silences: new Map(),
  alive: new Set(),
  joined: new Set(),
  gates: [createGate(), createGate()],
});

/** What the modelled world must know of a node. */
export interface NodeFacts {
  isLowPriority(node: number): boolean;
  /** Application packages of its pool that the node has not got. */
  missingPackages(node: number): number;
}

/** Draws by purpose; each delay from a stream of its own. */
export type Draws = Readonly<
  Record<
    | 'creating' | 'starting' | 'reboot' | 'reimage' | 'upgrade' | 'deallocating' | 'leaving' | 'allocation'
    | 'recovery' | 'unusableRecovery' | 'unreachable' | 'packages',
    () => Duration
  > &
    Record<
      'spread' | 'preemption' | 'burst' | 'fall' | 'boot' | 'hazard' | 'packageFailure',
      () => number
    >
>; // biome-ignore format: lists

/** What every file about modelled machines is given. */
export interface Site {
  readonly kernel: Kernel;
  readonly world: World;
  readonly events: MachineEvents;
  readonly facts: NodeFacts;
  readonly state: MachineState;
  readonly draws: Draws;
  /** Tells the executor that what ended unheard on a node is heard now. */
  readonly heard: (node: number) => void;
  /** The start of the run: steps, bursts and faults count from there. */
  readonly start: Instant;
  readonly handlers: Record<
    'step' | 'preempt' | 'hazard' | 'silence' | 'capacity' | 'burst' | 'fault',
    number
  >;
}

/** The machine enters a phase that ends after this long. */
export function enter(site: Site, node: number, phase: Phase, lasts: Duration): void {
  const { state, kernel, handlers } = site;
  kernel.cancel(state.next[node] ?? NO_EVENT);
  state.phases[node] = phase;
  state.next[node] = kernel.at(kernel.now + lasts, RANKS.ready, handlers.step, node);
}

/** Nothing comes by itself for the machine any more. */
export function rest(
  { state, kernel }: Site,
  node: number,
  phase: typeof PHASE.still | typeof PHASE.failed = PHASE.still,
): void {
  kernel.cancel(state.next[node] ?? NO_EVENT);
  state.phases[node] = phase;
}

export const kindOf = ({ facts }: Site, node: number): 0 | 1 => (facts.isLowPriority(node) ? 1 : 0);

/** The steps of capacity for a kind of node. */
export const stepsOf = ({ world }: Site, kind: 0 | 1): readonly CapacityStep[] =>
  kind === 1 ? world.capacity.lowPriority : world.capacity.dedicated;
