// `run`: a scenario with real processes on this machine, to a report, a page and a journal.

import path from 'node:path';
import {
  createFileServices,
  createMeasurements,
  createRealRun,
  createWrap,
  type FileOptions,
  type FolderProblem,
  type Measurements,
  NO_FILES,
  openNamedFolder,
  openOwnFolder,
  readConnectionString,
  type WorkFolder,
} from '../../emulator/index.ts';
import { version } from '../../package.json';
import { createCollector, type Report } from '../../planner/index.ts';
import { parseDuration } from '../../runtime/index.ts';
import {
  createJournalWriter, DEFAULT_WORLD, IDEAL_WORLD, type JournalSink, type Names, type Scenario, type SimulationEnd,
  type Workload,
} from '../../simulator/index.ts'; // biome-ignore format: one list
import { type Context, refuse } from '../context.ts';
import { deliverRun } from '../deliver-run.ts';
import type { ExitCode } from '../exit-codes.ts';
import { createFailureTails } from '../failure-tails.ts';
import { type LineFile, openLines, type Problem } from '../files.ts';
import { createLiveView } from '../live.ts';
import { findMeans, type Means } from '../means.ts';
import { createPageSource, type PageSource } from '../page.ts';
import { reportJson } from '../render/json.ts';
import { renderReport } from '../render/text.ts';
import { type Overrides, openScenario, openWorkload } from '../scenarios.ts';
import { checkTruth, renderTruth, type Truth, truthJson } from '../truth.ts';

export interface RunCommandOptions extends Overrides {
  readonly report?: string;
  readonly journal?: string;
  readonly json?: boolean;
  readonly work?: string;
  readonly keep?: boolean;
  readonly speed?: number;
  readonly boot?: string;
  readonly grace?: string;
  readonly rehearse?: boolean;
  readonly packages?: string;
  readonly storage?: string;
  readonly quiet?: boolean;
  readonly againstSimulation?: boolean;
  readonly isolate?: boolean;
  readonly allowNetwork?: boolean;
  readonly allowHome?: boolean;
  readonly cpus?: number;
  readonly memory?: number;
  readonly disk?: number;
  readonly measure?: boolean;
}

/** Runs one scenario for real. Ctrl-C lets what runs end and starts nothing more; a second one ends it. */
export async function run(file: string, options: RunCommandOptions, context: Context): Promise<ExitCode> {
  const open = await openScenario(context, file, { ...options, isReal: true });
  if ('code' in open) return open.code;
  const loaded = await openWorkload(open, context);
  if ('code' in loaded) return loaded.code;
  const times = readTimes(options);
  if ('message' in times) return refuse(context, times);
  const journal = options.journal === undefined ? undefined : await openLines(context.io, options.journal);
  if (journal !== undefined && 'problem' in journal) return refuse(context, journal.problem);
  const moving = movingOf(options, context);
  if ('message' in moving) return refuse(context, moving);
  const means = await findMeans(options, context.io);
  if ('message' in means) return refuse(context, means);
  const work = openFolder(options, context);
  if ('message' in work) return refuse(context, work);
  const scenario = realWorld(open.scenario, times.boot);
  const source = createPageSource(options.report !== undefined);
  const outcome = await carryOut(
    scenario,
    loaded.workload,
    { ...options, work, journal, grace: times.grace, moving, means, source },
    context,
  );
  const truth =
    options.againstSimulation === true ? checkTruth(scenario, loaded.workload, outcome) : undefined;
  const answer = answerOf({ ...outcome, truth }, options, context);
  const code = await deliverRun({ ...outcome, source }, { options, journal, answer }, context);
  if (options.keep === true) context.io.err(`the nodes are in ${work.folder}\n`);
  work.close(options.keep === true);
  return code;
}

interface Times {
  readonly boot: number | undefined;
  readonly grace: number | undefined;
}

function readTimes(options: RunCommandOptions): Times | Problem {
  const found: Record<keyof Times, number | undefined> = { boot: undefined, grace: undefined };
  for (const name of ['boot', 'grace'] as const) {
    const written = options[name];
    if (written === undefined) continue;
    const value = parseDuration(written);
    if (value === undefined || value < 0)
      return { message: `--${name} ${written} is not a duration.`, hint: 'Write PT30S or PT0.5S.' };
    found[name] = value;
  }
  return found;
}

