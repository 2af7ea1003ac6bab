// The door of the runtime: evaluation, environments, samples, time, randomness.
export * from './environment.ts';
export {
  createDraw,
  createRandom,
  drawAt,
  type Random,
  type RandomState,
  restoreRandom,
} from './random.ts';
export * from './samples.ts';
export { createStepSource, type Retention, StepSeries, type StepSettings } from './steps.ts';
export * from './time.ts';
