// The door of the runtime: evaluation, environments, samples, time, randomness.

export {
  DECISIONS,
  type DecisionRow,
  type Decisions,
  decide,
  type NumberRange,
  RECOMMENDED,
} from '../compiler/index.ts';
export {
  type BranchDecision,
  type Coverage,
  type CoverageCounts,
  countCoverage,
  coverageInFile,
  createCoverage,
  joinCoverage,
} from './coverage.ts';
export {
  type CoveredLine,
  coveredLines,
  hitsByLine,
  type Missed,
  missedParts,
  percentOf,
} from './covered-lines.ts';
export { EVALUATION } from './diagnostics.ts';
export type { Environment } from './environment.ts';
export {
  type Assigned,
  createEvaluator,
  type Evaluation,
  type EvaluationError,
  type Evaluator,
  type EvaluatorOptions,
  evaluate,
} from './evaluate.ts';
export type { FailureCode } from './frame.ts';
export type { Observer } from './prepare.ts';
export * from './proofs/index.ts';
export {
  createDraw,
  createRandom,
  createStreams,
  drawAt,
  type Random,
  type RandomState,
  restoreRandom,
  type Streams,
} from './random.ts';
export { type Compared, type Logged, type Replay, replay, type Verdict } from './replay.ts';
export {
  AUTOSCALE_MESSAGES,
  type AutoScaleRun,
  type AutoScaleRunError,
  autoScaleRun,
  resultsText,
  userVariables,
} from './results.ts';
export { readValue, resultEntries } from './results-text.ts';
export {
  type NewestSamples,
  type SampleRequest,
  type SampleWindow,
  sampleRequests,
} from './sample-requests.ts';
export * from './samples.ts';
export {
  type AgedValue,
  DEFAULT_NOW,
  EMPTY_STATE,
  environmentOf,
  inPool,
  LIVE_FIELDS,
  type PoolCounts,
  type State,
} from './state.ts';
export { createStepSource, type Retention, StepSeries, type StepSettings, type StepState } from './steps.ts';
export type { Targets } from './targets.ts';
export * from './time.ts';
export { createTrace, nestTrace, type TracedPart, type TraceRow } from './trace.ts';
export {
  type Interval,
  kindOf,
  type Option,
  plainValue,
  printValue,
  type Timestamp,
  type Value,
  type Vector,
} from './value.ts';
