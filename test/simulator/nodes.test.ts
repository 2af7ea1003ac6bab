// What no story shows of nodes and pools: the resources as Azure shows them, limits of a hundred, answers.

import { describe, expect, test } from 'vitest';
import { nodeOf } from '../../simulator/index.ts';
import { evaluateAutoScale } from '../../simulator/service/pool-formulas.ts';
import { isRefusal } from '../../simulator/service/refusals.ts';
import { read, start } from './run.ts';

const MINUTE = 60_000;

/** A run of the scenario up to so many minutes after its start. */
async function runTo(minutes: number, text: string) {
  const { scenario, workload } = await read(text);
  const { simulation } = start(scenario, workload);
  const { account, kernel } = simulation;
  kernel.advance(scenario.start + minutes * MINUTE);
  return { account, begin: scenario.start };
}

describe('a node as Azure shows it', () => {
  const text = `
pool: { id: p, vmSize: standard_d4s_v5, taskSlotsPerNode: 4, targetDedicatedNodes: 1, targetLowPriorityNodes: 1, startTask: { commandLine: prepare, maxTaskRetryCount: 1 } }
world:
  base: ideal
  creating: PT1M
  startTask: { duration: PT1M, failureProbability: 0 }
  preemption: { recovery: PT5M }
  faults: [{ after: PT20M, node: 2, kind: diskfull }, { after: PT30M, node: 2, kind: preempted }]
workload:
  jobs:
    - id: j
      tasks:
        - { id: t, commandLine: x, requiredSlots: 3, behaviour: { duration: PT10M } }
        - { id: u, commandLine: x, requiredSlots: 4, behaviour: { duration: PT5M } }
        - { id: v, commandLine: x, after: PT15M, behaviour: { duration: PT1H } }
until: PT1H
`;

  test('while its start task runs', async () => {
    const { account, begin } = await runTo(1.5, text);
    expect(nodeOf(account, 0)).toMatchObject({
      state: 'waitingforstarttask',
      schedulingState: 'enabled',
      allocationTime: begin,
      lastBootTime: begin + MINUTE,
      stateTransitionTime: begin + MINUTE,
      ipAddress: '10.0.0.4',
      isDedicated: true,
      totalTasksRun: 0,
      startTaskInfo: { state: 'running', startTime: begin + MINUTE, retryCount: 0 },
      errors: [],
    });
  });

  test('while tasks run, and after', async () => {
    const { account, begin } = await runTo(3, text);
    const [first, second] = [nodeOf(account, 0), nodeOf(account, 1)];
    expect(first).toMatchObject({ state: 'running', runningTasksCount: 1, runningTaskSlotsCount: 3 });
    expect(second).toMatchObject({ isDedicated: false, runningTaskSlotsCount: 4, ipAddress: '10.0.0.5' });
    expect(first.startTaskInfo).toEqual({
      state: 'completed',
      startTime: begin + MINUTE,
      endTime: begin + 2 * MINUTE,
      exitCode: 0,
      retryCount: 0,
      result: 'success',
    });
    const later = await runTo(13, text);
    expect(nodeOf(later.account, 0)).toMatchObject({
      state: 'idle',
      totalTasksRun: 1,
      totalTasksSucceeded: 1,
    });
  });

  test('with an error that Azure lists, and with a new machine under the old name and time', async () => {
    const full = await runTo(25, text);
    expect(nodeOf(full.account, 1)).toMatchObject({ state: 'unusable', errors: [{ code: 'DiskFull' }] });
    const again = await runTo(45, text);
    expect(nodeOf(again.account, 1)).toMatchObject({
      state: 'idle',
      errors: [],
      allocationTime: again.begin,
      lastBootTime: again.begin + 36 * MINUTE,
    });
    expect(nodeOf(again.account, 1).id).toBe(nodeOf(full.account, 1).id);
  });
});

test('addresses are used again, the lowest first; names are not', async () => {
  const { account } = await runTo(
    30,
    `
pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: 3 }
world: ideal
workload: { jobs: [] }
operations:
  - { after: PT5M, removeNodes: { nodeList: [2] } }
  - { after: PT10M, resizePool: { targetDedicatedNodes: 4 } }
until: PT1H
`,
  );
  const nodes = [...account.pools[0]!.nodes].map((node) => nodeOf(account, node));
  expect(nodes.map(({ ipAddress }) => ipAddress)).toEqual(['10.0.0.4', '10.0.0.6', '10.0.0.5', '10.0.0.7']);
  expect(new Set(nodes.map(({ id }) => id)).size).toBe(4);
});

test('a formula that asks for more nodes than can communicate gets a hundred, and the resize says why', async () => {
  const { account } = await runTo(
    7,
    `
pool: { id: p, vmSize: standard_d2s_v5, enableInterNodeCommunication: true, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = 60; $TargetLowPriorityNodes = 50;', autoScaleEvaluationInterval: PT5M }
world: ideal
workload: { jobs: [] }
until: PT1H
`,
  );
  const [pool] = account.pools;
  expect([...pool!.current]).toEqual([60, 40]);
  expect(pool!.resizeErrors.map(({ code }) => code)).toEqual(['AllocationFailed']);
});

test('an evaluation on request answers the run, or what is wrong with the formula', async () => {
  const { account } = await runTo(
    7,
    `
pool: { id: p, vmSize: standard_d2s_v5, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = 1;' }
world: ideal
workload: { jobs: [] }
until: PT1H
`,
  );
  const pool = account.pools[0]!;
  const run = evaluateAutoScale(account, pool, '$TargetDedicatedNodes = $CurrentDedicatedNodes + 3;');
  expect(isRefusal(run) ? run.code : run.results).toBe(
    '$TargetDedicatedNodes=4;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue',
  );
  expect([...pool.target]).toEqual([1, 0]);
  expect(evaluateAutoScale(account, pool, 'a = (;')).toMatchObject({ code: 'AutoScalingFormulaSyntaxError' });
  expect(evaluateAutoScale(account, pool, `a = 1; //${'-'.repeat(8192)}`)).toMatchObject({
    code: 'AutoScalingFormulaTooLong',
  });
});
