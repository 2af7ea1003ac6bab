// An image for real containers, of no registry: this machine's own shell and a few programs with what they are linked
// to. Where no engine answers, or it starts no container, tests say so and are left out.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Engine, findEngine, tryEngine } from '../../../emulator/index.ts';

const PROGRAMS = ['sh', 'cat', 'env', 'head', 'id', 'ls', 'sleep', 'stat', 'touch'] as const;

export interface RealImage {
  readonly engine: Engine;
  readonly name: string;
  /** Takes the image away. */
  readonly remove: () => void;
}

/** The image, or why there can be none. */
export async function makeImage(): Promise<RealImage | { readonly problem: string }> {
  const ability = await findEngine(process.env);
  if ('problem' in ability) return ability;
  const { engine } = ability;
  const problem = await tryEngine(engine, process.env);
  if (problem !== undefined) return { problem };
  const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-image-'));
  const name = `localhost/lazurite-test:${process.pid}`;
  try {
    const root = path.join(folder, 'root');
    for (const program of PROGRAMS) copyProgram(program, root);
    mkdirSync(path.join(root, 'etc'));
    mkdirSync(path.join(root, 'tmp'));
    writeFileSync(path.join(root, 'etc/passwd'), 'root:x:0:0:root:/:/bin/sh\n');
    const archive = path.join(folder, 'image.tar');
    execFileSync('tar', ['-C', root, '-cf', archive, '.']);
    execFileSync(engine.command, ['import', '--change', 'CMD ["/bin/sh","-c","echo the image’s own"]', archive, name]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { engine, name, remove: () => void spawnSync(engine.command, ['rmi', '--force', name]) };
} // biome-ignore format: one line a step

/** Copies a program to /bin of the root, and the libraries it names to where it looks for them. */
function copyProgram(program: string, root: string): void {
  const file = execFileSync('/bin/sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
  copy(realpathSync(file), path.join(root, 'bin', program));
  const { stdout } = spawnSync('ldd', [file], { encoding: 'utf8' });
  for (const [library] of stdout.matchAll(/\/\S+/g)) copy(realpathSync(library), path.join(root, library));
}

function copy(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  if (!existsSync(to)) cpSync(from, to);
}
