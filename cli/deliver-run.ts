// What comes of a run, simulated or real, handed over: its files first, then the answer, then how it ended.

import type { Report } from '../planner/index.ts';
import { type Context, refuse } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { LineFile } from './files.ts';
import { type PageSource, writePage } from './page.ts';

/** A run that is over, or was interrupted. */
interface Over {
  readonly end: { readonly reason: string };
  readonly report: Report;
  readonly source: PageSource;
}

interface Wanted {
  readonly options: { readonly report?: string; readonly journal?: string };
  readonly journal: LineFile | undefined;
  /** What goes to standard output. */
  readonly answer: string;
}

/** Closes the journal, writes the page, prints; what could not be written is said, and no answer is called fine then. */
export async function deliverRun(
  { end, report, source }: Over,
  { options, journal, answer }: Wanted,
  context: Context,
): Promise<ExitCode> {
  const { io } = context;
  const page = options.report;
  const written = [
    [page, page === undefined ? undefined : await writePage(io, page, source.page(report))],
    [options.journal, journal?.close()],
  ] as const;
  io.out(answer);
  for (const [file, problem] of written)
    if (file !== undefined && problem === undefined) io.err(`wrote ${file}\n`);
  const failed = written.flatMap(([, problem]) => problem ?? []);
  if (failed.length > 0) return refuse(context, ...failed);
  return end.reason === 'interrupted' ? EXIT.interrupted : EXIT.fine;
}
