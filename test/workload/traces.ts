// Real traces, which are not part of the repository: tests that need them skip, and say so.

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const folder = new URL('../../../shared/traces/', import.meta.url);

export const TRACES_ARE_HERE = existsSync(folder);
if (!TRACES_ARE_HERE) process.stdout.write('no traces in ../shared/traces: their tests are skipped\n');

/** The bytes of a trace, expanded. */
export function traceBytes(name: string): Uint8Array {
  const bytes = readFileSync(new URL(name, folder));
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}
