// Every documented move of nodes, pools and their allocation is taken in some story, and no other: the service throws
// at a move that no table has.

import { beforeAll, describe, expect, test } from 'vitest';
import type { Fact, JournalSink } from '../../simulator/journal.ts';
import { SILENCE } from '../../simulator/journal.ts';
import type { Moves } from '../../simulator/model/moves.ts';
import { NODE_MOVES, NODE_STATES } from '../../simulator/model/node.ts';
import { ALLOCATION_MOVES, type AllocationState, POOL_MOVES } from '../../simulator/model/pool.ts';
import { readCases, storyFiles } from './corpus-cases.ts';
import { story } from './story.ts';

type Taken = Set<string>;
const taken = { nodes: new Set<string>(), pools: new Set<string>(), allocations: new Set<string>() };

beforeAll(async () => {
  for (const file of storyFiles()) {
    for (const { scenario } of readCases(file)) await story(scenario, [watch()]);
  }
}, 120_000);

/** Hears one run and writes down each move. */
function watch(): JournalSink {
  const nodes = new Map<number, string>();
  const allocations = new Map<string, AllocationState>();
  const allocate = (id: string, to: AllocationState): void => {
    taken.allocations.add(`${allocations.get(id) ?? 'steady'} to ${to}`);
    allocations.set(id, to);
  };
  return {
    ...SILENCE,
    nodeChanged: (_, node, state) => {
      const to = NODE_STATES[state]!;
      const from = nodes.get(node);
      if (from !== undefined) taken.nodes.add(`${from} to ${to}`);
      nodes.set(node, to);
    },
    fact: (fact: Fact) => {
      if (fact.event === 'PoolResizeStartEvent') allocate(fact.id, 'resizing');
      if (fact.event === 'PoolResizeStopEvent') allocate(fact.id, 'stopping');
      if (fact.event === 'PoolResizeCompleteEvent') allocate(fact.id, 'steady');
      if (fact.event === 'PoolDeleteStartEvent') taken.pools.add('active to deleting');
    },
  };
}

const documented = <State extends string>(moves: Moves<State>): readonly string[] =>
  Object.entries<readonly State[]>(moves).flatMap(([from, all]) => all.map((to) => `${from} to ${to}`));

describe('every documented move is taken, and no other', () => {
  const rows: readonly (readonly [string, Taken, readonly string[]])[] = [
    ['nodes', taken.nodes, documented(NODE_MOVES)],
    ['pools', taken.pools, documented(POOL_MOVES)],
    ['allocation', taken.allocations, documented(ALLOCATION_MOVES)],
  ];
  test.each(rows)('%s', (_, moves, all) => {
    expect(all.filter((move) => !moves.has(move))).toEqual([]);
    expect([...moves].filter((move) => !all.includes(move))).toEqual([]);
  });
});
