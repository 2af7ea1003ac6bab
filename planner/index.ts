// The door of the planner: reports from a journal, and reports side by side.
export { type Collector, type CollectorOptions, createCollector } from './report/collect.ts';
export { type Elasticity, elasticity, type Steps } from './report/elasticity.ts';
export * from './report/report.ts';
export { type Results, readResults } from './report/results.ts';
