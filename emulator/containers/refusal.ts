// Tells an engine that made no container from a command that ended: both leave an exit code, and the engine's is 125.

import { closeSync, constants, existsSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { type FailureInfo, failureOf } from '../../simulator/index.ts';

/** What the engines' commands exit with when the container cannot be made. Source: `docker run`, "Exit status". */
const ENGINE_FAILED = 125;
/** So much of the end of an output is looked at. */
const TAIL = 4096;

/**
 * Why there was no container; undefined when there was one, and the exit code is the command's. A container has left
 * its receipt, unless the engine takes that away with it: then only what an engine complains of is believed.
 */
export function refusalOf(exitCode: number, receipt: string, stderr: string): FailureInfo | undefined {
  const wasMade = existsSync(receipt);
  rmSync(receipt, { force: true });
  if (exitCode !== ENGINE_FAILED || wasMade) return undefined;
  const complaint = complaintIn(tailOf(stderr));
  if (complaint === undefined) return undefined;
  return { ...failureOf('ContainerInvalidSettings'), message: `The container cannot be made: ${complaint}` };
}

/** The last line by which an engine says what is wrong, as `docker: …` or `Error: …`, or names a flag it does not know. */
function complaintIn(text: string): string | undefined {
  const said = text
    .split('\n')
    .flatMap((line) => /^(?:docker|podman|Error): (.+)|^(unknown .*flag.*)/.exec(line)?.slice(1) ?? []);
  return said
    .filter((one) => one !== undefined)
    .at(-1)
    ?.replace(/\.$/, '');
}

function tailOf(file: string): string {
  let handle: number | undefined;
  try {
    // A task may have put a link or a pipe in the file's place.
    handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const { size } = fstatSync(handle);
    const bytes = Buffer.alloc(Math.min(size, TAIL));
    readSync(handle, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8');
  } catch {
    // The container has failed already; without its words there is only less to say of it.
    return '';
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
