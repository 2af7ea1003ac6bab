// The state as a link: what follows `#` is the version of this shape and the state's JSON, compressed, in the
// letters that links may have.

import { PANES, type PlaygroundState } from './state.ts';

/** Raised when a link of before could be misread. */
const VERSION = 1;

/** The part of a link after `#`. */
export async function encodeState(state: PlaygroundState): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  return `${VERSION}.${toLetters(await through(bytes, new CompressionStream('deflate-raw')))}`;
}

/** The state of a link, or in words what is wrong with it. An empty hash is no state and nothing wrong. */
export async function decodeState(
  hash: string,
): Promise<{ readonly state?: PlaygroundState; readonly problem?: string }> {
  const [version = '', letters = ''] = hash.replace(/^#/, '').split('.');
  if (version === '') return {};
  if (version !== String(VERSION))
    return {
      problem: 'The link was made by another version of the playground, and this one cannot read it.',
    };
  try {
    const bytes = await through(fromLetters(letters), new DecompressionStream('deflate-raw'));
    const state: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isState(state)
      ? { state }
      : { problem: 'The link does not hold what a link of the playground holds.' };
  } catch {
    return { problem: 'The link is damaged: a part of it seems to be missing. Ask for it again.' };
  }
}

function isState(value: unknown): value is PlaygroundState {
  if (typeof value !== 'object' || value === null) return false;
  const state = value as Partial<Record<keyof PlaygroundState, unknown>>;
  const isFormula = (one: unknown) =>
    typeof one === 'object' && one !== null && 'name' in one && 'text' in one && typeof one.text === 'string';
  return (
    Array.isArray(state.formulas) &&
    state.formulas.length > 0 &&
    state.formulas.every(isFormula) &&
    typeof state.scenario === 'object' &&
    state.scenario !== null &&
    PANES.some((pane) => pane === state.pane)
  );
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream): Promise<Uint8Array> {
  const flow = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(flow).arrayBuffer());
}

function toLetters(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const fromLetters = (letters: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(letters.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
