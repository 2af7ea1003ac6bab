// `simulate`: a scenario in virtual time, to a report, a page and a journal.

import { createJournalWriter } from '../../simulator/index.ts';
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type LineFile, openLines } from '../files.ts';
import { writePage } from '../page.ts';
import { reportJson } from '../render/json.ts';
import { renderReport } from '../render/text.ts';
import { type Run, runScenario } from '../runs.ts';
import { type Overrides, openScenario, openWorkload } from '../scenarios.ts';

export interface SimulateOptions extends Overrides {
  readonly report?: string;
  readonly journal?: string;
  readonly json?: boolean;
}

/** Runs one scenario; after Ctrl-C it still writes what there is. */
export async function simulate(file: string, options: SimulateOptions, context: Context): Promise<ExitCode> {
  const open = await openScenario(context, file, options);
  if ('code' in open) return open.code;
  const loaded = await openWorkload(open, context);
  if ('code' in loaded) return loaded.code;
  const journal = options.journal === undefined ? undefined : await openLines(context.io, options.journal);
  if (journal !== undefined && 'problem' in journal) return refuse(context, journal.problem);
  const sinks = journal === undefined ? [] : [createJournalWriter(journal.write)];
  const run = await runScenario(open, loaded.workload, { label: open.scenario.title, sinks }, context);
  return deliver(run, journal, options, context);
}

async function deliver(
  { end, report }: Run,
  journal: LineFile | undefined,
  options: SimulateOptions,
  context: Context,
): Promise<ExitCode> {
  const { io, style } = context;
  const problems = [
    journal?.close(),
    options.report === undefined
      ? undefined
      : await writePage(io, options.report, { kind: 'report', report }),
  ];
  io.out(options.json === true ? reportJson(report) : renderReport(report, style.out, io.columns));
  for (const written of [options.report, options.journal])
    if (written !== undefined) io.err(`wrote ${written}\n`);
  const failed = problems.filter((problem) => problem !== undefined);
  if (failed.length > 0) return refuse(context, ...failed);
  return end.reason === 'interrupted' ? EXIT.interrupted : EXIT.fine;
}
