// `simulate`: a scenario in virtual time, to a report, a page and a journal.

import { type Instant, parseDuration, printInstant } from '../../runtime/index.ts';
import { createJournalWriter } from '../../simulator/index.ts';
import { type Context, refuse } from '../context.ts';
import { deliverRun } from '../deliver-run.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type LineFile, openLines, type Problem, writeFileAt } from '../files.ts';
import { createPageSource } from '../page.ts';
import { reportJson } from '../render/json.ts';
import { renderReport } from '../render/text.ts';
import { runOrStop, type StoppedRun } from '../runs.ts';
import { readSavedRun } from '../saved-runs.ts';
import { type Overrides, openScenario, openWorkload } from '../scenarios.ts';

export interface SimulateOptions extends Overrides {
  readonly report?: string;
  readonly journal?: string;
  readonly json?: boolean;
  readonly save?: string;
  readonly stopAfter?: string;
  readonly resume?: string;
}

/** Runs one scenario; after Ctrl-C it still writes what there is, or saves the run. */
export async function simulate(file: string, options: SimulateOptions, context: Context): Promise<ExitCode> {
  const open = await openScenario(context, file, options);
  if ('code' in open) return open.code;
  const loaded = await openWorkload(open, context);
  if ('code' in loaded) return loaded.code;
  const resumed = await readSavedRun(context.io, options.resume, open.scenario, loaded.workload);
  if ('problem' in resumed) return refuse(context, resumed.problem);
  const stopAt = stopTime(options, open.scenario.start);
  if (typeof stopAt === 'object') return refuse(context, stopAt);
  const how = resumed.graph === undefined ? 'anew' : 'append';
  const journal =
    options.journal === undefined ? undefined : await openLines(context.io, options.journal, how);
  if (journal !== undefined && 'problem' in journal) return refuse(context, journal.problem);
  const source = createPageSource(options.report !== undefined && resumed.graph === undefined);
  const sinks = [...source.sinks, ...(journal === undefined ? [] : [createJournalWriter(journal.write)])];
  const run = await runOrStop(
    open,
    loaded.workload,
    {
      label: open.scenario.title,
      sinks,
      isSaved: options.save !== undefined,
      stopAt,
      ...(resumed.graph === undefined ? {} : { resume: resumed.graph }),
    },
    context,
  );
  if ('saved' in run) return keep(run, journal, options.save!, context);
  const { io, style } = context;
  const answer =
    options.json === true ? reportJson(run.report) : renderReport(run.report, style.out, io.columns);
  return deliverRun({ ...run, source }, { options, journal, answer }, context);
}

/** When to stop; Infinity for never. */
function stopTime({ stopAfter, save }: SimulateOptions, start: Instant): Instant | Problem {
  if (stopAfter === undefined) return Number.POSITIVE_INFINITY;
  if (save === undefined)
    return {
      message: '`--stop-after` needs `--save FILE`.',
      hint: 'The run goes on later with `--resume FILE`.',
    };
  const after = parseDuration(stopAfter);
  return after === undefined || after < 0
    ? { message: `\`${stopAfter}\` is not a duration.`, hint: 'Write P2D or PT12H.' }
    : start + after;
}

/** Writes a stopped run down. */
async function keep(
  { saved, time, isInterrupted }: StoppedRun,
  journal: LineFile | undefined,
  file: string,
  context: Context,
): Promise<ExitCode> {
  const problems = [journal?.close(), await writeFileAt(context.io, file, saved)];
  const failed = problems.filter((problem) => problem !== undefined);
  if (failed.length > 0) return refuse(context, ...failed);
  context.io.err(`stopped at ${printInstant(time)}; go on with --resume ${file}\n`);
  return isInterrupted ? EXIT.interrupted : EXIT.fine;
}
