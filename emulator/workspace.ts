// The folders of nodes on this machine: the layout of Azure's nodes below one work folder, made when they are needed
// and taken away whole. What is taken away is moved aside first, so that nobody waits and nothing new mixes with it.
// Source: docs "files and directories in Azure Batch".

import { mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { WorkOrder } from '../simulator/index.ts';

/** The fixed folders of a node. */
export interface NodeFolders {
  readonly root: string;
  readonly applications: string;
  readonly mounts: string;
  readonly shared: string;
  readonly startup: string;
  readonly volatile: string;
  readonly workItems: string;
}

/** The folders and files of one task on its node. */
export interface TaskFolders {
  readonly root: string;
  readonly working: string;
  readonly certificates: string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Workspace {
  readonly root: string;
  readonly node: (nodeId: string) => NodeFolders;
  /** An empty node: what it had is taken away. */
  readonly openNode: (nodeId: string) => void;
  readonly removeNode: (nodeId: string) => void;
  readonly task: (order: WorkOrder) => TaskFolders;
  readonly taskOf: (nodeId: string, jobId: string, taskId: string) => TaskFolders;
  readonly jobOf: (nodeId: string, jobId: string) => string;
  /** The folder of the job's preparation task on the order's node. */
  readonly preparation: (order: WorkOrder) => TaskFolders | undefined;
  /** Makes a task's folders; `anew` takes away what an earlier attempt left. */
  readonly openTask: (folders: TaskFolders, anew: boolean) => void;
  /** Takes a task's working directory away and makes it anew. */
  readonly emptyWorking: (folders: TaskFolders) => void;
  /** Takes a folder below the root away. */
  readonly remove: (folder: string) => void;
  /** Resolves once everything taken away is gone from the disk. */
  readonly settled: () => Promise<void>;
}

/** What a run makes in its work folder. */
export const WORK_FOLDERS = ['nodes', 'trash'] as const;

/** Who may do what: the owner and the group, as on a node. */
const MODE = 0o770;

/** The folders below a work folder, which must be there. */
export function createWorkspace(root: string): Workspace {
  const [nodes, trash] = WORK_FOLDERS.map((name) => path.join(root, name)) as [string, string];
  const known = new Map<string, NodeFolders>();
  const leaving = new Set<Promise<void>>();
  /** Folders that are there, so that a thousand tasks of a job ask the disk once. */
  const made = new Set<string>();
  let taken = 0;
  mkdirSync(trash, { recursive: true, mode: MODE });
  const realRoot = realpathSync.native(root);

  const node = (nodeId: string): NodeFolders => {
    const found = known.get(nodeId) ?? nodeFolders(path.join(nodes, segment(nodeId)));
    known.set(nodeId, found);
    return found;
  };
  const makeParent = (folder: string): void => {
    if (made.has(folder)) return;
    mkdirSync(folder, { recursive: true, mode: MODE });
    made.add(folder);
  };
  /** A task may have put a link in the place of a folder; nothing is written where that leads. */
  const checkWay = (folder: string): void => {
    if (realpathSync.native(folder) !== path.join(realRoot, path.relative(root, folder)))
      throw Object.assign(new Error(`${folder} leads elsewhere`), { code: 'ELOOP' });
  };
  const remove = (folder: string): void => {
    if (!isBelow(root, folder)) throw new Error(`${folder} is not below ${root}`);
    for (const one of made) if (one === folder || isBelow(folder, one)) made.delete(one);
    const aside = path.join(trash, String(taken++));
    try {
      renameSync(folder, aside);
    } catch (error) {
      // Something that cannot be moved is taken away where it is; something that is not there need not be.
      if (codeOf(error) !== 'ENOENT') rmSync(folder, { recursive: true, force: true });
      return;
    }
    const gone = rm(aside, { recursive: true, force: true, maxRetries: 5 }).finally(() =>
      leaving.delete(gone),
    );
    leaving.add(gone);
  };
  const jobOf = (nodeId: string, jobId: string): string =>
    path.join(node(nodeId).workItems, ...jobWay(jobId));
  const taskOf = (nodeId: string, jobId: string, taskId: string): TaskFolders =>
    taskFolders(path.join(jobOf(nodeId, jobId), segment(taskId)));
  return {
    root,
    node,
    openNode(nodeId) {
      const folders = node(nodeId);
      remove(folders.root);
      for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: MODE });
    },
    removeNode: (nodeId) => remove(node(nodeId).root),
    task: (order) =>
      order.job === undefined
        ? taskFolders(node(order.node.id).startup)
        : taskOf(order.node.id, order.job.id, order.id),
    taskOf,
    jobOf,
    preparation: ({ job, node: { id } }) =>
      job?.preparationId === undefined ? undefined : taskOf(id, job.id, job.preparationId),
    openTask(folders, anew) {
      const parent = path.dirname(folders.root);
      makeParent(parent);
      checkWay(parent);
      // Most folders are not there, and to ask first would cost more than to be refused.
      if (!make(folders.root)) {
        if (anew) {
          remove(folders.root);
          make(folders.root);
        } else checkWay(folders.root);
      }
      make(folders.working);
    },
    emptyWorking({ working }) {
      remove(working);
      mkdirSync(working, { recursive: true, mode: MODE });
    },
    remove,
    settled: async () => {
      while (leaving.size > 0) await Promise.allSettled(leaving);
    },
  };
}

const nodeFolders = (root: string): NodeFolders => ({
  root,
  applications: path.join(root, 'applications'),
  mounts: path.join(root, 'fsmounts'),
  shared: path.join(root, 'shared'),
  startup: path.join(root, 'startup'),
  volatile: path.join(root, 'volatile'),
  workItems: path.join(root, 'workitems'),
});

const taskFolders = (root: string): TaskFolders => ({
  root,
  working: path.join(root, 'wd'),
  certificates: path.join(root, 'certs'),
  stdout: path.join(root, 'stdout.txt'),
  stderr: path.join(root, 'stderr.txt'),
});

/** A job of a schedule has its schedule's id before a colon, and its number there behind it. */
function jobWay(jobId: string): readonly [string, string] {
  const [first = '', second = 'job-1'] = jobId.split(':');
  return [segment(first), segment(second)];
}

/** An id as the name of a folder. Azure's ids are letters, digits, - and _; anything else would be a bug of ours. */
function segment(id: string): string {
  if (!/^[\w-]+$/.test(id)) throw new Error(`${JSON.stringify(id)} cannot name a folder`);
  return id;
}

/** Makes a folder; false when something is there already. */
function make(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: MODE });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Whether a folder lies below another and is not it. */
export function isBelow(root: string, folder: string): boolean {
  const way = path.relative(root, folder);
  return way !== '' && !way.startsWith('..') && !path.isAbsolute(way);
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
