// A formula that sets one kind of node while the pool has, or is asked about, the other.

import type { Node } from '../ir.ts';
import { decisionOf, type Facts, NODE_TARGETS, type NodeTarget, nodesOfKind, otherTarget } from './facts.ts';
import { defineRule } from './rule.ts';

const POOL_SIZES: Readonly<Record<NodeTarget, (facts: Facts) => number>> = {
  $TargetDedicatedNodes: ({ pool }) => pool.targetDedicatedNodes ?? 0,
  $TargetLowPriorityNodes: ({ pool }) => pool.targetLowPriorityNodes ?? 0,
};

/** The counts that only matter to who has nodes of a kind. */
const COUNTS: Readonly<Record<NodeTarget, readonly string[]>> = {
  $TargetDedicatedNodes: ['$CurrentDedicatedNodes'],
  $TargetLowPriorityNodes: ['$CurrentLowPriorityNodes', '$PreemptedNodeCount'],
};

const isAbout = (node: Node, id: NodeTarget): boolean =>
  COUNTS[id].includes(node.kind === 'latest' ? node.id : node.kind === 'method' ? node.metric : '');

export const oneKindOfNode = defineRule(
  'one-kind-of-node',
  {
    severity: 'warning',
    message: '{target} is never assigned, so the nodes of that kind stay as they are: {why}',
    hint: 'assign {target} as well, 0 when there shall be none',
    prose:
      'A target that a formula does not assign keeps its value for ever. A pool that had nodes of both kinds keeps paying for the forgotten ones.',
    example:
      'pending = max(0, $PendingTasks.GetSample(4));\nusable = $CurrentLowPriorityNodes - $PreemptedNodeCount;\n$TargetDedicatedNodes = max(0, min(9, pending - usable));\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'pending = max(0, $PendingTasks.GetSample(4));\nusable = $CurrentLowPriorityNodes - $PreemptedNodeCount;\n$TargetDedicatedNodes = max(0, min(9, pending - usable));\n$TargetLowPriorityNodes = min(9, pending);\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    for (const id of NODE_TARGETS) {
      const other = decisionOf(facts, otherTarget(id));
      if (other === undefined || decisionOf(facts, id) !== undefined) continue;
      const size = POOL_SIZES[id](facts);
      const read = [...nodesOfKind(facts, 'latest'), ...nodesOfKind(facts, 'method')].find((node) =>
        isAbout(node, id),
      );
      if (size > 0) yield make(other.nameSpan, { target: id, why: `the pool has ${size}` });
      else if (read !== undefined) yield make(read.span, { target: id, why: 'the formula counts with them' });
    }
  },
);
