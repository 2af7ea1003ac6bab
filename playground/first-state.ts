// What a visitor sees who brings nothing: the render farm's week with the formula of Azure's documentation.

import formula from '../examples/render-week/pending-tasks.txt?raw';
import scenario from '../examples/render-week/scenario.yaml?raw';
import { createSource } from '../grammar/index.ts';
import { readDocument } from '../simulator/index.ts';
import { takeFormula } from './scenario-value.ts';
import type { JsonObject, PlaygroundState } from './state.ts';

/** The state to begin with. */
export function firstState(): PlaygroundState {
  const data = readDocument(createSource('scenario.yaml', scenario)).document?.data as JsonObject;
  return {
    title: typeof data.title === 'string' ? data.title : '',
    formulas: [{ name: 'pending-tasks', text: formula }],
    active: 0,
    scenario: takeFormula(data).scenario,
    now: {
      pool: { currentDedicatedNodes: 2, usableNodeCount: 2, targetDedicatedNodes: 2, taskSlotsPerNode: 4 },
      samples: { $PendingTasks: '0*6 4 9 15 22 28 _ 37 40*3 38' },
    },
    properties: '',
    tests: '',
    pane: 'simulate',
    story: null,
  };
}
