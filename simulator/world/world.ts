// What the modelled world is like: delays, failures, preemption, capacity. Two named worlds, and objects.
// The figures of the usual world are modelling decisions fitted to public reports; all can be set.

import { type Duration, HOUR, MINUTE, SECOND } from '../../runtime/index.ts';
import { type Delay, NO_DELAY } from './delay.ts';

export interface World {
  /** From a resize to its first node entering `creating`. */
  readonly allocation: Delay;
  /** Node k of a resize of N nodes waits up to this long times N beyond the first. */
  readonly allocationSpread: Duration;
  /** `creating` to `starting`, and `starting` to ready or to the start task. */
  readonly creating: Delay;
  readonly starting: Delay;
  /** How long `rebooting`, `reimaging`, `upgradingos` and `deallocating` last. */
  readonly reboot: Delay;
  readonly reimage: Delay;
  readonly upgrade: Delay;
  readonly deallocating: Delay;
  /** Each application package of a pool that a node has not got yet: part of `starting`. */
  readonly packages: { readonly duration: Delay; readonly failureProbability: number };
  /** How long the pool's start task takes and how often an attempt of it fails (exit code 1). */
  readonly startTask: { readonly duration: Delay; readonly failureProbability: number };
  /** `leavingpool`, once nothing holds the node any more, until it is gone. */
  readonly leaving: Delay;
  /** From the moment a deleted pool's last node is gone until the pool is. */
  readonly poolDeletion: Delay;
  /** From the moment a task could be placed to its start. */
  readonly scheduling: Delay;
  /** From a task's end until its slot can be used again. */
  readonly slotReuse: Duration;
  /** From the end of a multi-instance task until a subtask has left its node (U-55). */
  readonly subtaskEnd: Delay;
  /** How fast files of tasks are moved, and what each of them takes besides. */
  readonly transfer: { readonly bytesPerSecond: number; readonly perFile: Duration };
  /** Between attempts after a non-zero exit. */
  readonly retry: Delay;
  /** How late samples become visible, and the share of them that never does. */
  readonly samples: { readonly lag: Duration; readonly loss: number };
  /** Low-priority nodes are taken at this rate and in bursts, and come back after `recovery`. */
  readonly preemption: {
    readonly perNodeHour: number;
    readonly recovery: Delay;
    readonly bursts: readonly PreemptionBurst[];
  };
  readonly failures: Failures;
  /** What goes wrong at a time and a node of the scenario's choice. */
  readonly faults: readonly Fault[];
  /** Most nodes the region gives, by time since the start: steps ascending, the first at 0. */
  readonly capacity: {
    readonly dedicated: readonly CapacityStep[];
    /** When it falls, nodes are taken away. */
    readonly lowPriority: readonly CapacityStep[];
  };
}

/** What goes wrong with nodes by chance. */
export interface Failures {
  /** Probability that a boot ends in `unusable`. */
  readonly boot: number;
  /** Rate at which machines break: the node is not heard any more, and gets a new machine in the end. */
  readonly perNodeHour: number;
  /** Nodes that are not heard for a while: long enough, and they are restarted. */
  readonly unreachable: { readonly perNodeHour: number; readonly duration: Delay };
  /** Disks that fill up: the node is unusable until a user reboots or reimages it. */
  readonly diskFull: { readonly perNodeHour: number };
  /** Silence after which a node is `unknown`, and `unusable`. */
  readonly heartbeat: { readonly unknown: Duration; readonly unusable: Duration };
  /** From `unusable` until the service has the node restarted or replaced; not for full disks and bad packages. */
  readonly unusableRecovery: Delay;
}

/** Many low-priority nodes taken at once: at a time since the start, or time and again at a rate. */
export interface PreemptionBurst {
  readonly at?: Duration;
  readonly perHour?: number;
  /** The share of all low-priority nodes that is taken, 0 to 1. */
  readonly share: number;
}

/** `broken` is a machine that dies, `lost` an agent that is not heard, `unusable` a node that fails at once. */
export const FAULT_KINDS = ['unusable', 'lost', 'broken', 'preempted', 'diskfull'] as const;

