// The formats a trace may have, and the one way into them: bytes in; workload and complaints out.

import { type Complaint, workloadDiagnostics as complaints, excerptOf } from '../../diagnostics.ts';
import { nearestName } from '../../nearest.ts';
import { listed } from '../../schema.ts';
import type { MakingOf } from '../generate.ts';
import type { TraceSection } from '../source.ts';
import { looksLikeAzureTasks, readAzureTasks } from './azure-tasks.ts';
import { lineAt, plainBytes, textAt } from './bytes.ts';
import { readCsv } from './csv.ts';
import { looksLikeWorkload, readWorkloadFile } from './documents.ts';
import type { TraceFile, TraceFormat, TraceReading } from './format.ts';
import { azureId } from './ids.ts';
import { readSwf } from './swf.ts';
import { looksLikeWfFormat, readWfCommons } from './wfcommons.ts';

export type { TraceFile, TraceFormat, TraceReading } from './format.ts';

/** Every format, in the order in which they are tried on a file whose format nobody named. */
export const TRACE_FORMATS: readonly TraceFormat[] = [
  {
    name: 'wfcommons',
    prose: 'WfFormat 1.4 to 1.6 of the WfCommons project: a workflow whose tasks depend on each other',
    looksLike: looksLikeWfFormat,
    read: readWfCommons,
  },
  {
    name: 'azure-tasks',
    prose: 'the tasks of a job as `az batch task list` prints them',
    looksLike: looksLikeAzureTasks,
    read: readAzureTasks,
  },
  {
    name: 'workload',
    prose: 'our own YAML or JSON: jobs written out, or the compact columns of `import`',
    ending: /\.(ya?ml|json)$/,
    looksLike: looksLikeWorkload,
    read: readWorkloadFile,
  },
  {
    name: 'swf',
    prose: 'the Standard Workload Format of the Parallel Workloads Archive',
    ending: /\.swf$/,
    looksLike: (head) =>
      /^(?:;[^\n]*\n|[ \t\r]*\n)*[ \t]*\d+(?:[ \t]+-?\d+(?:\.\d+)?){17}[ \t\r]*\n/.test(head),
    read: readSwf,
  },
  {
    name: 'csv',
    prose: 'comma-separated values with a column map',
    ending: /\.(csv|tsv)$/,
    looksLike: (head) => /^[^\n]+[,;\t][^\n]+\n/.test(head),
    read: readCsv,
  },
];

const HEAD = 4096;

/** Reads a trace in the format it says or is recognised to have. Never throws, whatever the bytes. */
export function readTrace(
  file: { readonly name: string; readonly bytes: Uint8Array },
  section: TraceSection,
  making: MakingOf,
): TraceReading {
  const bytes = plainBytes(file.bytes);
  const whole = (make: (span: { start: number; end: number }) => Complaint['diagnostic']): TraceReading => ({
    complaints: [{ source: excerptOf(file.name, []), diagnostic: make({ start: 0, end: 0 }) }],
  });
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    return whole((span) =>
      complaints['compressed-wrongly'](span, { file: file.name, why: 'it still is gzip' }),
    );
  }
  if (bytes.includes(0)) return whole((span) => complaints.binary(span, { file: file.name }));
  const format = formatOf(file.name, bytes, section.format);
  if (format === undefined) {
    const names = TRACE_FORMATS.map(({ name }) => name);
    const formats = listed(names, 'and');
    if (section.format === undefined)
      return whole((span) => complaints['unknown-format'](span, { file: file.name, formats }));
    const asked = section.format;
    const near = nearestName(asked, names);
    const holes = { format: asked, near: near === undefined ? '' : `did you mean \`${near}\`? `, formats };
    return whole((span) => complaints['no-such-format'](span, holes));
  }
  const jobId = azureId(baseName(file.name), 'trace');
  const trace: TraceFile = { name: file.name, bytes, jobId };
  const reading = format.read(trace, section, making);
  if (reading.workload?.count !== 0) return reading;
  const source = excerptOf(file.name, [lineAt(bytes, 0, 1)]);
  const empty = complaints['no-tasks']({ start: 0, end: 0 }, { file: file.name });
  return { ...reading, complaints: [...reading.complaints, { source, diagnostic: empty }] };
}

function formatOf(name: string, bytes: Uint8Array, asked: string | undefined): TraceFormat | undefined {
  if (asked !== undefined) {
    const word = asked.toLowerCase();
    const name = ALIASES.get(word) ?? word;
    return TRACE_FORMATS.find((format) => format.name === name);
  }
  const head = textAt(bytes, 0, Math.min(bytes.length, HEAD));
  const bare = name.toLowerCase().replace(/\.gz$/, '');
  return (
    TRACE_FORMATS.find(({ ending, looksLike }) => ending?.test(bare) ?? looksLike(head)) ??
    TRACE_FORMATS.find((format) => format.looksLike(head))
  );
}

const ALIASES: ReadonlyMap<string, string> = new Map([
  ['yaml', 'workload'], ['json', 'workload'], ['batch', 'workload'], ['jobs', 'workload'], ['wfformat', 'wfcommons'],
]); // biome-ignore format: a table

/** The name of a file without its folder and its endings. */
export const baseName = (path: string): string =>
  path.replace(/^.*[/\\]/, '').replace(/(\.(gz|swf|csv|tsv|txt|ya?ml|json|ndjson))+$/i, '');
