import { describe, expect, test } from 'vitest';
import { createSimulation, listSubtasks, taskOf } from '../../simulator/index.ts';
import type { TaskSpec } from '../../simulator/model/task.ts';
import type { Account } from '../../simulator/service/account.ts';
import { terminateJob } from '../../simulator/service/jobs.ts';
import { REFUSALS } from '../../simulator/service/refusals.ts';
import { reactivateTask } from '../../simulator/service/task-commands.ts';
import { addTaskCollection } from '../../simulator/service/tasks.ts';
import { recount } from './recount.ts';
import { read } from './run.ts';

const START = Date.UTC(2025, 2, 3);

/** Runs a scenario for so many seconds, with details kept. */
async function runFor(seconds: number, text: string): Promise<Account> {
  const { scenario, workload } = await read(`until: PT${seconds}S\n${text}`);
  const simulation = createSimulation(scenario, workload, { sinks: [], keepsDetails: true });
  while (simulation.advance(1000) === undefined);
  return simulation.account;
}

const POOL =
  'pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: 2, enableInterNodeCommunication: true }';
const scenarioOf = (tasks: string, more = ''): string =>
  `${POOL}\nworld: { base: ideal, retry: PT5S, subtaskEnd: PT3S }\n${more}\nworkload: { jobs: [{ id: j, tasks: [${tasks}] }] }`;

const view = (account: Account, id: string) => taskOf(account, account.jobs[0]!, id)!;

describe('what Azure shows of a task', () => {
  test('that waits, runs, was retried, has ended', async () => {
    const text = scenarioOf(
      '{ id: t, commandLine: x, constraints: { maxTaskRetryCount: 1 }, behaviour: { duration: PT10S, exitCode: 4 } }',
    );
    const running = view(await runFor(8, text), 'T');
    expect(running).toMatchObject({
      id: 't',
      state: 'running',
      creationTime: START,
      previousState: 'active',
      executionInfo: { startTime: START, retryCount: 0, requeueCount: 0 },
      nodeInfo: { poolId: 'p' },
    });
    expect(running.executionInfo.result).toBeUndefined();
    const waiting = view(await runFor(12, text), 't');
    expect(waiting).toMatchObject({
      state: 'active',
      stateTransitionTime: START + 10_000,
      executionInfo: { retryCount: 1 },
    });
    expect(waiting.executionInfo.exitCode).toBeUndefined();
    const ended = view(await runFor(60, text), 't');
    expect(ended).toMatchObject({
      state: 'completed',
      previousState: 'running',
      executionInfo: {
        startTime: START + 15_000,
        endTime: START + 25_000,
        exitCode: 4,
        retryCount: 1,
        lastRetryTime: START + 15_000,
        result: 'failure',
        failureInfo: { category: 'usererror', code: 'FailureExitCode' },
      },
    });
  });

  test('that never started, was ended by a limit, by a user, or waits again', async () => {
    const account = await runFor(
      60,
      scenarioOf(
        `{ id: missing, commandLine: x, behaviour: { duration: PT1S, cannotStart: BlobNotFound } },
         { id: slow, commandLine: x, constraints: { maxWallClockTime: PT2S }, behaviour: { duration: PT1M } },
         { id: killed, commandLine: x, behaviour: { duration: PT1M } },
         { id: again, commandLine: x, behaviour: { duration: PT1S, exitCode: 1, failures: 1 } },
         { id: never, commandLine: x, behaviour: { duration: PT1M } }`,
        'operations: [{ after: PT30S, terminateTask: { jobId: j, taskId: killed } }, { after: PT31S, reactivateTask: { jobId: j, taskId: again } }, { after: PT29S, terminateTask: { jobId: j, taskId: never } }]',
      ),
    );
    expect(view(account, 'missing').executionInfo).toMatchObject({
      result: 'failure',
      failureInfo: { code: 'BlobNotFound' },
    });
    expect(view(account, 'missing').executionInfo.exitCode).toBeUndefined();
    expect(view(account, 'slow').executionInfo).toMatchObject({
      exitCode: -9,
      failureInfo: { category: 'servererror', code: 'TaskEnded' },
    });
    expect(view(account, 'killed').executionInfo).toMatchObject({
      exitCode: -9,
      failureInfo: { category: 'usererror', code: 'TaskEnded' },
    });
    expect(view(account, 'again').executionInfo).toMatchObject({
      exitCode: 0,
      result: 'success',
      retryCount: 0,
    });
    expect(taskOf(account, account.jobs[0]!, 'nobody')).toBeUndefined();
  });

  test('the subtasks of a multi-instance task, the primary apart', async () => {
    const text = scenarioOf(
      '{ id: mpi, commandLine: x, multiInstanceSettings: { numberOfInstances: 2, coordinationCommandLine: x }, behaviour: { duration: PT10S } }',
    );
    const running = await runFor(5, text);
    expect(listSubtasks(running, running.jobs[0]!, 'mpi')).toMatchObject([
      { id: 1, state: 'running', startTime: START },
    ]);
    const ended = await runFor(60, text);
    expect(listSubtasks(ended, ended.jobs[0]!, 'mpi')).toMatchObject([
      { id: 1, state: 'completed', endTime: START + 13_000 },
    ]);
    expect(listSubtasks(ended, ended.jobs[0]!, 'nobody')).toEqual([]);
  });
});

