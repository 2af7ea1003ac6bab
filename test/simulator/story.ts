// A run told as a person would: one line for each thing that happens, times since the start, tasks and nodes by
// short names. Lines of a scenario that begin with `#!` are acts of a user during the run.

import { parseDuration, printInterval } from '../../runtime/index.ts';
import { NODE_STATES } from '../../simulator/index.ts';
import type { Fact, JournalSink } from '../../simulator/journal.ts';
import type { NodeDeallocationOption } from '../../simulator/model/node.ts';
import { ATTEMPT_ENDS } from '../../simulator/model/task.ts';
import { RANKS } from '../../simulator/ranks.ts';
import { terminateJob } from '../../simulator/service/jobs.ts';
import { resizePool, stopResize } from '../../simulator/service/pool-sizes.ts';
import { taskIdOf } from '../../simulator/service/task-ids.ts';
import { read, start } from './run.ts';

/** Runs a scenario and tells what happened; others may listen, or look after each event. */
export async function story(
  text: string,
  listeners: readonly JournalSink[] = [],
  look?: (account: Account) => void,
): Promise<string> {
  const { scenario, workload } = await read(text);
  const lines: string[] = [];
  /** A task of a job that a schedule made is told of with its job. */
  const nameOf = (task: number): string => {
    const { account } = simulation;
    const { schedule, spec } = account.jobs[account.tasks.jobs[task]!]!;
    return schedule < 0 ? taskIdOf(account, task) : `${taskIdOf(account, task)} of ${spec.id}`;
  };
  const teller = tell(scenario.start, (line) => void lines.push(line), nameOf);
  const { simulation, report } = start(scenario, workload, [teller, ...listeners]);
  perform(simulation, text, lines);
  for (let end = simulation.advance(look === undefined ? 1000 : 1); end === undefined; ) {
    look?.(simulation.account);
    end = simulation.advance(look === undefined ? 1000 : 1);
  }
  look?.(simulation.account);
  const { tasks, cost } = report();
  lines.push(
    `${tasks.succeeded} succeeded, ${tasks.failed} failed, ${tasks.unfinished} unfinished; ${tasks.retries} retries, ${tasks.requeues} requeues, ${tasks.recoveries} recoveries`,
  );
  if (cost !== null) {
    const parts = cost.useful + cost.idle + cost.boot + cost.held + cost.lost;
    if (Math.abs(parts - cost.total) > 1e-9)
      lines.push(`the parts of the cost add up to ${parts}, not ${cost.total}`);
  }
  return lines.join('\n');
}

/** A sink that says a line for each thing that happens. */
export function tell(
  begin: number,
  say: (line: string) => void,
  taskId: (task: number) => string,
): JournalSink {
  const line = (time: number, what: string): void =>
    say(`${printInterval(time - begin).replace(/^00:/, '')} ${what}`);
  return {
    fact: (fact) => line(fact.time, factLine(fact, begin)),
    taskAdded: (time, task) => line(time, `task ${taskId(task)} added`),
    taskStarted: (time, task, node) => line(time, `task ${taskId(task)} starts on node ${node + 1}`),
    taskEnded: (time, task, node, end, exitCode) =>
      line(
        time,
        `task ${taskId(task)} ends on node ${node + 1}: ${ATTEMPT_ENDS[end]}${Number.isNaN(exitCode) ? '' : `, exit code ${exitCode}`}`,
      ),
    taskWithdrawn: (time, task) => line(time, `task ${taskId(task)} will not run`),
    taskDeleted: (time, task) => line(time, `task ${taskId(task)} deleted`),
    taskBlocked: (time, task) => line(time, `task ${taskId(task)} waits for others`),
    taskUnblocked: (time, task) => line(time, `task ${taskId(task)} waits for no other any more`),
    taskPreparing: (time, task, node) => line(time, `task ${taskId(task)} preparing on node ${node + 1}`),
    taskUnprepared: (time, task, node) =>
      line(time, `task ${taskId(task)} is not prepared on node ${node + 1}`),
    subtaskStarted: (time, task, node) =>
      line(time, `a subtask of ${taskId(task)} starts on node ${node + 1}`),
    subtaskEnded: (time, task, node) => line(time, `a subtask of ${taskId(task)} ends on node ${node + 1}`),
    taskReactivated: (time, task) => line(time, `task ${taskId(task)} reactivated`),
    nodeAdded: (time, node, { isDedicated }) =>
      line(time, `node ${node + 1} joins, ${isDedicated ? 'dedicated' : 'low-priority'}`),
    nodeChanged: (time, node, state) => line(time, `node ${node + 1} ${NODE_STATES[state]}`),
    nodeRemoved: (time, node) => line(time, `node ${node + 1} is gone`),
  };
}

/** A node id holds its running number. */
const nodeNumber = ({ nodeId }: { readonly nodeId: string }): string => /_(\d+)-/.exec(nodeId)?.[1] ?? nodeId;

