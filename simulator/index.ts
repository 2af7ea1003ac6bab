// The door of the simulator: scenarios and workloads in, journals out, and the service itself.

export {
  type Fact,
  type JournalSink,
  joinSinks,
  type Names,
  type NodeHandle,
  type NodeIdentity,
  SILENCE,
  type TaskHandle,
} from './journal.ts';
export { createJournalReader, type JournalReader } from './journal-reader.ts';
export { createJournalWriter } from './journal-writer.ts';
export { Kernel } from './kernel/kernel.ts';
export { createPace, type Pace, type Wall } from './kernel/pace.ts';
export type { JobSpec } from './model/job.ts';
export {
  BILLED_STATES,
  BOOT_STATES,
  NODE_DEALLOCATION_OPTIONS,
  NODE_STATES,
  type NodeDeallocationOption,
  type NodeState,
  USABLE_STATES,
} from './model/node.ts';
export type { PoolSpec } from './model/pool.ts';
export { ATTEMPT_ENDS, type AttemptEnd, type TaskSpec } from './model/task.ts';
export {
  createSimulation,
  type EndReason,
  type Progress,
  type Simulation,
  type SimulationEnd,
  type SimulationOptions,
  simulate,
} from './simulate.ts';
