// Takes folders away when Azure would: a task's once its retention is over, at once when it is deleted, a job's with
// the job. It hears the journal for that. Source: REST TaskConstraints, `retentionTime`; docs "files and directories".

import type { Instant } from '../runtime/index.ts';
import {
  type Account, ATTEMPT_ENDS, type Fact, type JournalSink, type Names, SILENCE, TASK_STATES,
} from '../simulator/index.ts'; // biome-ignore format: one list
import type { Workspace } from './workspace.ts';

export interface Housekeeping {
  readonly makeSink: (names: Names) => JournalSink;
  /** Takes away what is due by now. */
  readonly tidy: (now: Instant) => void;
}

/** A folder that is kept until then. */
interface Kept {
  readonly folder: string;
  readonly until: Instant;
}

/** Ends of attempts after which the task waits again: its folder is kept, or another node's is made. */
const GOES_ON: ReadonlySet<string> = new Set(['retry', 'requeue', 'recovery']);
const COMPLETED = TASK_STATES.indexOf('completed');

/** Looks after the folders of a run. */
export function createHousekeeping(workspace: Workspace, account: () => Account): Housekeeping {
  /** The folders of completed tasks, by task. */
  const kept = new Map<number, readonly Kept[]>();
  const nodesThere = new Set<string>();
  let soonest: Instant = Number.POSITIVE_INFINITY;

  const keep = (task: number, folder: string, now: Instant): void => {
    const { tasks } = account();
    const until = now + tasks.specs[tasks.specsOf[task]!]!.retention;
    kept.set(task, [...(kept.get(task) ?? []), { folder, until }]);
    soonest = Math.min(soonest, until);
  };
  const removeTask = (task: number): void => {
    for (const { folder } of kept.get(task) ?? []) workspace.remove(folder);
    kept.delete(task);
  };
  const makeSink = (names: Names): JournalSink => {
    const folderOf = (task: number, node: number): string =>
      workspace.taskOf(names.nodeId(node), names.jobIdOf(task), names.taskId(task)).root;
    return {
      ...SILENCE,
      taskEnded(time, task, node, end) {
        if (!GOES_ON.has(ATTEMPT_ENDS[end]!)) keep(task, folderOf(task, node), time);
      },
      subtaskEnded(time, task, node) {
        if (account().tasks.states[task] === COMPLETED) keep(task, folderOf(task, node), time);
      },
      // A task that runs again keeps its folder for that, or has it made anew.
      taskReactivated: (_, task) => void kept.delete(task),
      taskDeleted: (_, task) => removeTask(task),
      nodeAdded: (_, __, { nodeId }) => void nodesThere.add(nodeId),
      nodeRemoved: (_, node) => void nodesThere.delete(names.nodeId(node)),
      fact(fact: Fact) {
        if (fact.event !== 'JobDeleteCompleteEvent') return;
        for (const nodeId of nodesThere) workspace.remove(workspace.jobOf(nodeId, fact.id));
      },
    };
  };
  return {
    makeSink,
    tidy(now) {
      if (now < soonest) return;
      soonest = Number.POSITIVE_INFINITY;
      for (const [task, folders] of kept) {
        const stays = folders.filter(({ until }) => until > now);
        for (const { folder, until } of folders) if (until <= now) workspace.remove(folder);
        for (const { until } of stays) soonest = Math.min(soonest, until);
        if (stays.length === 0) kept.delete(task);
        else kept.set(task, stays);
      }
    },
  };
}
