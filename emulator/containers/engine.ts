// The container engine of this machine: Docker or Podman, by their command. Having the command is not enough; what it
// talks to must answer.

import { ask, complaintOf } from '../abilities/ask.ts';
import { findProgram } from '../abilities/find-program.ts';

export interface Engine {
  readonly name: EngineName;
  /** Its command's file. */
  readonly command: string;
}

export type EngineAbility =
  | { readonly engine: Engine; readonly version: string }
  | { readonly problem: string; readonly hint: string };

const ENGINES = {
  docker: { version: ['version', '--format', '{{.Server.Version}}'], hint: 'Start its daemon, and see that you may talk to it.' },
  podman: { version: ['info', '--format', '{{.Version.Version}}'], hint: 'See what `podman info` says.' },
} as const; // biome-ignore format: a table
export type EngineName = keyof typeof ENGINES;

/** The first engine that is there and answers. */
export async function findEngine(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<EngineAbility> {
  let best: EngineAbility = { problem: 'there is neither Docker nor Podman', hint: 'Install one of them.' };
  for (const [name, { version, hint }] of Object.entries(ENGINES) as [EngineName, (typeof ENGINES)[EngineName]][]) {
    const found = findProgram(name, environment.PATH);
    if (!('file' in found)) continue;
    const answer = await ask(found.file, version, environment);
    if (answer.code === 0) return { engine: { name, command: found.file }, version: `${name} ${answer.out}` };
    best = { problem: `${name} is there and does not answer: ${complaintOf(answer)}`, hint };
  }
  return best;
} // biome-ignore format: one line a step
