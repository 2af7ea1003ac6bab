// `compare`: several formulas or settings on the same work and seeds, side by side.

import path from 'node:path';
import { compare as compareEntries, comparisonPage, type Entry, type Report } from '../../planner/index.ts';
import type { Workload } from '../../simulator/index.ts';
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readFormula } from '../formulas.ts';
import { writePage } from '../page.ts';
import { concludeComparison, renderComparison } from '../render/comparison.ts';
import { toJson } from '../render/json.ts';
import { runScenario } from '../runs.ts';
import {
  type Failed,
  type OpenScenario,
  type Overrides,
  openScenario,
  openWorkload,
  withFormula,
  withSeed,
} from '../scenarios.ts';

export interface CompareOptions extends Overrides {
  readonly formula?: readonly string[];
  readonly seeds?: number;
  readonly report?: string;
  readonly json?: boolean;
}

interface Contender {
  readonly title: string;
  /** The scenario's file: contenders of one file and seed have the same work. */
  readonly file: string;
  readonly open: OpenScenario;
}

/** Runs every contender with every seed; what was done before Ctrl-C is compared all the same. */
export async function compare(
  files: readonly string[],
  options: CompareOptions,
  context: Context,
): Promise<ExitCode> {
  const found = await contendersOf(files, options, context);
  if ('code' in found) return found.code;
  const { contenders } = found;
  if (contenders.length < 2) {
    return refuse(context, {
      message: 'There is only one thing to compare.',
      hint: 'Name several scenarios, or one and several files after --formula.',
    });
  }
  const reports: Report[][] = contenders.map(() => []);
  for (let step = 0; step < (options.seeds ?? 1) && !context.io.signal.aborted; step++) {
    const round = await runRound(contenders, step, context);
    if ('code' in round) return round.code;
    for (const [at, report] of round.reports.entries()) reports[at]!.push(report);
  }
  const entries = contenders.map(({ title }, at): Entry => ({ title, reports: reports[at]! }));
  return deliver(contenders[0]!.open.scenario.title, entries, options, context);
}

async function contendersOf(
  files: readonly string[],
  options: CompareOptions,
  context: Context,
): Promise<{ readonly contenders: readonly Contender[] } | Failed> {
  const { formula: formulas = [] } = options;
  if (formulas.length > 0 && files.length > 1) {
    return {
      code: refuse(context, {
        message: '--formula goes with one scenario.',
        hint: 'Name one scenario and several formulas, or several scenarios.',
      }),
    };
  }
  const contenders: Contender[] = [];
  for (const file of files) {
    const open = await openScenario(context, file, options);
    if ('code' in open) return open;
    if (formulas.length === 0) contenders.push({ title: nameOf(file), file, open });
    for (const formula of formulas) {
      const reading = await readFormula(context.io, formula);
      if ('problem' in reading) return { code: refuse(context, reading.problem) };
      const changed = withFormula(open, reading.source, context);
      if ('code' in changed) return changed;
      contenders.push({ title: nameOf(formula), file, open: changed });
    }
  }
  return { contenders: distinct(contenders) };
}

const nameOf = (file: string): string => path.basename(file).replace(/\.[^.]+$/, '');

/** Files of one name in several folders keep their places apart. */
function distinct(contenders: readonly Contender[]): readonly Contender[] {
  return contenders.map((one, at) => {
    const same = contenders.filter(({ title }) => title === one.title);
    return same.length === 1
      ? one
      : {
          ...one,
          title: `${one.title} (${contenders.slice(0, at + 1).filter(({ title }) => title === one.title).length})`,
        };
  });
}

/** One run of each contender; those that Ctrl-C kept from ending are left out. */
async function runRound(
  contenders: readonly Contender[],
  step: number,
  context: Context,
): Promise<{ readonly reports: readonly Report[] } | Failed> {
  const works = new Map<string, Workload>();
  const reports: Report[] = [];
  for (const { title, file, open } of contenders) {
    const seeded = withSeed(open, open.scenario.seed + step);
    const loaded = works.has(file) ? { workload: works.get(file)! } : await openWorkload(seeded, context);
    if ('code' in loaded) return loaded;
    works.set(file, loaded.workload);
    const { end, report } = await runScenario(seeded, loaded.workload, { label: title }, context);
    if (end.reason === 'interrupted') break;
    reports.push(report);
  }
  return { reports };
}

async function deliver(
  title: string,
  entries: readonly Entry[],
  options: CompareOptions,
  context: Context,
): Promise<ExitCode> {
  const { io, style } = context;
  const done = entries.filter(({ reports }) => reports.length > 0);
  if (done.length === 0) return EXIT.interrupted;
  if (options.report !== undefined) {
    const problem = await writePage(io, options.report, comparisonPage(title, done));
    if (problem !== undefined) return refuse(context, problem);
    io.err(`wrote ${options.report}\n`);
  }
  const comparison = compareEntries(done);
  if (options.json === true) io.out(toJson({ title, ...comparison }));
  else
    io.out(
      `${style.out('bold', title)}\n\n${renderComparison(comparison, style.out)}\n${concludeComparison(comparison)}\n`,
    );
  return io.signal.aborted ? EXIT.interrupted : EXIT.fine;
}
