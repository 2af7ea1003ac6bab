// The door of the runtime: evaluation, environments, samples, time, randomness.
export * from './environment.ts';
export * from './samples.ts';
export * from './time.ts';
