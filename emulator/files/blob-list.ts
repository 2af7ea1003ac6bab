// The blobs of a container that begin with a prefix, page by page. Source: REST List Blobs.

import { SaxesParser } from 'saxes';
import { type Refused, type RequestLimits, request } from './request.ts';

/** More blobs than this are no task's files. */
export const MOST_BLOBS = 100_000;
/** A page of names is never larger than this. */
const MOST_PAGE_BYTES = 64 * 1024 * 1024;

/** The address of something in a container: its path lengthened, or its query. The signature stays. */
export function inContainer(
  container: string,
  blob: string | undefined,
  query: Readonly<Record<string, string>> = {},
): string {
  const url = new URL(container);
  if (blob !== undefined) {
    const names = blob.split('/').map(encodeURIComponent).join('/');
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/${names}`;
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** The names in order; a refusal when a page cannot be had, or 'too-many'. */
export async function listBlobs(
  container: string,
  prefix: string,
  limits: RequestLimits,
  signal: AbortSignal,
): Promise<readonly string[] | Refused | 'too-many'> {
  const names: string[] = [];
  let marker = '';
  do {
    const query = {
      restype: 'container',
      comp: 'list',
      ...(prefix === '' ? {} : { prefix }),
      ...(marker === '' ? {} : { marker }),
    };
    const answer = await request(inContainer(container, undefined, query), { method: 'GET' }, limits, signal);
    if ('kind' in answer) return answer;
    const text = await textOf(answer.chunks, signal);
    const page = typeof text === 'string' ? readPage(text) : undefined;
    if (page === undefined) return { kind: 'broken', why: 'its list of blobs cannot be read' };
    names.push(...page.names);
    if (names.length > MOST_BLOBS) return 'too-many';
    marker = page.next;
  } while (marker !== '');
  return names;
}

async function textOf(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of chunks) {
      length += chunk.length;
      if (length > MOST_PAGE_BYTES) return undefined;
      parts.push(chunk);
    }
  } catch {
    // A list that breaks off is one that cannot be read, unless nobody waits for it any more.
    signal.throwIfAborted();
    return undefined;
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The names of a page and the marker of the next, which is empty for the last; undefined for anything else. */
function readPage(text: string): { readonly names: readonly string[]; readonly next: string } | undefined {
  const parser = new SaxesParser();
  const names: string[] = [];
  const way: string[] = [];
  let [next, value, isFine] = ['', '', true];
  parser.on('error', () => {
    isFine = false;
  });
  parser.on('opentag', ({ name }) => {
    way.push(name);
    value = '';
  });
  parser.on('text', (part) => {
    value += part;
  });
  parser.on('closetag', ({ name }) => {
    const inside = way.join('/');
    if (inside === 'EnumerationResults/Blobs/Blob/Name') names.push(value);
    if (inside === 'EnumerationResults/NextMarker') next = value;
    way.pop();
    isFine &&= way.length > 0 || name === 'EnumerationResults';
  });
  parser.write(text.replace(/^\ufeff/, '')).close();
  return isFine ? { names, next } : undefined;
}
