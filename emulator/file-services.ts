// What attempts ask of files: staged before the command, packages on the node, outputs brought away after it, and the
// words that really run. The spine of real execution knows no more of storage and containers than this.

import type { FailureInfo, OutputFile, ResourceFile, WorkOrder } from '../simulator/index.ts';
import type { CommandWords } from './command-line.ts';
import type { NodeFolders, TaskFolders } from './workspace.ts';

/** A command as it is started. */
export interface Command {
  readonly words: CommandWords;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface FileServices {
  /** Resource files into a folder, in order; undefined when all are there. */
  readonly stage: (
    files: readonly ResourceFile[],
    folder: string,
    signal: AbortSignal,
  ) => Promise<FailureInfo | undefined>;
  /** The packages of the task and its pool onto the node, each once; their variables. */
  readonly install: (
    order: WorkOrder,
    node: NodeFolders,
    signal: AbortSignal,
  ) => Promise<{ readonly variables: Readonly<Record<string, string>> } | FailureInfo>;
  /** Output files by their conditions; undefined when all arrived. */
  readonly upload: (
    files: readonly OutputFile[],
    task: TaskFolders,
    isSuccess: boolean,
    signal: AbortSignal,
  ) => Promise<FailureInfo | undefined>;
  /** The command inside whatever isolates it; a failure when the order asks for what is not there. */
  readonly wrap: (command: Command, order: WorkOrder) => Command | FailureInfo;
}
