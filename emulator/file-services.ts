// What attempts ask of files: staged before the command, packages on the node, outputs brought away after it, and the
// words that really run. The spine of real execution knows no more of storage and containers than this.

import type {
  ApplicationPackageReference,
  FailureInfo,
  OutputFile,
  PoolSpec,
  ResourceFile,
  WorkOrder,
} from '../simulator/index.ts';
import type { CommandWords } from './command-line.ts';
import type { NodeFolders, TaskFolders } from './workspace.ts';

/** Stands for an empty command line: the image's own entry point runs. Source: REST, tasks with containerSettings. */
export const IMAGES_OWN: CommandWords = [''];

/** A command as it is started. */
export interface Command {
  readonly words: CommandWords;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Ends what belongs to the command and is not in its group, once it was stopped or killed. */
  readonly end?: (() => Promise<void>) | undefined;
  /** Whether the exit code is that of something around the command, which never ran; asked once it has ended. */
  readonly refusal?: ((exitCode: number, stderr: string) => FailureInfo | undefined) | undefined;
}

/** Where output files are, and the variables that their patterns may name. */
export interface UploadSource {
  readonly task: TaskFolders;
  readonly node: NodeFolders;
  readonly environment: Readonly<Record<string, string>>;
}

export interface FileServices {
  /** Resource files into a folder, in order; undefined when all are there. */
  readonly stage: (
    files: readonly ResourceFile[],
    folder: string,
    signal: AbortSignal,
  ) => Promise<FailureInfo | undefined>;
  /** Packages onto a node, each once; their variables. */
  readonly install: (
    references: readonly ApplicationPackageReference[],
    node: NodeFolders,
    signal: AbortSignal,
  ) => Promise<{ readonly variables: Readonly<Record<string, string>> } | FailureInfo>;
  /** The container images of a pool onto a node that joins it; undefined when all are there. */
  readonly fetchImages: (pool: PoolSpec, signal: AbortSignal) => Promise<FailureInfo | undefined>;
  /** Output files by their conditions; undefined when all arrived. */
  readonly upload: (
    files: readonly OutputFile[],
    source: UploadSource,
    isSuccess: boolean,
    signal: AbortSignal,
  ) => Promise<FailureInfo | undefined>;
  /** The command inside whatever isolates it; a failure when the order asks for what is not there. */
  readonly wrap: (
    command: Command,
    order: WorkOrder,
    signal: AbortSignal,
  ) => Command | FailureInfo | Promise<Command | FailureInfo>;
}
