// The states of a task as the report's columns hold them, and how the rarer events of the journal move between
// them. `Again` stands for a task that has had an attempt: its wait for the first start is known.

/** Codes of the states; those from `blocked` on occur in some runs only. */
export const TASK = {
  waiting: 1, running: 2, waitingAgain: 3, runningAgain: 4, succeeded: 5, failed: 6, withdrawn: 7, withdrawnAgain: 8,
  blocked: 9, blockedAgain: 10, preparing: 11, preparingAgain: 12, terminated: 13, terminatedAgain: 14,
} as const; // biome-ignore format: a list

const { waiting, waitingAgain, blocked, blockedAgain, preparing, preparingAgain } = TASK;
const { withdrawn, withdrawnAgain, terminated, terminatedAgain } = TASK;

/** Where an event leads from each state; from any other it leads nowhere. */
export type TaskMoves = ReadonlyMap<number, number>;

/** The task waits for others. */
export const BLOCK: TaskMoves = new Map([
  [waiting, blocked],
  [waitingAgain, blockedAgain],
]);
export const UNBLOCK: TaskMoves = new Map([
  [blocked, waiting],
  [blockedAgain, waitingAgain],
]);
/** A node prepares itself for the task's job. */
export const PREPARE: TaskMoves = new Map([
  [waiting, preparing],
  [waitingAgain, preparingAgain],
  [blocked, preparing],
  [blockedAgain, preparingAgain],
]);
export const UNPREPARE: TaskMoves = new Map([
  [preparing, waiting],
  [preparingAgain, waitingAgain],
]);
/** The task will not run any more. */
export const WITHDRAW: TaskMoves = new Map([
  [waiting, withdrawn],
  [waitingAgain, withdrawnAgain],
  [blocked, withdrawn],
  [blockedAgain, withdrawnAgain],
  [preparing, withdrawn],
  [preparingAgain, withdrawnAgain],
]);
/** A user ended the task while it waited: it is completed without success. */
export const TERMINATE: TaskMoves = new Map([
  [waiting, terminated],
  [waitingAgain, terminatedAgain],
  [blocked, terminated],
  [blockedAgain, terminatedAgain],
  [preparing, terminated],
  [preparingAgain, terminatedAgain],
]);
export const REACTIVATE: TaskMoves = new Map([
  [TASK.failed, waitingAgain],
  [terminated, waiting],
  [terminatedAgain, waitingAgain],
  [withdrawn, waiting],
  [withdrawnAgain, waitingAgain],
]);

const CODES = Object.values(TASK);
const tally = (counted: readonly number[]): Uint8Array =>
  Uint8Array.from({ length: Math.max(...CODES) + 1 }, (_, code) => (counted.includes(code) ? 1 : 0));

/** 1 for the states that count as active, and as running: Azure counts a preparing task as running. */
export const IS_ACTIVE = tally([waiting, waitingAgain, blocked, blockedAgain]);
export const IS_RUNNING = tally([TASK.running, TASK.runningAgain, preparing, preparingAgain]);
/** 1 for the states in which a task wants slots of its pool. */
export const IS_DEMAND = tally([
  waiting, waitingAgain, TASK.running, TASK.runningAgain, preparing, preparingAgain,
]); // biome-ignore format: a list
/** 1 for the states of tasks that never had an attempt. */
export const NEVER_STARTED = tally([waiting, withdrawn, blocked, preparing, terminated]);
/** 1 for the states of tasks that were completed while they waited. */
export const IS_TERMINATED = tally([terminated, terminatedAgain]);
export const IS_BLOCKED = tally([blocked, blockedAgain]);
export const IS_PREPARING = tally([preparing, preparingAgain]);
