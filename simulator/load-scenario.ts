// A scenario with everything it names: its text, the files of formulas and prices, the workload.

import type { Source } from '../grammar/index.ts';
import { type Complaint, scenarioDiagnostics as complaints, hasErrors, inSource } from './diagnostics.ts';
import { decodeText } from './document.ts';
import { readScenario } from './read-scenario.ts';
import type { Scenario } from './scenario.ts';
import { loadWorkload, type ReadFile } from './workload/load.ts';
import type { Workload } from './workload/workload.ts';

export interface LoadedScenario {
  /** Both are there, or there are errors. */
  readonly scenario?: Scenario;
  readonly workload?: Workload;
  readonly complaints: readonly Complaint[];
}

/** Reads a scenario whole. `readFile` takes paths as the scenario writes them. */
export async function loadScenario(source: Source, readFile: ReadFile): Promise<LoadedScenario> {
  const files = new Map<string, string>();
  const unreadable: Complaint[] = [];
  for (const { file, span } of readScenario(source).wanted) {
    if (files.has(file)) continue;
    try {
      files.set(file, decodeText(await readFile(file)));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      unreadable.push({ source, diagnostic: complaints['file-unreadable'](span, { file, why }) });
    }
  }
  const reading = readScenario(source, files);
  const found = [...inSource(source, reading.diagnostics), ...unreadable];
  const { scenario } = reading;
  if (scenario === undefined || hasErrors(found.map(({ diagnostic }) => diagnostic)))
    return { complaints: found };
  const loaded = await loadWorkload(reading.workload, scenario, readFile);
  const all = [...found, ...loaded.complaints];
  return loaded.workload === undefined
    ? { complaints: all }
    : { scenario, workload: loaded.workload, complaints: all };
}