function factLine(fact: Fact, begin: number): string {
  const sinceStart = (time: number): string => printInterval(time - begin).replace(/^00:/, '');
  switch (fact.event) {
    case 'RunStartEvent':
      return 'run starts';
    case 'RunEndEvent':
      return `run ends: ${fact.reason}${fact.message === '' ? '' : `: ${fact.message}`}`;
    case 'PoolCreateEvent':
      return `pool ${fact.id} created`;
    case 'PoolResizeStartEvent':
      return `resize to ${fact.targetDedicatedNodes} + ${fact.targetLowPriorityNodes} from ${fact.currentDedicatedNodes} + ${fact.currentLowPriorityNodes}, ${fact.nodeDeallocationOption}`;
    case 'PoolResizeCompleteEvent':
      return `resize over at ${fact.currentDedicatedNodes} + ${fact.currentLowPriorityNodes}: ${fact.resultCode}`;
    case 'PoolAutoScaleEvent':
      return `evaluation: ${fact.error.code === '' ? fact.results : `${fact.error.code} ${fact.error.values[0]?.value}`}`;
    case 'JobStartEvent':
      return `job ${fact.id} added, priority ${fact.priority}`;
    case 'JobTerminateStartEvent':
      return `job ${fact.id} terminating: ${fact.terminateReason}`;
    case 'JobTerminateCompleteEvent':
      return `job ${fact.id} completed: ${fact.terminateReason}`;
    case 'TaskScheduleFailEvent':
      return `task ${fact.id} cannot be scheduled: ${fact.schedulingError.message}`;
    case 'PoolResizeStopEvent':
      return `resize of ${fact.id} stopping`;
    case 'PoolUpdateEvent':
      return `pool ${fact.id} updated`;
    case 'PoolAutoScaleTestEvent':
      return `evaluation on request: ${fact.error === '' ? fact.results : fact.error}`;
    case 'PoolAutoScaleEnableEvent':
      return `pool ${fact.id} autoscales every ${fact.interval}`;
    case 'PoolAutoScaleDisableEvent':
      return `pool ${fact.id} autoscales no more`;
    case 'PoolDeleteStartEvent':
      return `pool ${fact.id} deleting`;
    case 'PoolDeleteCompleteEvent':
      return `pool ${fact.id} deleted`;
    case 'NodeErrorEvent':
      return `node ${nodeNumber(fact.nodeInfo)} has an error: ${fact.code}`;
    case 'JobUpdateEvent':
      return `job ${fact.id} updated`;
    case 'JobDisableStartEvent':
      return `job ${fact.id} disabling, ${fact.disableTasks}`;
    case 'JobDisableCompleteEvent':
      return `job ${fact.id} disabled`;
    case 'JobEnableEvent':
      return `job ${fact.id} enabled`;
    case 'JobFailEvent':
      return `job ${fact.id} cannot have its pool: ${fact.schedulingError.code}`;
    case 'JobDeleteStartEvent':
      return `job ${fact.id} deleting`;
    case 'JobDeleteCompleteEvent':
      return `job ${fact.id} deleted`;
    case 'JobScheduleStateChangeEvent':
      return `schedule ${fact.id} ${fact.state}`;
    case 'JobScheduleMissEvent':
      return `schedule ${fact.id} misses a due time`;
    case 'SpecialTaskCompleteEvent':
      return `${fact.taskType} of ${fact.jobId === '' ? fact.nodeInfo.poolId : fact.jobId} ends on node ${nodeNumber(fact.nodeInfo)}: ${fact.executionInfo.schedulingError?.code ?? 'success'}`;
    case 'SpecialTaskFailEvent':
      return `${fact.taskType} failed`;
    case 'TaskUseEvent':
      return `task ${fact.id} used ${fact.processorSeconds} s on node ${nodeNumber(fact.nodeInfo)}`;
    case 'OperationRefuseEvent':
      return `refused ${fact.operation}: ${fact.code}`;
    case 'NeverRunEvent':
      return `never run: ${fact.tasks} of job ${fact.jobId}, ${fact.firstTaskId} first, since ${sinceStart(fact.since)}: ${fact.message} (${fact.code})`;
    case 'PoolIdleEvent':
      return `held for nothing: ${fact.nodes} nodes of pool ${fact.id} since ${sinceStart(fact.since)}: ${fact.message}`;
  }
}

/** `#! PT1H resize 1 0 taskcompletion PT1H`, `#! PT5M stop-resize`, `#! PT5M terminate-job ID`. */
function perform(simulation: ReturnType<typeof start>['simulation'], text: string, lines: string[]): void {
  const { account, kernel } = simulation;
  const acts = [...text.matchAll(/^#! (\S+) (.*)$/gm)].map(([, after, act]) => ({
    after: parseDuration(after!)!,
    words: act!.split(' '),
  }));
  const begin = kernel.now;
  const handler = kernel.handler((index) => {
    const { words, after } = acts[index]!;
    lines.push(`${printInterval(after).replace(/^00:/, '')} a user: ${words.join(' ')}`);
    const refusal = ACTS[words[0]!]!(account, words.slice(1));
    if (refusal !== undefined) lines.push(`refused: ${refusal.code}`);
  });
  acts.forEach(({ after }, index) => kernel.at(begin + after, RANKS.command, handler, index));
}

export type Account = ReturnType<typeof start>['simulation']['account'];
const ACTS: Readonly<
  Record<string, (account: Account, words: readonly string[]) => { readonly code: string } | undefined>
> = {
  resize: (account, [dedicated, lowPriority, option, timeout]) =>
    resizePool(account, account.pools[0]!, {
      targetDedicatedNodes: Number(dedicated),
      targetLowPriorityNodes: Number(lowPriority),
      nodeDeallocationOption: (option ?? 'requeue') as NodeDeallocationOption,
      ...(timeout === undefined ? {} : { resizeTimeout: parseDuration(timeout)! }),
    }),
  'stop-resize': (account) => stopResize(account, account.pools[0]!),
  'terminate-job': (account, [id]) =>
    terminateJob(account, account.jobs.find((job) => job.spec.id === id)!, 'UserTerminate'),
};
