// A target that can fall below zero.

import { carryingNodes, originOf, sourcesOf } from '../flow.ts';
import type { Node } from '../ir.ts';
import { proveAtMost } from '../ranges/bound.ts';
import { assignedAt, slotsOfTarget } from '../ranges.ts';
import { decisions, type Facts, type NodeTarget } from './facts.ts';
import { defineRule, withFix, withRelated } from './rule.ts';

/** The part that can be negative because something is subtracted; undefined when only the sum looks so. */
const differenceIn = (facts: Facts, root: Node): Node | undefined =>
  carryingNodes(facts.flow, root).find((node) => {
    if ((facts.ranges.nodes.get(node)?.double?.low ?? 0) >= 0) return false;
    if ((facts.flow.depends.get(node)! & sourcesOf('template')) !== 0) return false;
    if (node.kind === 'unary') return node.operator === '-';
    return node.kind === 'binary' && node.operator === '-' && !takesAtMost(facts, node.left, node.right);
  });

/** Whether what is subtracted is a minimum with the minuend in it, as in `tasks - min(tasks, 5)`. */
function takesAtMost(facts: Facts, from: Node, taken: Node): boolean {
  const least = originOf(facts.flow, taken);
  const whole = originOf(facts.flow, from);
  if (least.kind !== 'call' || least.function !== 'min') return false;
  return least.arguments.some((argument) => originOf(facts.flow, argument) === whole);
}

/** Whether sums of terms show what ranges alone do not: that `total - floor(total * 0.75)` leaves something or nothing. */
function isNeverNegative({ program, ranges: { interpretation } }: Facts, id: NodeTarget): boolean {
  const slots = slotsOfTarget(program, id);
  const [exit, ...others] = interpretation.exits;
  const asked = exit && others.length === 0 ? assignedAt(slots, exit, interpretation.world) : undefined;
  return asked !== undefined && proveAtMost(interpretation, [[-1, asked.term]], 0) !== undefined;
}

export const negativeTarget = defineRule(
  'negative-target',
  {
    severity: 'warning',
    message: '{target} can fall below zero here',
    hint: 'write `max(0, ...)` around it',
    prose:
      'What the service makes of a negative target is not documented; here it becomes 0. A difference that is meant to stop at zero should say so.',
    example:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = min(9, pending - $CurrentDedicatedNodes);\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = max(0, min(9, pending - $CurrentDedicatedNodes));\n$NodeDeallocationOption = taskcompletion;',
    fixed:
      'pending = max(0, $PendingTasks.GetSample(4));\n$TargetDedicatedNodes = max(0, min(9, pending - $CurrentDedicatedNodes));\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const { id, definition } of decisions(facts)) {
      const { asked } = facts.ranges.targets[id];
      const { value } = definition;
      const range = facts.ranges.nodes.get(value)?.double;
      if (asked.low >= 0 || range === undefined || range.low >= 0) continue;
      const culprit = differenceIn(facts, value);
      if (culprit === undefined || isNeverNegative(facts, id)) continue;
      const complaint = withRelated(make(value.span, { target: id }), {
        message: 'this can be negative',
        span: culprit.span,
      });
      if (range.nan) yield complaint;
      else
        yield withFix(
          complaint,
          'Write `max(0, ...)` around it',
          { span: { start: value.span.start, end: value.span.start }, text: 'max(0, ' },
          { span: { start: value.span.end, end: value.span.end }, text: ')' },
        );
    }
  },
);
