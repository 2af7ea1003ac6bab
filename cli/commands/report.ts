// `report`: a journal to text, JSON, CSV, Markdown or a page.

import {
  createCollector,
  createStatistics,
  evaluationsCsv,
  type Report,
  type Statistics,
  type StatisticsTable,
  seriesCsv,
  statisticsCsv,
  type TableKey,
  tableCsv,
  tableOf,
} from '../../planner/index.ts';
import {
  type Complaint,
  createJournalReader,
  type JournalReader,
  type JournalSink,
  joinSinks,
} from '../../simulator/index.ts';
import { type Context, refuse } from '../context.ts';
import { showComplaints } from '../documents.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readText } from '../files.ts';
import { createPageSource, type PageSource, writePage } from '../page.ts';
import { reportJson } from '../render/json.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { renderReport } from '../render/text.ts';
import { REPORT_TABLES, STATISTICS_NAMES } from '../table-names.ts';

export interface ReportOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
  /** One of `TABLE_NAMES`. */
  readonly table?: string;
  readonly statistics?: boolean;
  readonly markdown?: boolean;
  readonly html?: string;
}

/** What a journal was read into. */
interface Reported {
  readonly report: Report;
  readonly source: PageSource;
  readonly statistics: () => Statistics;
}

/** Reports a journal, whole or broken off. */
export async function report(file: string, options: ReportOptions, context: Context): Promise<ExitCode> {
  const reading = await readText(context.io, file, 'trace');
  if ('problem' in reading) return refuse(context, reading.problem);
  const { reader, reported } = createReader(reading.name, options);
  const complaints: Complaint[] = [];
  for (const line of linesOf(reading.text)) {
    const complaint = reader.line(line);
    if (complaint !== undefined) complaints.push(complaint);
    if (complaints.length === MOST_COMPLAINTS) break;
  }
  if (showComplaints(context, complaints)) return EXIT.usage;
  if (reader.counts.read === 0)
    return refuse(context, {
      message: `${reading.name} has no record in it.`,
      hint: 'A journal is what `lazurite simulate --journal` writes.',
    });
  if (reader.counts.unknown > 0)
    context.io.err(
      `${reader.counts.unknown} of ${reader.counts.read} records are of kinds that a report does not use\n`,
    );
  return deliver(reported(), options, context);
}

/** A reader into a report, and into statistics when somebody wants them. */
function createReader(
  name: string,
  { statistics, table = '', html }: ReportOptions,
): { readonly reader: JournalReader<JournalSink>; readonly reported: () => Reported } {
  const isCounted = statistics === true || STATISTICS_NAMES.includes(table);
  const source = createPageSource(html !== undefined);
  let collector = createCollector();
  let counted = createStatistics();
  const reader = createJournalReader(name, (names) => {
    collector = createCollector({ names });
    counted = createStatistics({ names });
    return joinSinks([
      collector,
      ...(isCounted ? [counted] : []),
      ...source.sinks.map((makeSink) => makeSink(names)),
    ]);
  });
  return {
    reader,
    reported: () => ({ report: collector.report(), source, statistics: () => counted.statistics() }),
  };
}

/** After so many, the file is something else. */
const MOST_COMPLAINTS = 5;

function* linesOf(text: string): Generator<string> {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    yield text.slice(start, end);
    start = end + 1;
  }
  if (start < text.length) yield text.slice(start);
}

async function deliver(made: Reported, options: ReportOptions, context: Context): Promise<ExitCode> {
  const { io, style } = context;
  if (options.html !== undefined) {
    const problem = await writePage(io, options.html, made.source.page(made.report));
    if (problem !== undefined) return refuse(context, problem);
    io.err(`wrote ${options.html}\n`);
  }
  const print = FORMATS.find(({ isWanted }) => isWanted(options))?.print;
  if (print !== undefined) io.out(print(made, options));
  else if (options.html === undefined) io.out(renderReport(made.report, style.out, io.columns));
  return EXIT.fine;
}

/** The formats for programs; without one a person is reading. */
const FORMATS: readonly {
  readonly isWanted: (options: ReportOptions) => boolean | undefined;
  readonly print: (made: Reported, options: ReportOptions) => string;
}[] = [
  {
    isWanted: ({ statistics }) => statistics,
    print: (made) => reportJson({ ...made.report, statistics: made.statistics() }),
  },
  { isWanted: ({ json }) => json, print: (made) => reportJson(made.report) },
  { isWanted: ({ csv }) => csv, print: (made) => seriesCsv(made.report) },
  {
    isWanted: ({ table }) => table !== undefined,
    print: (made, { table = '' }) => printTable(made, table),
  },
  { isWanted: ({ markdown }) => markdown, print: (made) => renderMarkdown(made.report) },
];

function printTable({ report, statistics }: Reported, name: string): string {
  if (name === 'series') return seriesCsv(report);
  if (name === 'evaluations') return evaluationsCsv(report);
  const listed = (REPORT_TABLES as Readonly<Record<string, TableKey | undefined>>)[name];
  return listed === undefined
    ? statisticsCsv(statistics(), name as StatisticsTable)
    : tableCsv(report, tableOf(report, listed));
}
