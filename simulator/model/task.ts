// Azure's task: its states and legal moves, and what the user says about one. Identical tasks share one
// specification. Source of states and moves: REST Task; docs "jobs and tasks", "task dependencies".

import type { Duration } from '../../runtime/index.ts';
import type { Moves } from './moves.ts';

export const TASK_STATES = ['active', 'preparing', 'running', 'completed'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** Where a task can go from each state; a deleted one goes nowhere. */
export const TASK_MOVES: Moves<TaskState> = {
  active: ['preparing', 'running', 'completed'],
  preparing: ['active', 'running', 'completed'],
  running: ['active', 'completed'],
  completed: ['active'],
};

/** What a user says about a task, without its id. Fields are Azure's; durations are milliseconds. */
export interface TaskSpec {
  readonly commandLine: string;
  readonly displayName?: string;
  readonly requiredSlots: number;
  readonly constraints: TaskConstraints;
  readonly environmentSettings?: readonly EnvironmentSetting[];
  readonly resourceFiles?: readonly ResourceFile[];
  readonly outputFiles?: readonly OutputFile[];
  readonly applicationPackageReferences?: readonly ApplicationPackageReference[];
  readonly userIdentity?: UserIdentity;
  readonly containerSettings?: ContainerSettings;
  readonly authenticationTokenSettings?: { readonly access: readonly string[] };
  readonly affinityInfo?: { readonly affinityId: string };
  readonly dependsOn?: TaskDependencies;
  readonly exitConditions?: ExitConditions;
  readonly multiInstanceSettings?: MultiInstanceSettings;
}

/** What start, preparation and release tasks share with ordinary ones. */
export type SpecialTaskSpec = Pick<
  TaskSpec,
  'commandLine' | 'environmentSettings' | 'resourceFiles' | 'userIdentity' | 'containerSettings'
>;

export interface MetadataItem {
  readonly name: string;
  readonly value: string;
}

/** `undefined` means: take the job's value. Source: REST TaskConstraints. */
export interface TaskConstraints {
  /** -1 retries for ever. */
  readonly maxTaskRetryCount?: number;
  readonly maxWallClockTime?: Duration;
  readonly retentionTime?: Duration;
}

export const DEFAULT_RETENTION: Duration = 7 * 24 * 3_600_000;

/** A task that is not completed this long after it was added is left in its state for good. */
export const TASK_LIFETIME: Duration = 180 * 24 * 3_600_000;

export interface EnvironmentSetting {
  readonly name: string;
  readonly value: string;
}

/** Exactly one of the three sources is there. Source: REST ResourceFile. */
export interface ResourceFile {
  readonly httpUrl?: string;
  readonly storageContainerUrl?: string;
  readonly autoStorageContainerName?: string;
  readonly blobPrefix?: string;
  readonly filePath?: string;
  readonly fileMode?: string;
  readonly identityReference?: unknown;
}

export const UPLOAD_CONDITIONS = ['tasksuccess', 'taskfailure', 'taskcompletion'] as const;

/** Source: REST OutputFile. */
export interface OutputFile {
  readonly filePattern: string;
  readonly destination: { readonly container: OutputContainer };
  readonly uploadOptions: { readonly uploadCondition: (typeof UPLOAD_CONDITIONS)[number] };
}

/** Source: REST OutputFileBlobContainerDestination. */
export interface OutputContainer {
  readonly containerUrl: string;
  readonly path?: string;
  readonly identityReference?: unknown;
  readonly uploadHeaders?: readonly unknown[];
}

export interface ApplicationPackageReference {
  readonly applicationId: string;
  readonly version?: string;
}

/** A named user of the pool, or a user that Batch makes. Source: REST UserIdentity. */
export interface UserIdentity {
  readonly username?: string;
  readonly autoUser?: {
    readonly scope?: 'task' | 'pool';
    readonly elevationLevel?: 'nonadmin' | 'admin';
  };
}

export interface ContainerSettings {
  readonly imageName: string;
  readonly containerRunOptions?: string;
  readonly workingDirectory?: 'taskWorkingDirectory' | 'containerImageDefault';
  readonly registry?: unknown;
  readonly containerHostBatchBindMounts?: readonly unknown[];
}

/** Tasks that must have been satisfied first; all of them. Source: REST TaskDependencies. */
export interface TaskDependencies {
  readonly taskIds: readonly string[];
  /** Whole numbers, both ends included; a task stands for a number when its id is that number. */
  readonly taskIdRanges: readonly TaskIdRange[];
}

export interface TaskIdRange {
  readonly start: number;
  readonly end: number;
}

/** The ids of `dependsOn.taskIds` together are at most this many characters. */
export const DEPENDENCY_IDS_LIMIT = 64_000;

export const JOB_ACTIONS = ['none', 'disable', 'terminate'] as const;
export type JobAction = (typeof JOB_ACTIONS)[number];
export const DEPENDENCY_ACTIONS = ['satisfy', 'block'] as const;
export type DependencyAction = (typeof DEPENDENCY_ACTIONS)[number];

/** What an end of a task does to its job and to those who wait for it; what is absent is as usual. */
export interface ExitOptions {
  readonly jobAction?: JobAction;
  readonly dependencyAction?: DependencyAction;
}

/** Source: REST ExitConditions. */
export interface ExitConditions {
  readonly exitCodes: readonly { readonly code: number; readonly exitOptions: ExitOptions }[];
  readonly exitCodeRanges: readonly {
    readonly start: number;
    readonly end: number;
    readonly exitOptions: ExitOptions;
  }[];
  readonly preProcessingError?: ExitOptions;
  readonly fileUploadError?: ExitOptions;
  readonly default?: ExitOptions;
}

/** Source: REST MultiInstanceSettings. */
export interface MultiInstanceSettings {
  readonly numberOfInstances: number;
  readonly coordinationCommandLine: string;
  readonly commonResourceFiles?: readonly ResourceFile[];
}

/** Why a task's files, packages or launch fail. Source: REST TaskFailureInformation; docs "error handling". */
export const PRE_PROCESSING_ERRORS = [
  'BlobNotFound', 'BlobAccessDenied', 'BlobDownloadTimedOut', 'BlobDownloadMiscError', 'ResourceContainerAccessDenied',
  'ResourceContainerNotFound', 'ResourceContainerListMiscError', 'ResourceDirectoryCreateFailed',
  'ResourceFileCreateFailed', 'ResourceFileWriteFailed', 'DiskFull', 'CommandProgramNotFound', 'CommandLaunchFailed',
  'BadCommandType', 'ApplicationPackageError', 'ContainerInvalidImage', 'ContainerInvalidRegistry',
  'ContainerInvalidSettings', 'ContainerMiscError', 'Unknown',
] as const; // biome-ignore format: a list

/** Why output files do not arrive. */
export const FILE_UPLOAD_ERRORS = [
  'FileUploadContainerNotFound', 'FileUploadAccessDenied', 'FileUploadMiscError',
] as const; // biome-ignore format: a list

/** How an attempt of a task ended. The index is the code used in columns and sinks. */
export const ATTEMPT_ENDS = [
  'success',
  'failure',
  'terminated',
  'retry',
  'requeue',
  'recovery',
  'notstarted',
  'notuploaded',
] as const;
/**
 * `success`, `failure`, `terminated`, `notstarted` and `notuploaded` complete the task: `failure` by an exit
 * code, `terminated` by a limit, a user or a node operation (TaskEnded), `notstarted` by a pre-processing
 * error (a file, a package, the launch), `notuploaded` by an output file. `retry` runs it again after a
 * non-zero exit; `requeue` is a user's doing (node removed, job disabled); `recovery` is a lost node
 * (preemption, host failure).
 */
export type AttemptEnd = (typeof ATTEMPT_ENDS)[number];

/** Why a task, a start task or a job preparation or release task failed. Source: REST TaskFailureInformation. */
export interface FailureInfo {
  readonly category: 'usererror' | 'servererror';
  readonly code: string;
  readonly message: string;
  readonly details?: readonly { readonly name: string; readonly value: string }[];
}
