// How a modelled task behaves: what no field of Azure's task says. Only the modelled world reads it.

import type { Duration } from '../../runtime/index.ts';
import type { Delay } from './delay.ts';

/** How the attempts of a task end; how long they take stands beside it, a duration per task. */
export type Ending =
  | { readonly kind: 'succeeds' }
  /** Every attempt exits with this code. */
  | { readonly kind: 'fails'; readonly exitCode: number }
  /** The first `attempts` attempts exit with the code, later ones succeed. */
  | { readonly kind: 'fails-first'; readonly attempts: number; readonly exitCode: number }
  /** Each attempt exits with the code with this probability, drawn from seed, task and attempt alone. */
  | { readonly kind: 'fails-sometimes'; readonly probability: number; readonly exitCode: number }
  /** A pre-processing error with this code of Azure's, once the files have been fetched: nothing runs. */
  | { readonly kind: 'cannot-start'; readonly code: string }
  /** The command succeeds and its output files do not arrive; `code` is Azure's. */
  | { readonly kind: 'cannot-upload'; readonly code: string };

/** Files that are moved before or after the command: time is bytes at the world's bandwidth, and some a file. */
export interface Transfer {
  readonly bytes: number;
  readonly files: number;
}

/** What a running task takes of its node; all are rates or levels while it runs. */
export interface ResourceUse {
  /** Cores kept busy. */
  readonly cores?: number;
  readonly memoryBytes?: number;
  readonly diskBytes?: number;
  /** Bytes or operations a second. */
  readonly diskReadBytes?: number;
  readonly diskWriteBytes?: number;
  readonly diskReadOps?: number;
  readonly diskWriteOps?: number;
  readonly networkInBytes?: number;
  readonly networkOutBytes?: number;
}

/** What identical tasks have in common besides their durations. */
export interface Behaviour {
  readonly ending: Ending;
  readonly download?: Transfer;
  readonly upload?: Transfer;
  /** The coordination command of a multi-instance task, on each of its nodes. */
  readonly coordination?: { readonly duration: Duration; readonly exitCode: number };
  readonly uses?: ResourceUse;
  /** A job manager that ends only once all other tasks of its job are completed. */
  readonly waitsForTasks?: boolean;
}

export const SUCCEEDS: Behaviour = { ending: { kind: 'succeeds' } };

/** A behaviour with how long an attempt takes, for tasks that come one by one. */
export interface TimedBehaviour {
  readonly duration: Delay;
  readonly behaviour: Behaviour;
}

/** How the special tasks of a job behave; one that is absent takes no time and succeeds. */
export interface JobBehaviour {
  readonly manager?: TimedBehaviour;
  readonly preparation?: TimedBehaviour;
  readonly release?: TimedBehaviour;
  /** The start task of its auto pool. */
  readonly startTask?: TimedBehaviour;
}
