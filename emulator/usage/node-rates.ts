// What is spent on nodes a second: all that their attempts spent by now, those that are over included, less what that
// was when it was last told.

import { TICKS_PER_SECOND } from '../proc.ts';
import type { Traffic } from './networks.ts';
import { minus, NOTHING, type Spending, sum, type TreeUse } from './tree-use.ts';

/** What runs on a node takes of it at present; rates are a second, and undefined is what could not be told. */
export interface NodeFigures {
  readonly cores: number;
  readonly memoryBytes: number;
  readonly diskReadBytes: number | undefined;
  readonly diskWriteBytes: number | undefined;
  readonly networkInBytes: number | undefined;
  readonly networkOutBytes: number | undefined;
}

/** A node at a moment, in milliseconds. */
export interface NodeLook {
  readonly time: number;
  readonly trees: readonly TreeUse[];
  /** What went over its networks by now. */
  readonly traffic: Traffic | undefined;
}

export interface NodeRates {
  /** Something begins to run on a node on which nothing ran. */
  readonly begin: (node: number, time: number) => void;
  /** An attempt is over; what it spent stays. */
  readonly over: (node: number, tree: TreeUse) => void;
  readonly tell: (node: number, look: NodeLook) => NodeFigures;
}

interface Known {
  past: Spending;
  told: { readonly time: number; readonly spent: Spending; readonly traffic: Traffic | undefined };
}

/** Nodes on which nothing ran yet. */
export function createNodeRates(): NodeRates {
  const nodes = new Map<number, Known>();
  return {
    begin(node, time) {
      const past = nodes.get(node)?.past ?? NOTHING;
      nodes.set(node, { past, told: { time, spent: past, traffic: undefined } });
    },
    over(node, tree) {
      const known = nodes.get(node)!;
      known.past = sum(known.past, tree.spent());
    },
    tell(node, { time, trees, traffic }) {
      const known = nodes.get(node)!;
      const before = known.told;
      const spent = trees.map((tree) => tree.spent()).reduce(sum, known.past);
      known.told = { time, spent, traffic };
      const rate = (amount: number | undefined): number | undefined =>
        amount === undefined ? undefined : Math.max(0, amount * 1000) / Math.max(1, time - before.time);
      const { ticks, read, written } = minus(spent, before.spent);
      const flow = (key: keyof Traffic): number | undefined =>
        rate(traffic === undefined ? undefined : traffic[key] - (before.traffic?.[key] ?? 0));
      return {
        cores: rate(ticks)! / TICKS_PER_SECOND,
        memoryBytes: trees.reduce((total, tree) => total + tree.figures().memoryBytes, 0),
        diskReadBytes: rate(read),
        diskWriteBytes: rate(written),
        networkInBytes: flow('received'),
        networkOutBytes: flow('sent'),
      };
    },
  };
}
