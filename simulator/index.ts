// The door of the simulator: scenarios and workloads in, journals out, and the service itself.

export { delay, delayJson } from './delays.ts';
export {
  type Complaint,
  documentDiagnostics,
  excerptOf,
  hasErrors,
  inSource,
  scenarioDiagnostics,
  workloadDiagnostics,
} from './diagnostics.ts';
export {
  type Document,
  type DocumentReading,
  decodeText,
  documentOf,
  type Path,
  printYaml,
  readDocument,
} from './document.ts';
export { editDocument } from './document-edit.ts';
export { fingerprintOf } from './fingerprint.ts';
export {
  type Fact,
  type JournalSink,
  joinSinks,
  type Names,
  type NodeHandle,
  type NodeIdentity,
  SILENCE,
  type TaskHandle,
  type TaskUse,
  UNHEEDED,
} from './journal.ts';
export { createJournalReader, type JournalReader } from './journal-reader.ts';
export { createJournalWriter } from './journal-writer.ts';
export { Kernel } from './kernel/kernel.ts';
export { type Course, createPace, type Pace, type Wall } from './kernel/pace.ts';
export { type LoadedScenario, loadScenario } from './load-scenario.ts';
export { failureOf } from './model/failure.ts';
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
export { AUTOSCALE_INTERVAL, type PoolSpec } from './model/pool.ts';
export {
  type ApplicationPackageReference,
  ATTEMPT_ENDS,
  type AttemptEnd,
  type ContainerSettings,
  type EnvironmentSetting,
  type FailureInfo,
  type OutputFile,
  type ResourceFile,
  TASK_STATES,
  type TaskSpec,
} from './model/task.ts';
export { nearestName } from './nearest.ts';
export { decisions } from './option-section.ts';
export { poolAround } from './pool-around.ts';
export type { TextFiles, WantedFile } from './pool-section.ts';
export { priceList } from './price-section.ts';
export {
  type PropertiesReading,
  poolSection,
  propertiesOf,
  type Question,
  type QuestionSection,
  questionOf,
  questionShape,
  readQuestion,
  type Wish,
} from './property-file.ts';
export { RANKS } from './ranks.ts';
export { readScenario, type ScenarioReading, scenarioOf, scenarioShape } from './read-scenario.ts';
export { described, type Fields, type RecordOf, record, required, tagged } from './record.ts';
export type { MakeWorld, RunWorld, WorldParts } from './run-world.ts';
export { type SavedClass, type SavedListener, savedClass } from './saved-graph.ts';
export { openSavedRun, type SavedHead } from './saved-run.ts';
export { coresOf, type Scenario, type ServiceChoices } from './scenario.ts';
export {
  type At,
  anything,
  type Bounds,
  below,
  byKind,
  choice,
  complain,
  dictionary,
  duration,
  flag,
  identifier,
  instant,
  isMapping,
  isoDuration,
  type JsonSchema,
  list,
  mapped,
  nameOf,
  number,
  oneOrMany,
  outOfRange,
  pathOf,
  type Reading,
  type Shape,
  spanAt,
  spell,
  startReading,
  text,
  wrongType,
} from './schema.ts';
export { SCHEMA_FILES, schemaFile } from './schema-files.ts';
export type { Account } from './service/account.ts';
export type { EvaluatorOf } from './service/autoscale-settings.ts';
export { disableJob, terminateJob } from './service/jobs.ts';
export { nodeOf } from './service/node-facts.ts';
export { resizePool, stopResize } from './service/pool-sizes.ts';
export type { Refusal } from './service/refusals.ts';
export { listSubtasks, type SubtaskView, type TaskView, taskOf } from './service/task-reader.ts';
export { type AddedTask, addTaskCollection } from './service/tasks.ts';
export {
  nodePart,
  type OrderJob,
  type OrderNode,
  orderOf,
  specialOrderOf,
  type WorkOrder,
} from './service/work-order.ts';
export {
  createSimulation,
  type EndReason,
  type Progress,
  type Simulation,
  type SimulationEnd,
  type SimulationOptions,
  simulate,
} from './simulate.ts';
export {
  DEFAULT_PRICES,
  familyOf,
  findSize,
  NODE_SIZES,
  type NodePrice,
  type NodeSize,
  type PriceList,
  priceOf,
} from './sizes.ts';
export {
  POOL_FIELD_NAMES,
  printSamples,
  printState,
  readState,
  type StateReading,
  type StateSection,
  stateData,
  stateOf,
  stateShape,
} from './state-file.ts';
export type { StretchEnd, StretchEnds, StretchInstants, StretchPart, StretchSink } from './stretch.ts';
export { printColumnFile } from './workload/column-file.ts';
export { mergeWorkloads } from './workload/columns.ts';
export { commandOf, hasCommand } from './workload/commands.ts';
export { type CriticalPath, criticalPath, hasDependencies } from './workload/critical-path.ts';
export {
  readTrace,
  TRACE_FORMATS,
  type TraceFile,
  type TraceFormat,
  type TraceReading,
} from './workload/formats/index.ts';
export { type Arrivals, type Generation, generate, type MakingOf } from './workload/generate.ts';
export {
  loadWorkload,
  mostTasks,
  type ReadFile,
  type WorkloadReading,
  type WorkloadSetting,
} from './workload/load.ts';
export type { WorkloadJob } from './workload/parts.ts';
export { UNITS } from './workload/patterns.ts';
export { printJobsJson, printJobsYaml } from './workload/print-jobs.ts';
export { CSV_COLUMNS, type TraceSection, type WorkloadSource } from './workload/source.ts';
export type { Workload } from './workload/workload.ts';
export { createAttempts, exitCodeOf } from './world/attempts.ts';
export {
  type Behaviour,
  type JobBehaviour,
  type ResourceUse,
  SUCCEEDS,
  type TimedBehaviour,
} from './world/behaviour.ts';
export { type Delay, NO_DELAY, statelessSampler } from './world/delay.ts';
export type { Executor, ExecutorEvents } from './world/executor.ts';
export { createMachineState } from './world/machine-state.ts';
export type { MachineEvents, Machines } from './world/machines.ts';
export { createModelledMachines } from './world/modelled-machines.ts';
export { DEFAULT_WORLD, IDEAL_WORLD, type World } from './world/world.ts';