/** Where files come from besides the addresses that tasks name. */
function movingOf({ packages, storage }: RunCommandOptions, { io }: Context): FileOptions | Problem {
  const written = storage ?? io.environment.AZURE_STORAGE_CONNECTION_STRING;
  const linked = written === undefined ? undefined : readConnectionString(written, Date.now);
  // What the environment holds may be meant for others; what was asked for must be right.
  if (storage !== undefined && linked === undefined)
    return {
      message: 'the connection string of the storage account cannot be read.',
      hint: 'Write AccountName=…;AccountKey=…;BlobEndpoint=… or UseDevelopmentStorage=true.',
    };
  return {
    ...(linked === undefined ? {} : { storage: linked }),
    ...(packages === undefined ? {} : { packages: path.resolve(io.folder, packages) }),
  };
}

function openFolder({ work }: RunCommandOptions, { io }: Context): WorkFolder | FolderProblem {
  const opened = work === undefined ? openOwnFolder() : openNamedFolder(path.resolve(io.folder, work));
  if (!('message' in opened) && opened.ended > 0)
    io.err(`ended ${opened.ended} processes that a run before left behind\n`);
  return opened;
}

/** The usual delays are Azure's and not this machine's; a world that the scenario describes holds here too. */
function realWorld(scenario: Scenario, boot: number | undefined): Scenario {
  const world = scenario.world === DEFAULT_WORLD ? IDEAL_WORLD : scenario.world;
  return {
    ...scenario,
    world: boot === undefined ? world : { ...world, starting: { kind: 'constant', value: boot } },
  };
}

interface RealOutcome {
  readonly end: SimulationEnd;
  readonly report: Report;
  readonly measured: Measurements;
  readonly rehearses: boolean;
}

interface Manner extends Pick<RunCommandOptions, 'speed' | 'rehearse' | 'quiet' | 'disk' | 'measure'> {
  readonly work: WorkFolder;
  readonly journal: LineFile | undefined;
  readonly grace: number | undefined;
  readonly moving: FileOptions;
  readonly means: Means;
  readonly source: PageSource;
}

async function carryOut(
  scenario: Scenario,
  workload: Workload,
  manner: Manner,
  { io, style }: Context,
): Promise<RealOutcome> {
  const { work, journal, speed, grace, disk, rehearse = false, moving, means, source } = manner;
  let collector = createCollector();
  const collect = (names: Names): JournalSink => {
    collector = createCollector({ prices: scenario.prices, names, expectedTasks: workload.count });
    return collector;
  };
  const view = createLiveView(io, style.err, { start: scenario.start, total: workload.count });
  const measured = createMeasurements();
  const tails = createFailureTails(() => real.workspace);
  const wrapping = createWrap({ folder: work.folder, ...means });
  const real = createRealRun(scenario, workload, {
    folder: work.folder,
    run: work.run,
    files: { ...NO_FILES, ...createFileServices(moving), ...wrapping.services },
    environment: io.environment,
    version,
    rehearses: rehearse,
    measures: manner.measure ?? false,
    hasOwnNetworks: means.rooms?.allowsNetwork === false,
    ...(disk === undefined ? {} : { diskBytes: disk }),
    ...(speed === undefined ? {} : { speed }),
    ...(grace === undefined ? {} : { grace }),
    sinks: [
      collect,
      ...source.sinks,
      measured.makeSink,
      ...(manner.quiet === true ? [] : [view.makeSink]),
      tails.makeSink,
      ...(journal === undefined ? [] : [createJournalWriter(journal.write)]),
    ],
  });
  const drain = (): void => {
    view.print('no more tasks are started; Ctrl-C again ends those that run\n');
    real.drain();
  };
  io.signal.addEventListener('abort', drain, { once: true });
  const release = io.onInsist?.(real.kill);
  try {
    if (io.signal.aborted) real.kill();
    const end = await real.run();
    return { end, report: collector.report(), measured, rehearses: rehearse };
  } finally {
    io.signal.removeEventListener('abort', drain);
    release?.();
    await wrapping.close();
    view.close();
    io.err(tails.render(style.err));
  }
}

function answerOf(
  { report, truth }: RealOutcome & { readonly truth: Truth | undefined },
  { json }: RunCommandOptions,
  { io, style }: Context,
): string {
  if (json === true) return truth === undefined ? reportJson(report) : truthJson(report, truth);
  const text = renderReport(report, style.out, io.columns);
  return truth === undefined ? text : `${text}\n${renderTruth(report, truth, style.out)}`;
}
