// The state as a link: what follows `#` is the version of this shape, a dot, and the state's JSON, compressed, in the
// letters that links may have. Reading takes whatever can still be read, and says the rest in words.

import { parseCutJson } from './cut-json.ts';
import type { PlaygroundState } from './state.ts';
import { leftOut, listed, readState, wordsOf } from './state-fields.ts';

/** Raised when what links of before meant changes; fields that come or go need no other version. */
const VERSION = 1;
/** A link that unfolds to more is not one of ours. */
const MOST_BYTES = 32_000_000;
/** Letters that are unfolded at a time where a link is damaged: what stands before the damage is wanted. */
const PIECE = 48;

/** Files that travel in a link, by name. */
export type LinkedFiles = ReadonlyMap<string, Uint8Array>;

/** What a link held. */
export interface Linked {
  readonly found: Partial<PlaygroundState>;
  readonly files: LinkedFiles;
  /** What is wrong with the link, in words. */
  readonly problem?: string;
}

/** The part of a link after `#`. */
export async function encodeState(state: PlaygroundState, files: LinkedFiles = new Map()): Promise<string> {
  const packed = Object.fromEntries([...files].map(([name, bytes]) => [name, toLetters(bytes)]));
  const value = files.size === 0 ? state : { ...state, files: packed };
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const flow = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return `${VERSION}.${toLetters(new Uint8Array(await new Response(flow).arrayBuffer()))}`;
}

/** What the part of a link after `#` holds. An empty one holds nothing, and nothing is wrong with it. */
export async function decodeState(hash: string): Promise<Linked> {
  // Mail breaks links into lines, and what follows a link in a sentence is easily taken for a part of it.
  const [, version, letters] = /^(\d+)\.([\w-]*)/.exec(hash.replace(/^#|\s|%0[AD]|%20/gi, '')) ?? [];
  if (hash.replace(/^#/, '') === '') return { found: {}, files: new Map() };
  if (version === undefined || letters === undefined) return nothing(FOREIGN);
  const { text, isWhole } = await unfold(fromLetters(letters));
  const value = parseCutJson(text);
  const isNewer = Number(version) > VERSION;
  if (typeof value !== 'object' || value === null) return nothing(isNewer ? NEWER_UNREAD : DAMAGED);
  const { files: packed, ...fields } = value as Readonly<Record<string, unknown>>;
  const { found, lost, unknown } = readState(fields);
  const problem = problemOf({ isWhole, isNewer, lost, unknown, there: wordsOf(found) });
  return {
    found,
    files: isWhole ? unpacked(packed) : new Map(),
    ...(problem === undefined ? {} : { problem }),
  };
}

const FOREIGN = 'What stands after # in the address is not a link of the playground, and was passed over.';
const DAMAGED = 'The link is damaged, and nothing of it can be read. Ask for it again.';
const NEWER_UNREAD =
  'The link was made by a newer version of the playground, and this one cannot read it. Load the page again to get the newest.';

const nothing = (problem: string): Linked => ({ found: {}, files: new Map(), problem });

interface Reading {
  readonly isWhole: boolean;
  readonly isNewer: boolean;
  readonly lost: readonly string[];
  readonly unknown: readonly string[];
  readonly there: readonly string[];
}

function problemOf({ isWhole, isNewer, lost, unknown, there }: Reading): string | undefined {
  if (!isWhole && there.length === 0) return DAMAGED;
  if (!isWhole)
    return `The link is damaged: a part of it is missing. This much could be read, the last of it perhaps not to its end: ${listed(there)}. Ask for the link again to have all of it.`;
  const left = leftOut({ lost, unknown });
  if (left === '') return undefined;
  const maker = isNewer ? 'a newer version' : 'another version';
  return `The link was made by ${maker} of the playground. Everything was taken from it but for this: ${left}.`;
}

function unpacked(packed: unknown): LinkedFiles {
  if (typeof packed !== 'object' || packed === null) return new Map();
  return new Map(
    Object.entries(packed).flatMap(([name, letters]) =>
      typeof letters === 'string' ? [[name, fromLetters(letters)]] : [],
    ),
  );
}

/** Unfolds as much as can be; what is missing or wrong ends it. */
async function unfold(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  const { readable, writable } = new DecompressionStream('deflate');
  const writer = writable.getWriter();
  const reader = readable.getReader();
  const decoder = new TextDecoder();
  let text = '';
  const reading = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return true;
      text += decoder.decode(value, { stream: true });
      if (text.length > MOST_BYTES) throw new Error('too much');
    }
    // Damaged, cut or too much: what was read before is kept, and `isWhole` says the rest.
  })().catch(() => false);
  try {
    for (let at = 0; at < bytes.length; at += PIECE) await writer.write(bytes.subarray(at, at + PIECE));
    await writer.close();
  } catch {
    // The reader hears of it too, and what came before is kept.
  }
  return { isWhole: await reading, text };
}

function toLetters(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The bytes of letters; a last letter that makes no byte is dropped. */
function fromLetters(letters: string): Uint8Array<ArrayBuffer> {
  const whole = letters.length % 4 === 1 ? letters.slice(0, -1) : letters;
  const plain = whole
    .replace(/[^\w-]/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  return Uint8Array.from(atob(plain.length % 4 === 1 ? plain.slice(0, -1) : plain), (letter) =>
    letter.charCodeAt(0),
  );
}
