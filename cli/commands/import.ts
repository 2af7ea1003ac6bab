// `import`: a trace to a workload of ours, that scenarios read quickly or people read and change.

import { formatDuration } from '../../planner/index.ts';
import {type CriticalPath, 
  CSV_COLUMNS, criticalPath, hasDependencies, nearestName, printColumnFile, printJobsYaml,
  readTrace, type TraceSection, UNITS, type Workload,
} from '../../simulator/index.ts'; // biome-ignore format: one list
import { type Context, refuse } from '../context.ts';
import { showComplaints } from '../documents.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { openLines, type Problem, readBytes, writeFileAt } from '../files.ts';

export interface ImportOptions {
  readonly format?: string;
  readonly columns?: string;
  readonly limit?: number;
  readonly output?: string;
}

/** Reads one trace and writes it as a workload. */
export async function importTrace(file: string, options: ImportOptions, context: Context): Promise<ExitCode> {
  const columns = options.columns === undefined ? {} : columnsOf(options.columns);
  if ('message' in columns) return refuse(context, columns);
  const reading = await readBytes(context.io, file, 'trace');
  if ('problem' in reading) return refuse(context, reading.problem);
  const { format, limit } = options;
  const section: TraceSection = {
    file,
    ...(format !== undefined && { format }),
    ...(limit !== undefined && { limit }),
    ...(options.columns !== undefined && { columns }),
  };
  // A workload file has no start and no pool of its own; the scenario that reads it brings both.
  const { workload, complaints, makespan } = readTrace(reading, section, { seed: 1, start: 0, poolId: '' });
  if (showComplaints(context, complaints) || workload === undefined) return EXIT.usage;
  const problem = await write(workload, options.output, context);
  if (problem !== undefined) return refuse(context, problem);
  const { count, jobs } = workload;
  const place = options.output === undefined ? '' : `, in ${options.output}`;
  const path = hasDependencies(workload) ? `${pathOf(criticalPath(workload), makespan)}\n` : '';
  context.io.err(`${count} tasks in ${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'}${place}\n${path}`);
  return EXIT.fine;
}

/** The least time that tasks waiting for each other take, and how long they took when they were recorded. */
function pathOf({ duration, taskIds }: CriticalPath, makespan: number | undefined): string {
  const length = taskIds.length;
  const recorded = makespan === undefined ? '' : `; the recorded run took ${formatDuration(makespan / 1000)}`;
  return `critical path ${formatDuration(duration / 1000)} over ${length} ${length === 1 ? 'task' : 'tasks'}${recorded}`;
}

async function write(
  workload: Workload,
  output: string | undefined,
  { io }: Context,
): Promise<Problem | undefined> {
  if (output !== undefined && /\.ya?ml$/i.test(output))
    return writeFileAt(io, output, printJobsYaml(workload));
  if (output === undefined) {
    for (const piece of printColumnFile(workload)) io.out(piece);
    return undefined;
  }
  const file = await openLines(io, output);
  if ('problem' in file) return file.problem;
  for (const piece of printColumnFile(workload)) file.write(piece);
  return file.close();
}

type Columns = NonNullable<TraceSection['columns']>;

/** `submit=submit_time,duration=run_ms:ms` to a column map. */
function columnsOf(text: string): Columns | Problem {
  const found: Record<string, Columns['submit']> = {};
  for (const part of text.split(',')) {
    const [, meaning = part, column, unit] = /^([^=]*)=([^:]+)(?::(.*))?$/.exec(part.trim()) ?? [];
    if (column === undefined)
      return {
        message: `--columns ${part} is not a column.`,
        hint: 'Write it like submit=submit_time, or duration=run_ms:ms for another unit.',
      };
    if (!CSV_COLUMNS.some((known) => known === meaning)) {
      const near = nearestName(meaning, CSV_COLUMNS);
      return {
        message: `--columns ${meaning} is not known.`,
        hint: near === undefined ? `It can be ${CSV_COLUMNS.join(', ')}.` : `Did you mean ${near}?`,
      };
    }
    const known = UNITS.find((one) => one === unit);
    if (unit !== undefined && known === undefined)
      return { message: `--columns ${part} has no unit ${unit}.`, hint: `It can be ${UNITS.join(', ')}.` };
    found[meaning] = {
      column: /^\d+$/.test(column) ? Number(column) : column,
      ...(known !== undefined && { unit: known }),
    };
  }
  return found;
}
