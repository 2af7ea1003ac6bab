// Saved runs as files: read with every check that tells whether a run can go on from them.

import { version } from '../package.json';
import { fingerprintOf, openSavedRun, type Scenario, type Workload } from '../simulator/index.ts';
import { type Problem, readBytes } from './files.ts';
import type { Io } from './io.ts';

/** A saved run's graph; none when no file is given. */
export type SavedReading = { readonly graph?: Uint8Array<ArrayBuffer> } | { readonly problem: Problem };

/** The saved run to go on with; it must be of this scenario, workload and version. */
export async function readSavedRun(
  io: Io,
  file: string | undefined,
  scenario: Scenario,
  workload: Workload,
): Promise<SavedReading> {
  if (file === undefined) return {};
  const reading = await readBytes(io, file, 'run');
  if ('problem' in reading) return reading;
  const refuse = (what: string, hint: string): SavedReading => ({
    problem: { message: `${reading.name} ${what}.`, hint },
  });
  const saved = openSavedRun(new Uint8Array(reading.bytes));
  if (saved === undefined) return refuse('is not a saved run', 'Give the file that `simulate --save` wrote.');
  const { head, graph } = saved;
  if (head.version !== version)
    return refuse(
      `was saved by version ${head.version}`,
      `This is ${version}: go on with the version that saved it.`,
    );
  if (head.fingerprint !== fingerprintOf(scenario, workload))
    return refuse(
      'is a run of another scenario',
      'Give the scenario, the seed and the end that it was begun with.',
    );
  return { graph };
}