/** A fault that the scenario asks for; one that finds no machine does nothing. */
export interface Fault {
  /** Since the start. */
  readonly after: Duration;
  /** The place of the node among all nodes that ever joined a pool, from 1. */
  readonly node: number;
  readonly kind: (typeof FAULT_KINDS)[number];
  /** How long a lost node is not heard; drawn from `failures.unreachable` unless set. */
  readonly lasts?: Duration;
}

export interface CapacityStep {
  readonly at: Duration;
  readonly nodes: number;
}

/** No delay anywhere, no lost samples, nothing fails. */
export const IDEAL_WORLD: World = {
  allocation: NO_DELAY,
  allocationSpread: 0,
  creating: NO_DELAY,
  starting: NO_DELAY,
  reboot: NO_DELAY,
  reimage: NO_DELAY,
  upgrade: NO_DELAY,
  deallocating: NO_DELAY,
  packages: { duration: NO_DELAY, failureProbability: 0 },
  startTask: { duration: NO_DELAY, failureProbability: 0 },
  leaving: NO_DELAY,
  poolDeletion: NO_DELAY,
  scheduling: NO_DELAY,
  slotReuse: 0,
  subtaskEnd: NO_DELAY,
  transfer: { bytesPerSecond: Number.POSITIVE_INFINITY, perFile: 0 },
  retry: NO_DELAY,
  samples: { lag: 0, loss: 0 },
  preemption: { perNodeHour: 0, recovery: NO_DELAY, bursts: [] },
  failures: {
    boot: 0,
    perNodeHour: 0,
    unreachable: { perNodeHour: 0, duration: NO_DELAY },
    diskFull: { perNodeHour: 0 },
    heartbeat: { unknown: 0, unusable: 0 },
    unusableRecovery: NO_DELAY,
  },
  faults: [],
  capacity: { dedicated: [], lowPriority: [] },
};

/** What a Linux pool without a custom image usually sees. */
export const DEFAULT_WORLD: World = {
  allocation: { kind: 'lognormal', median: 240 * SECOND, sigma: 0.4, least: 45 * SECOND },
  allocationSpread: 0.3 * SECOND,
  creating: { kind: 'lognormal', median: 45 * SECOND, sigma: 0.3 },
  starting: { kind: 'lognormal', median: 40 * SECOND, sigma: 0.3 },
  reboot: { kind: 'lognormal', median: 2 * MINUTE, sigma: 0.3 },
  reimage: { kind: 'lognormal', median: 5 * MINUTE, sigma: 0.3 },
  upgrade: { kind: 'lognormal', median: 5 * MINUTE, sigma: 0.3 },
  deallocating: { kind: 'lognormal', median: MINUTE, sigma: 0.3 },
  // A hundred megabytes or so at 60 MB/s.
  packages: { duration: { kind: 'constant', value: 2 * SECOND }, failureProbability: 0 },
  startTask: { duration: NO_DELAY, failureProbability: 0 },
  leaving: { kind: 'lognormal', median: 60 * SECOND, sigma: 0.3 },
  poolDeletion: { kind: 'constant', value: 30 * SECOND },
  scheduling: { kind: 'uniform', from: 2 * SECOND, to: 5 * SECOND },
  slotReuse: SECOND,
  subtaskEnd: { kind: 'uniform', from: SECOND, to: 10 * SECOND },
  transfer: { bytesPerSecond: 60e6, perFile: SECOND / 10 },
  retry: { kind: 'uniform', from: 0, to: 5 * SECOND },
  samples: { lag: MINUTE, loss: 0.02 },
  preemption: { perNodeHour: 0.02, recovery: { kind: 'exponential', mean: HOUR / 2 }, bursts: [] },
  failures: {
    boot: 0.002,
    perNodeHour: 1 / 10_000,
    unreachable: { perNodeHour: 0, duration: { kind: 'lognormal', median: 3 * MINUTE, sigma: 0.5 } },
    diskFull: { perNodeHour: 0 },
    heartbeat: { unknown: 2 * MINUTE, unusable: 10 * MINUTE },
    unusableRecovery: { kind: 'uniform', from: 15 * MINUTE, to: 45 * MINUTE },
  },
  faults: [],
  capacity: { dedicated: [], lowPriority: [] },
};
