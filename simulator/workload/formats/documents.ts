// Our own workload files, YAML or JSON: Azure's jobs and tasks written out, or the compact columns that
// `lazurite import` writes, which read back quickly.

import { createSource } from '../../../grammar/index.ts';
import { hasErrors, inSource } from '../../diagnostics.ts';
import { type Document, decodeText, readDocument } from '../../document.ts';
import { record, required } from '../../record.ts';
import { type At, isMapping, number, startReading, text } from '../../schema.ts';
import { readColumnFile } from '../column-file.ts';
import type { MakingOf } from '../generate.ts';
import { jobSections, scheduleSections } from '../jobs-section.ts';
import { makeWritten, type Written } from '../make-jobs.ts';
import { operationSections } from '../operations-section.ts';
import type { TraceSection } from '../source.ts';
import type { Workload } from '../workload.ts';
import type { TraceFile, TraceReading } from './format.ts';
import { firstTasks, spedUp } from './rows.ts';

/** A file of jobs: `jobs` and what may stand beside it. */
export const jobsFile = record(
  {
    $schema: text,
    schemaVersion: number({ least: 1, most: 1 }),
    title: text,
    jobs: required(jobSections),
    schedules: scheduleSections,
    operations: operationSections,
  },
  { what: 'a workload file' },
);

/** Whether a text begins like a document of ours rather than like lines of figures. */
export const looksLikeWorkload = (head: string): boolean =>
  /^\s*(\{\s*"|\[\s*\{|jobs\s*:|title\s*:|schemaVersion\s*:|- +id\s*:|\{ *jobs)/m.test(head);

/** Reads a workload file. */
export function readWorkloadFile(file: TraceFile, section: TraceSection, making: MakingOf): TraceReading {
  const source = createSource(file.name, decodeText(file.bytes));
  const { document, diagnostics } = readDocument(source);
  if (document === undefined) return { complaints: inSource(source, diagnostics) };
  const at = startReading(document);
  const found = isColumns(document.data)
    ? readColumnFile(document.data, making, at)
    : jobsOf(document, at, making);
  const complaints = inSource(source, [...diagnostics, ...at.reading.diagnostics]);
  if (found === undefined || hasErrors(at.reading.diagnostics)) return { complaints };
  const timed = spedUp(found, making.start, section.speedup ?? 1);
  return { workload: firstTasks(timed, section.limit ?? Infinity), complaints };
}

const isColumns = (data: unknown): data is Readonly<Record<string, unknown>> =>
  isMapping(data) && data.kind === 'workload';

function jobsOf({ data }: Document, at: At, making: MakingOf): Workload | undefined {
  const written: Written | undefined = Array.isArray(data)
    ? { jobs: jobSections.read(data, at) ?? [] }
    : jobsFile.read(data, at);
  return written === undefined ? undefined : makeWritten(written, making);
}
