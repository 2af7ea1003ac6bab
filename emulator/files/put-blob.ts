// One file to a blob: whole, or in blocks when it is large. Source: REST Put Blob, Put Block, Put Block List.

import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { inContainer } from './blob-list.ts';
import { type Answer, type Refused, type RequestLimits, request } from './request.ts';

/** Larger files go in blocks of this size. */
const BLOCK = 64 * 1024 * 1024;
/** A blob has no more blocks. Source: "Scalability targets for Blob storage". */
const MOST_BLOCKS = 50_000;

export interface BlobUpload {
  readonly container: string;
  readonly blob: string;
  readonly file: string;
  readonly size: number;
  /** Headers of the blob, such as its content type. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Uploads the file as it is up to `size`; undefined when it arrived. */
export async function putBlob(
  { container, blob, file, size, headers }: BlobUpload,
  limits: RequestLimits,
  signal: AbortSignal,
): Promise<Refused | undefined> {
  const put = async (
    query: Readonly<Record<string, string>>,
    part: Part,
    own: Readonly<Record<string, string>>,
  ) => {
    const plan = { method: 'PUT', headers: own, body: part.open, length: part.length } as const;
    const answer = await request(inContainer(container, blob, query), plan, limits, signal);
    if ('kind' in answer) return answer;
    await drain(answer);
    return undefined;
  };
  const type = { 'content-type': 'application/octet-stream', ...headers };
  if (size <= BLOCK) return put({}, partOf(file, 0, size), { ...type, 'x-ms-blob-type': 'BlockBlob' });
  const count = Math.ceil(size / BLOCK);
  if (count > MOST_BLOCKS) return { kind: 'broken', why: 'it is too large for a blob' };
  const ids = Array.from({ length: count }, (_, block) =>
    Buffer.from(String(block).padStart(6, '0')).toString('base64'),
  );
  for (const [block, blockid] of ids.entries()) {
    const start = block * BLOCK;
    const refused = await put(
      { comp: 'block', blockid },
      partOf(file, start, Math.min(BLOCK, size - start)),
      {},
    );
    if (refused !== undefined) return refused;
  }
  const list = ids.map((id) => `<Latest>${id}</Latest>`).join('');
  const text = `<?xml version="1.0" encoding="utf-8"?><BlockList>${list}</BlockList>`;
  const kept = Object.fromEntries(Object.entries(type).map(([name, value]) => [listName(name), value]));
  return put({ comp: 'blocklist' }, { length: Buffer.byteLength(text), open: () => text }, kept);
}

interface Part {
  readonly length: number;
  readonly open: () => NonNullable<RequestInit['body']>;
}

const partOf = (file: string, start: number, length: number): Part => ({
  length,
  open: () =>
    length === 0
      ? ''
      : (Readable.toWeb(
          createReadStream(file, { start, end: start + length - 1 }),
        ) as unknown as ReadableStream),
});

/** With a list of blocks, what a blob is to be called has names of its own. */
const listName = (name: string): string => (/^content-/i.test(name) ? `x-ms-blob-${name}` : name);

async function drain({ chunks }: Answer): Promise<void> {
  for await (const _ of chunks);
}
