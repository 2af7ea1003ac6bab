// Bounds of sums of targets, for properties about several of them, or about what they were before.

import {
  assignedAt,
  type BoundReason,
  type NodeTargetId,
  proveAtMost,
  slotsOfTarget,
  type Term,
  termOf,
} from '../../compiler/index.ts';
import type { Subject } from './property.ts';

/** What a target is asked to be, as a term; undefined when that depends on where the evaluation ends. */
export function askedTerm(subject: Subject, id: NodeTargetId): Term | undefined {
  const { exits, world } = subject.ranges.interpretation;
  const [exit] = exits;
  if (exit === undefined || exits.length > 1) return undefined;
  return assignedAt(slotsOfTarget(subject.program, id), exit, world)?.term ?? currentTerm(subject, id);
}

/** The target the pool has before the evaluation. */
export const currentTerm = ({ ranges }: Subject, id: NodeTargetId): Term =>
  termOf(ranges.interpretation.terms, id, [], { kind: 'target', id, type: 0, span: { start: 0, end: 0 } });

/** So many times of each term are never above the limit; why, if that can be shown. */
export function sumAtMost(
  { ranges }: Subject,
  parts: readonly (readonly [times: number, term: Term | undefined])[],
  limit: number,
): readonly BoundReason[] | undefined {
  const known = parts.flatMap(([times, term]) => (term === undefined ? [] : [[times, term] as const]));
  return known.length < parts.length ? undefined : proveAtMost(ranges.interpretation, known, limit);
}
