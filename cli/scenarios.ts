// Scenarios that commands are given: the text and every file it names are read, relative to the scenario, until
// the whole question is there. All that is wrong with it is said on standard error.

import path from 'node:path';
import { compile } from '../compiler/index.ts';
import { createSource, type Source, type Span } from '../grammar/index.ts';
import { parseDuration } from '../runtime/index.ts';
import {
  type Complaint,
  inSource,
  loadWorkload,
  readScenario,
  type Scenario,
  scenarioDiagnostics,
  type Workload,
  type WorkloadSource,
} from '../simulator/index.ts';
import { type Context, refuse } from './context.ts';
import { showComplaints } from './documents.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { type Problem, readBytes, readText } from './files.ts';
import { renderDiagnostic } from './render/diagnostics.ts';

/** What the command line says instead of the scenario. */
export interface Overrides {
  readonly seed?: number;
  readonly until?: string;
  /** Whether tasks run for real, so that nobody needs to know how they behave. */
  readonly isReal?: boolean;
}

/** A scenario that is whole but for the tasks, which depend on its seed. */
export interface OpenScenario {
  readonly scenario: Scenario;
  readonly parts: readonly WorkloadSource[];
  /** Where the files it names are. */
  readonly folder: string;
  readonly isReal: boolean;
}

export type Failed = { readonly code: ExitCode };

/** Reads a scenario and the formulas and price lists it names; or the exit code once all is said. */
export async function openScenario(
  context: Context,
  file: string,
  overrides: Overrides,
): Promise<OpenScenario | Failed> {
  const { isReal = false } = overrides;
  const reading = await readText(context.io, file, 'document');
  if ('problem' in reading) return { code: refuse(context, reading.problem) };
  const source = createSource(reading.name, reading.text);
  const folder = file === '-' ? '' : path.dirname(file);
  const files = new Map<string, string>();
  for (;;) {
    const { scenario, workload, wanted, diagnostics } = readScenario(source, files);
    const missing = wanted.filter((one) => !files.has(one.file));
    if (missing.length === 0) {
      showComplaints(context, inSource(source, diagnostics).filter(matters(isReal)));
      if (scenario === undefined) return { code: codeOf(diagnostics.map(({ code }) => code)) };
      return override({ scenario, parts: workload, folder, isReal }, overrides, context);
    }
    for (const { file: name, span } of missing) {
      const text = await readText(context.io, beside(folder, name), 'formula');
      if ('problem' in text) return { code: refuseFile(context, name, text.problem, { source, span }) };
      files.set(name, text.text);
    }
  }
}

/** What a behaviour is said for does not matter to those who run commands. */
const matters =
  (isReal: boolean) =>
  ({ diagnostic }: Complaint): boolean =>
    !isReal || diagnostic.code !== 'scenario-no-behaviour';

/** A formula that the service would refuse is its own kind of failure. */
const codeOf = (codes: readonly string[]): ExitCode =>
  codes.includes('scenario-formula-refused') ? EXIT.refused : EXIT.usage;

const beside = (folder: string, file: string): string =>
  path.isAbsolute(file) ? file : path.join(folder, file);

/** A file that cannot be read is told with the place that asks for it. */
function refuseFile(
  context: Context,
  file: string,
  problem: Problem,
  asked: { readonly source: Source; readonly span: Span },
): ExitCode {
  const diagnostic = scenarioDiagnostics['file-unreadable'](asked.span, {
    file,
    why: problem.message.replace(/\.$/, ''),
  });
  context.io.err(renderDiagnostic(asked.source, diagnostic, context.style.err));
  return EXIT.usage;
}

function override(open: OpenScenario, { seed, until }: Overrides, context: Context): OpenScenario | Failed {
  const end = until === undefined ? open.scenario.until : until === 'drained' ? until : parseDuration(until);
  if (end === undefined || (end !== 'drained' && end < 0)) {
    return {
      code: refuse(context, {
        message: `--until ${until} is not an end.`,
        hint: 'Write `drained`, or a duration such as P7D or PT12H.',
      }),
    };
  }
  return { ...open, scenario: { ...open.scenario, until: end, seed: seed ?? open.scenario.seed } };
}

/** The scenario with another seed. */
export const withSeed = (open: OpenScenario, seed: number): OpenScenario => ({
  ...open,
  scenario: { ...open.scenario, seed },
});

/** The scenario with another formula in its one autoscaled pool; or the exit code. */
export function withFormula(open: OpenScenario, source: Source, context: Context): OpenScenario | Failed {
  const scaled = open.scenario.pools.filter(({ enableAutoScale }) => enableAutoScale);
  if (scaled.length !== 1) {
    return {
      code: refuse(context, {
        message: `--formula needs a scenario with one autoscaled pool; ${open.scenario.title} has ${scaled.length}.`,
        hint: 'Set `enableAutoScale: true` on one pool.',
      }),
    };
  }
  const { program, diagnostics } = compile(source);
  const shown = diagnostics.filter(({ severity }) => severity !== 'info');
  showComplaints(context, inSource(source, shown));
  if (program === undefined) return { code: EXIT.refused };
  const pools = open.scenario.pools.map((pool) =>
    pool === scaled[0] ? { ...pool, autoScaleFormula: source.text } : pool,
  );
  return { ...open, scenario: { ...open.scenario, pools } };
}

/** The tasks of a scenario: traces read, generators drawn; or the exit code. */
export async function openWorkload(
  open: OpenScenario,
  context: Context,
): Promise<{ readonly workload: Workload } | Failed> {
  const readFile = async (file: string): Promise<Uint8Array> => {
    const reading = await readBytes(context.io, beside(open.folder, file), 'trace');
    if ('problem' in reading) throw new Error(reading.problem.message.replace(/\.$/, ''));
    return reading.bytes;
  };
  const { workload, complaints } = await loadWorkload(open.parts, open.scenario, readFile);
  showComplaints(context, complaints.filter(matters(open.isReal)));
  return workload === undefined ? { code: EXIT.usage } : { workload };
}
