// The door of the planner: reports from a journal, and reports side by side.
export { comparisonPage, fillPage, PAGE_SLOT, type Page } from './page.ts';
export { type Collector, type CollectorOptions, createCollector } from './report/collect.ts';
export * from './report/compare.ts';
export { evaluationsCsv, seriesCsv, tableCsv } from './report/csv.ts';
export { CAUSE_WORDS, describe, PART_WORDS, type Sentence } from './report/describe.ts';
export { type Elasticity, elasticity, type Steps } from './report/elasticity.ts';
export * from './report/format.ts';
export { MEASURES, type Measure, type SummaryRow, summarise } from './report/measures.ts';
export { neverNotes } from './report/notes.ts';
export { stepAt, valueAt } from './report/read-series.ts';
export * from './report/report.ts';
export { type Results, readResults } from './report/results.ts';
export * from './report/tables.ts';
export * from './report/troubles.ts';
export { createStatistics, type StatisticsCollector, type StatisticsOptions } from './statistics/collect.ts';
export * from './statistics/statistics.ts';
export { STATISTICS_TABLES, type StatisticsTable, statisticsCsv } from './statistics/tables.ts';
