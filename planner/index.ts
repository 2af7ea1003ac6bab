// The door of the planner: reports from a journal, and reports side by side.
export { comparisonPage, fillPage, PAGE_SLOT, type Page, reportPage } from './page.ts';
export { type Collector, type CollectorOptions, createCollector } from './report/collect.ts';
export * from './report/compare.ts';
export { evaluationsCsv, seriesCsv, tableCsv, toCsv } from './report/csv.ts';
export { CAUSE_WORDS, describe, PART_WORDS, type Sentence } from './report/describe.ts';
export { type Elasticity, elasticity, type Steps } from './report/elasticity.ts';
export * from './report/format.ts';
export { MEASURES, type Measure, type SummaryRow, summarise } from './report/measures.ts';
export { neverNotes } from './report/notes.ts';
export { percentiles } from './report/percentiles.ts';
export { stepAt, valueAt } from './report/read-series.ts';
export * from './report/report.ts';
export { type Results, readResults } from './report/results.ts';
export * from './report/tables.ts';
export * from './report/troubles.ts';
export { createStatistics, type StatisticsCollector, type StatisticsOptions } from './statistics/collect.ts';
export * from './statistics/statistics.ts';
export { STATISTICS_TABLES, type StatisticsTable, statisticsCsv } from './statistics/tables.ts';
export type { CaseSection } from './testing/case-sections.ts';
export { testShape } from './testing/case-sections.ts';
export { type DecidingLine, decidingLines } from './testing/deciding.ts';
export { describeFailure, failureHint } from './testing/describe.ts';
export { testDiagnostics } from './testing/diagnostics.ts';
export type { Folder, TextReading } from './testing/folder.ts';
export { type MutateOptions, type MutationResult, mutate } from './testing/mutate.ts';
export type { Opened, Problem, Remark } from './testing/opened.ts';
export {
  type Bench,
  type CaseOutcome,
  type Failure,
  type RunScenario,
  runCase,
} from './testing/run-case.ts';
export { openTestFile, type TestCase, type TestFile } from './testing/test-file.ts';
export type { TestFormula } from './testing/test-formula.ts';
export { CoverageBook, type Watched, watchedEvaluator } from './testing/watching.ts';
export { createTimeline, type TimelineCollector, type TimelineOptions } from './timeline/collect.ts';
export { timelineCsv } from './timeline/csv.ts';
export {
  type Packed,
  type PackedColumn,
  type PackedTimeline,
  packColumn,
  packTimeline,
  unpackColumn,
  unpackTimeline,
} from './timeline/packed.ts';
export { type TextColumn, textAt } from './timeline/texts.ts';
export * from './timeline/timeline.ts';
