// Loads the bundled command with the code that the engine compiled of it in an earlier run: to parse and compile is most
// of what a command does before it begins to work. The compiled code is kept beside the bundle, as Python keeps its own.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import { version } from '../package.json';

type Exports = Readonly<Record<string, unknown>>;
type Require = (name: string) => unknown;
type Body = (exports: Exports, require: Require, module: Module, file: string, folder: string) => void;

interface Module {
  exports: Exports;
}

/** A script that was compiled anew, and where its code is to be kept. */
interface Fresh {
  readonly script: Script;
  readonly place: string;
}

/**
 * Gives what a CommonJS file exports. What it requires by a path is loaded in the same way, all else by Node. What had
 * to be compiled is kept when the process ends.
 */
export function createLoader(): (file: string) => Exports {
  const modules = new Map<string, Module>();
  const fresh: Fresh[] = [];
  process.once('exit', () => keep(fresh));
  const load = (file: string): Exports => {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const module: Module = { exports: {} };
    modules.set(file, module);
    const folder = path.dirname(file);
    const requireOutside = createRequire(file);
    const requireHere: Require = (name) =>
      name.startsWith('.') ? load(path.join(folder, name)) : requireOutside(name);
    const body = compile(file, fresh).runInThisContext() as Body;
    body(module.exports, requireHere, module, file, folder);
    return module.exports;
  };
  return load;
}

/** The engine itself refuses code that another version of it, or another setting, has compiled. */
function compile(file: string, fresh: Fresh[]): Script {
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
  const made = `${version}-${process.versions.v8}-${process.arch}`;
  const place = path.join(path.dirname(file), 'compiled', made, `${path.basename(file)}.code`);
  const cachedData = readSealed(place);
  const script = new Script(source, { filename: file, ...(cachedData !== undefined && { cachedData }) });
  if (cachedData === undefined || script.cachedDataRejected) fresh.push({ script, place });
  return script;
}

/** Bytes before the code: its digest. The engine looks at a code's head alone, and would run what a bad disk made of it. */
const SEAL = 32;

const sealOf = (code: Uint8Array): Uint8Array => createHash('sha256').update(code).digest();

/** The code in a file; undefined when there is none, or not the one that was written. */
function readSealed(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(SEAL);
    return bytes.subarray(0, SEAL).equals(sealOf(code)) ? code : undefined;
  } catch {
    // Not there, or not to be read: then it is compiled anew.
    return undefined;
  }
}

/** Keeps code in a folder of one's own. Where that cannot be, the next run compiles again: slower, and the same. */
function keep(fresh: readonly Fresh[]): void {
  const [first] = fresh;
  if (first === undefined) return;
  const folder = path.dirname(first.place);
  const draft = path.join(folder, `${process.pid}.draft`);
  try {
    // Others could not remove what one user leaves in a folder of theirs.
    const owner = statSync(path.dirname(path.dirname(folder))).uid;
    if (process.getuid !== undefined && process.getuid() !== owner) return;
    mkdirSync(folder, { recursive: true });
    for (const { script, place } of fresh) {
      const code = script.createCachedData();
      writeFileSync(draft, Buffer.concat([sealOf(code), code]));
      renameSync(draft, place);
    }
  } catch {
    // A full or read-only disk is no fault of the command that was asked for.
    if (existsSync(draft)) rmSync(draft);
  }
}
