// Runs a scenario given as text for real, in a temporary folder, and gives back all that tests look at.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRealRun, NO_FILES, type RealRun, type RealRunOptions } from '../../emulator/index.ts';
import { createCollector, type Report } from '../../planner/index.ts';
import {
  createJournalWriter, type JournalSink, type Names, type SimulationEnd,
} from '../../simulator/index.ts'; // biome-ignore format: one list
import { read } from '../simulator/run.ts';

export interface RealOutcome {
  readonly end: SimulationEnd;
  readonly report: Report;
  /** The journal, a record a line. */
  readonly journal: readonly JournalLine[];
  /** The text of a file below the only node, or below the node with this place; undefined when it is not there. */
  readonly file: (name: string, node?: number) => string | undefined;
}

export interface JournalLine {
  readonly operationName: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** How a test runs a scenario. */
export interface RealManner extends Partial<RealRunOptions> {
  readonly sinks?: readonly ((names: Names) => JournalSink)[];
  /** Acts once the run has begun. */
  readonly meanwhile?: (run: RealRun, folder: string) => void;
}

/** Runs a scenario to its end. The folder is gone afterwards, so files are read by `look`. */
export async function runReally<Seen>(
  text: string,
  look: (outcome: RealOutcome) => Seen | Promise<Seen>,
  manner: RealManner = {},
): Promise<Seen> {
  const { scenario, workload } = await read(text);
  const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
  try {
    const lines: string[] = [];
    let collector = createCollector();
    const collect = (names: Names): JournalSink => {
      collector = createCollector({ prices: scenario.prices, names, expectedTasks: workload.count });
      return collector;
    };
    const run = createRealRun(scenario, workload, {
      folder,
      files: NO_FILES,
      environment: { PATH: process.env.PATH },
      grace: 200,
      version: 'test',
      ...manner,
      sinks: [collect, createJournalWriter((line) => void lines.push(line)), ...(manner.sinks ?? [])],
    });
    manner.meanwhile?.(run, folder);
    const end = await run.run();
    const { nodes } = run.simulation.account;
    const file = (name: string, node = 1): string | undefined => {
      try {
        return readFileSync(path.join(folder, 'nodes', nodes.ids[node - 1]!, name), 'utf8');
      } catch {
        // A file that is not there is one of the things a test looks for.
        return undefined;
      }
    };
    const journal = lines.map((line) => JSON.parse(line) as JournalLine);
    return await look({ end, report: collector.report(), journal, file });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