describe('tasks that are added', () => {
  const spec = (more: Partial<TaskSpec> = {}): TaskSpec => ({
    commandLine: 'x',
    requiredSlots: 1,
    constraints: {},
    ...more,
  });

  test('are refused one by one, with Azure’s codes', async () => {
    const account = await runFor(
      1,
      `${POOL}\nworld: ideal\nworkload: { jobs: [{ id: j, jobPreparationTask: { id: prepare, commandLine: x }, jobReleaseTask: { commandLine: x }, tasks: [{ id: there, commandLine: x, behaviour: { duration: PT1M } }] }] }`,
    );
    const job = account.jobs[0]!;
    const settings = { numberOfInstances: 2, coordinationCommandLine: 'x' };
    const exits = { exitCodes: [], exitCodeRanges: [], default: { jobAction: 'none' } } as const;
    const added = addTaskCollection(account, job, [
      { id: 'new', spec: spec() },
      { id: 'NEW', spec: spec() },
      { id: 'There', spec: spec() },
      { id: 'Prepare', spec: spec() },
      { id: 'jobrelease', spec: spec() },
      { id: 'x'.repeat(65), spec: spec() },
      { id: 'child', spec: spec({ dependsOn: { taskIds: ['there'], taskIdRanges: [] } }) },
      { id: 'wide', spec: spec({ requiredSlots: 2, multiInstanceSettings: settings }) },
      { id: 'exits', spec: spec({ exitConditions: exits }) },
      { id: 'often', spec: spec({ constraints: { maxTaskRetryCount: -2 } }) },
    ]);
    expect(Array.isArray(added) && added.map(({ status, error }) => error?.code ?? status)).toEqual([
      'success',
      'TaskExists',
      'TaskExists',
      'TaskIdSameAsJobPreparationTask',
      'TaskIdSameAsJobReleaseTask',
      'InvalidPropertyValue',
      'TaskDependenciesNotSpecifiedOnJob',
      'InvalidPropertyValue',
      'InvalidPropertyValue',
      'InvalidConstraintValue',
    ]);
    const many = Array.from({ length: 101 }, (_, index) => ({ id: `t${index}`, spec: spec() }));
    expect(addTaskCollection(account, job, many)).toBe(REFUSALS.collectionTooLong);
    expect(recount(account, 0)).toEqual([]);
    terminateJob(account, job);
    expect(addTaskCollection(account, job, [{ id: 'late', spec: spec() }])).toHaveProperty('code');
    expect(reactivateTask(account, job, 'new')).toHaveProperty('code');
  });

  test('lists of ids that are too long are refused', async () => {
    const account = await runFor(
      1,
      `${POOL}\nworld: ideal\nworkload: { jobs: [{ id: j, usesTaskDependencies: true, tasks: [] }] }`,
    );
    const taskIds = Array.from({ length: 1001 }, (_, index) => String(index).padStart(64, '0'));
    const added = addTaskCollection(account, account.jobs[0]!, [
      { id: 'child', spec: spec({ dependsOn: { taskIds, taskIdRanges: [] } }) },
    ]);
    expect(added).toMatchObject([{ status: 'clienterror', error: { code: 'TaskDependencyListTooLong' } }]);
  });
});
