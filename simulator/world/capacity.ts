// How many nodes the region gives: a gate for each kind of node, with who is inside and who waits before it. The steps
// of capacity are the world's; a gate is only what changes.

import type { Duration } from '../../runtime/index.ts';
import type { CapacityStep } from './world.ts';

/** Nodes of a kind that have a machine, and those that wait for one, in order. Plain data. */
export interface Gate {
  inside: number;
  readonly waiting: Set<number>;
  /** The step of capacity that somebody waits for, if any. */
  scheduledFor: Duration | undefined;
}

export const createGate = (): Gate => ({ inside: 0, waiting: new Set(), scheduledFor: undefined });

/** Nodes that the region gives so long after the start; no steps mean no limit. */
export function capacityAt(steps: readonly CapacityStep[], elapsed: Duration): number {
  let capacity = steps.length === 0 ? Number.POSITIVE_INFINITY : steps[0]!.nodes;
  for (const step of steps) if (step.at <= elapsed) capacity = step.nodes;
  return capacity;
}

/** When the capacity changes next; undefined when it stays. */
export const nextStep = (steps: readonly CapacityStep[], elapsed: Duration): Duration | undefined =>
  steps.find((step) => step.at > elapsed)?.at;

/** Takes up to this many out of those that wait, the first first. */
export function takeWaiting(gate: Gate, most: number): readonly number[] {
  const taken = [...gate.waiting].slice(0, Math.max(0, most));
  for (const node of taken) gate.waiting.delete(node);
  return taken;
}
