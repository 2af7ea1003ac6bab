// Tasks as `az batch task list` prints them, or the REST API lists them: those that ran become tasks that come when
// they were created and take as long as their last attempt did. Source: REST Task - List.

import { createSource } from '../../../grammar/index.ts';
import { parseInstant } from '../../../runtime/index.ts';
import { workloadDiagnostics as complaints, hasErrors, inSource } from '../../diagnostics.ts';
import { decodeText, type Path, readDocument } from '../../document.ts';
import { isMapping, startReading, wrongType } from '../../schema.ts';
import type { MakingOf } from '../generate.ts';
import type { TraceSection } from '../source.ts';
import type { TraceFile, TraceReading } from './format.ts';
import { Rows, replay } from './rows.ts';

/** Whether a text begins like such a list: tasks with what Azure says of them, and not jobs, which name their pool. */
export const looksLikeAzureTasks = (head: string): boolean =>
  /^\s*[[{]/.test(head) &&
  /"executionInfo"\s*:/.test(head) &&
  /"creationTime"\s*:/.test(head) &&
  !/"poolInfo"\s*:/.test(head);

/** Reads a list of tasks. */
export function readAzureTasks(file: TraceFile, section: TraceSection, making: MakingOf): TraceReading {
  const source = createSource(file.name, decodeText(file.bytes));
  const { document, diagnostics } = readDocument(source);
  if (document === undefined) return { complaints: inSource(source, diagnostics) };
  const at = startReading(document);
  const list = isMapping(document.data) ? document.data.value : document.data;
  if (!Array.isArray(list)) {
    wrongType(at, document.data, 'a list of tasks, or a mapping with such a list as `value`');
    return { complaints: inSource(source, at.reading.diagnostics) };
  }
  const found = list.map((one) => (isMapping(one) ? ranTask(one) : undefined));
  const left = found.indexOf(undefined);
  const said = [...diagnostics];
  if (left >= 0) {
    const path: Path = isMapping(document.data) ? ['value', left] : [left];
    const { start } = document.locate(path).value;
    const count = found.filter((one) => one === undefined).length;
    const why = 'they have not run to their end';
    said.push(complaints.dropped({ start, end: start + 1 }, { count, total: list.length, why }));
  }
  if (hasErrors(said)) return { complaints: inSource(source, said) };
  const tasks = found.filter((one) => one !== undefined);
  return { workload: workloadOf(tasks, { file, section, making }), complaints: inSource(source, said) };
}

interface RanTask {
  readonly id: string;
  readonly job: string;
  readonly created: number;
  readonly duration: number;
  readonly slots: number;
  readonly exitCode: number;
}

/** A task that has begun and ended; undefined for others. */
function ranTask(task: Readonly<Record<string, unknown>>): RanTask | undefined {
  const info = isMapping(task.executionInfo) ? task.executionInfo : {};
  const start = instantOf(info.startTime);
  const end = instantOf(info.endTime);
  if (start === undefined || end === undefined || end < start) return undefined;
  const created = instantOf(task.creationTime) ?? start;
  return {
    id: typeof task.id === 'string' ? task.id : '',
    job: typeof task.url === 'string' ? (/\/jobs\/([^/]+)\/tasks\//.exec(task.url)?.[1] ?? '') : '',
    created: Math.min(created, start),
    duration: end - start,
    slots: typeof task.requiredSlots === 'number' ? Math.max(1, task.requiredSlots) : 1,
    exitCode: typeof info.exitCode === 'number' ? info.exitCode : 0,
  };
}

const instantOf = (value: unknown): number | undefined =>
  typeof value === 'string' ? parseInstant(value) : undefined;

interface Making {
  readonly file: TraceFile;
  readonly section: TraceSection;
  readonly making: MakingOf;
}

function workloadOf(tasks: readonly RanTask[], { file, section, making }: Making) {
  const rows = new Rows();
  const jobs = new Map<string, number>();
  const jobOf = (name: string): number => {
    const known = jobs.get(name) ?? jobs.size;
    jobs.set(name, known);
    return known;
  };
  for (const [place, task] of tasks.entries()) {
    const row = rows.add();
    rows.submit[row] = task.created;
    rows.duration[row] = task.duration;
    rows.slots[row] = task.slots;
    rows.exitCode[row] = section.failedJobs === 'succeed' ? 0 : task.exitCode;
    rows.job[row] = jobOf(task.job);
    rows.id[2 * row] = place;
  }
  // Where no address says a job, there is one, named after the file.
  if (jobs.size > 1 || !jobs.has('')) rows.jobs.push(...jobs.keys());
  const idOf = (place: number): string => tasks[place]?.id || `task-${place + 1}`;
  return replay(rows, { section, making, jobId: file.jobId, idOf });
}
