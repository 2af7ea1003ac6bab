// Why tasks fail: Azure's failure information, made from the few facts there are.
// Source: REST TaskFailureInformation; docs "error handling".

import type { FailureInfo } from '../model/task.ts';
import type { ServiceChoices } from '../scenario.ts';

/** Exit codes of a process that is killed, by system (U-23). Source: docs "error handling"; Windows: 0xC000013A. */
export const KILLED: Readonly<Record<ServiceChoices['killedExitCode'], number>> = {
  linux: -9,
  windows: -1073741510,
};

/** A non-zero exit code, retries spent. */
export const exitFailure = (): FailureInfo => ({
  category: 'usererror',
  code: 'FailureExitCode',
  message: 'The task exited with an exit code representing a failure',
});

/** Ended by a limit (`servererror`) or by a user, a job's end or a node operation (`usererror`); U-23, U-24. */
export const taskEndedFailure = (category: FailureInfo['category']): FailureInfo => ({
  category,
  code: 'TaskEnded',
  message: 'The task was ended by the service or by a user',
});

/** Ended by a user, a job's end or a node operation. */
export const ENDED_BY_USER = taskEndedFailure('usererror');
