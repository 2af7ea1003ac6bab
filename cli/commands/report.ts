// `report`: a journal to text, JSON, CSV, Markdown or a page.

import { createCollector, type Report, seriesCsv } from '../../planner/index.ts';
import { type Complaint, createJournalReader } from '../../simulator/index.ts';
import { type Context, refuse } from '../context.ts';
import { showComplaints } from '../documents.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readText } from '../files.ts';
import { writePage } from '../page.ts';
import { reportJson } from '../render/json.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { renderReport } from '../render/text.ts';

export interface ReportOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly markdown?: boolean;
  readonly html?: string;
}

/** Reports a journal, whole or broken off. */
export async function report(file: string, options: ReportOptions, context: Context): Promise<ExitCode> {
  const reading = await readText(context.io, file, 'trace');
  if ('problem' in reading) return refuse(context, reading.problem);
  const reader = createJournalReader(reading.name, (names) => createCollector({ names }));
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
  return deliver(reader.sink.report(), options, context);
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

async function deliver(made: Report, options: ReportOptions, context: Context): Promise<ExitCode> {
  const { io, style } = context;
  if (options.html !== undefined) {
    const problem = await writePage(io, options.html, { kind: 'report', report: made });
    if (problem !== undefined) return refuse(context, problem);
    io.err(`wrote ${options.html}\n`);
  }
  const print = FORMATS.find(({ isWanted }) => isWanted(options))?.print;
  if (print !== undefined) io.out(print(made));
  else if (options.html === undefined) io.out(renderReport(made, style.out, io.columns));
  return EXIT.fine;
}

/** The formats for programs; without one a person is reading. */
const FORMATS: readonly {
  readonly isWanted: (options: ReportOptions) => boolean | undefined;
  readonly print: (report: Report) => string;
}[] = [
  { isWanted: ({ json }) => json, print: reportJson },
  { isWanted: ({ csv }) => csv, print: seriesCsv },
  { isWanted: ({ markdown }) => markdown, print: renderMarkdown },
];
