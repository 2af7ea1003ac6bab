// A zip archive into a folder: only plain files and folders below it, and no more bytes than are allowed, whatever
// the archive says of itself.

import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, open, type ZipFile } from 'yauzl';
import { isInnerPath } from './place.ts';

export interface UnzipLimits {
  /** Bytes of all files together. */
  readonly mostBytes: number;
  readonly mostFiles: number;
  /** Bytes of all files for each byte of the archive. */
  readonly mostRatio: number;
}

/** Decisions: no limits of Azure's are public. */
export const USUAL_UNZIP_LIMITS: UnzipLimits = {
  mostBytes: 16 * 1024 ** 3,
  mostFiles: 200_000,
  mostRatio: 1000,
};

/** Small archives may unfold to this much whatever their ratio. */
const ALWAYS_FINE = 64 * 1024 * 1024;

/** What is wrong with an archive, in a sentence. */
export class BadArchive extends Error {}

/** Unpacks into a folder that is there and empty. Throws `BadArchive`, or the system's error when the disk refuses. */
export async function unzip(
  archive: string,
  folder: string,
  limits: UnzipLimits,
  signal: AbortSignal,
): Promise<void> {
  const zip = await openZip(archive);
  try {
    const most = Math.min(limits.mostBytes, Math.max(ALWAYS_FINE, zip.fileSize * limits.mostRatio));
    let [left, files] = [most, 0];
    for await (const entry of entriesOf(zip)) {
      signal.throwIfAborted();
      if (++files > limits.mostFiles) throw new BadArchive(`it has more than ${limits.mostFiles} files`);
      if (entry.uncompressedSize > left) throw new BadArchive(`it unfolds to more than ${most} bytes`);
      left -= await unpack(zip, entry, folder, left);
    }
  } finally {
    zip.close();
  }
}

const openZip = (archive: string): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    open(archive, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) => {
      if (zip === undefined || error) reject(asBadArchive(error));
      else resolve(zip);
    });
  });

/** The entries, one after the other. */
async function* entriesOf(zip: ZipFile): AsyncIterable<Entry> {
  for (;;) {
    const next = await new Promise<Entry | undefined>((resolve, reject) => {
      const done = (found: Entry | undefined): void => {
        zip.removeAllListeners();
        resolve(found);
      };
      zip.once('entry', done);
      zip.once('end', () => done(undefined));
      zip.once('error', (error) => {
        zip.removeAllListeners();
        reject(asBadArchive(error));
      });
      zip.readEntry();
    });
    if (next === undefined) return;
    yield next;
  }
}

const KIND_BITS = 0o170000;
const FOLDER = 0o040000;
const FILE = 0o100000;

/** Writes one entry; the bytes that it took. */
async function unpack(zip: ZipFile, entry: Entry, folder: string, most: number): Promise<number> {
  const name = entry.fileName;
  if (!isInnerPath(name)) throw new BadArchive(`its entry ${JSON.stringify(name)} leads out of the folder`);
  const attributes = entry.externalFileAttributes >>> 16;
  const kind = attributes & KIND_BITS;
  if (kind !== 0 && kind !== FOLDER && kind !== FILE)
    throw new BadArchive(`its entry ${JSON.stringify(name)} is a link or a device`);
  if (entry.isEncrypted()) throw new BadArchive(`its entry ${JSON.stringify(name)} is encrypted`);
  const place = path.join(folder, name);
  if (name.endsWith('/')) {
    await mkdir(place, { recursive: true, mode: 0o770 });
    return 0;
  }
  await mkdir(path.dirname(place), { recursive: true, mode: 0o770 });
  const source = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (stream ? resolve(stream) : reject(asBadArchive(error))));
  });
  let length = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _, done) {
      length += chunk.length;
      if (length > most) done(new BadArchive('it unfolds to more bytes than it says'));
      else done(null, chunk);
    },
  });
  // Files of an archive made elsewhere have no mode: they are readable, and may be run.
  const mode = (attributes & 0o777) === 0 ? 0o770 : attributes & 0o777;
  try {
    await pipeline(source, counter, createWriteStream(place, { mode, flags: 'wx' }));
  } catch (error) {
    throw isOfSystem(error) ? error : asBadArchive(error);
  }
  return length;
}

/** The disk's errors have numbers; those of the format have none. */
const isOfSystem = (error: unknown): boolean =>
  error instanceof Error && 'errno' in error && 'syscall' in error;

function asBadArchive(error: unknown): Error {
  if (error instanceof BadArchive || isOfSystem(error)) return error as Error;
  return new BadArchive(error instanceof Error ? error.message : String(error));
}
