// Whether an engine really starts containers. Many answer and cannot: for want of a runtime, of rights, or of control
// groups as they like them.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ask, complaintOf } from '../abilities/ask.ts';
import type { Engine } from './engine.ts';

/** Two blocks of zeros are an archive with nothing in it. */
const EMPTY_ARCHIVE = Buffer.alloc(1024);
/** An engine that comes as far as to look for the program in the container exits with this when it is not there. */
const NOT_FOUND = 127;
/** Milliseconds that a first container may take. */
const PATIENCE = 30_000;

/** Makes an empty image and a container of it, and takes both away; what the engine complains of, or undefined. */
export async function tryEngine(
  { command }: Engine,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
  const archive = path.join(folder, 'empty.tar');
  const image = `localhost/lazurite-probe:${process.pid}`;
  const say = (words: readonly string[]) => ask(command, words, environment, { patience: PATIENCE });
  try {
    writeFileSync(archive, EMPTY_ARCHIVE);
    const imported = await say(['import', archive, image]);
    if (imported.code !== 0) return complaintOf(imported);
    const ran = await say(['run', '--rm', '--network', 'none', image, '/nothing-is-here']);
    await say(['rmi', '--force', image]);
    return ran.code === NOT_FOUND ? undefined : complaintOf(ran);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
