// Randomness from a seed: named streams, so that a draw added for one purpose changes nothing for another,
// and draws that are pure functions of a name and an index.

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** The whole state of a stream: plain numbers that can be stored and read back. */
export type RandomState = readonly number[];

/** A stream of draws, uniform in [0, 1) with 53 bits each. */
export interface Random {
  (): number;
  /** The state from which `restoreRandom`, or this stream's own `restore`, continues with the next draw. */
  readonly state: () => RandomState;
  /** Goes on from a stored state, whatever was drawn before. */
  readonly restore: (state: RandomState) => void;
}

/** Streams of one seed by their purposes; asking twice for a purpose gives the same stream. */
export interface Streams {
  readonly seed: number;
  readonly of: (purpose: string) => Random;
  /** The states of all streams that were asked for. */
  readonly states: () => Readonly<Record<string, RandomState>>;
  readonly restore: (states: Readonly<Record<string, RandomState>>) => void;
}

/** The streams of a seed. */
export function createStreams(seed: number): Streams {
  const streams = new Map<string, Random>();
  const of = (purpose: string): Random => {
    const stream = streams.get(purpose) ?? createRandom(seed, purpose);
    streams.set(purpose, stream);
    return stream;
  };
  return {
    seed,
    of,
    states: () => Object.fromEntries([...streams].map(([purpose, stream]) => [purpose, stream.state()])),
    restore: (states) => {
      for (const [purpose, state] of Object.entries(states)) of(purpose).restore(state);
    },
  };
}

/** The stream of a seed (a whole number) for one purpose; same seed and purpose, same draws. */
export function createRandom(seed: number, purpose: string): Random {
  const { high, low } = hashOf(seed, purpose);
  // A generator whose state is all zero would never leave it; the last word prevents that.
  const words = [mix(high ^ 0x9e3779b9), mix(low ^ 0x7f4a7c15), mix(high + low), mix(low ^ 0x1ce4e5b9) | 1];
  return restoreRandom(words);
}

/** A stream that goes on from a stored state. */
export function restoreRandom(state: RandomState): Random {
  let generator = xoroshiro128plusFromState(state);
  return Object.assign(() => uniformFloat64(generator), {
    state: () => generator.getState(),
    restore: (stored: RandomState) => {
      generator = xoroshiro128plusFromState(stored);
    },
  });
}

/** Makes draws in [0, 1) that are pure functions of seed, name and a whole index; asking twice gives the same. */
export function createDraw(seed: number, name: string): (index: number) => number {
  const { high, low } = hashOf(seed, name);
  return (index) => {
    const first = mix(low ^ (index | 0));
    const second = mix((high ^ Math.floor(index / WORD)) + first);
    const third = mix(first + Math.imul(second, 0x9e3779b1));
    return (second >>> 5) * SCALE_HIGH + (third >>> 6) * SCALE_LOW;
  };
}

/** One draw in [0, 1), a pure function of seed, name and a whole index. */
export function drawAt(seed: number, name: string, index: number): number {
  return createDraw(seed, name)(index);
}

const WORD = 2 ** 32;
const SCALE_HIGH = 2 ** -27;
const SCALE_LOW = 2 ** -53;

function hashOf(seed: number, name: string): { high: number; low: number } {
  let high = mix((seed | 0) ^ 0xdeadbeef);
  let low = mix(Math.floor(seed / WORD) ^ 0x41c6ce57 ^ high);
  for (let at = 0; at < name.length; at++) {
    const unit = name.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5f356495);
    high = (high << 13) | (high >>> 19);
    low = (low << 17) | (low >>> 15);
  }
  high = mix(high ^ name.length);
  low = mix(low ^ high);
  return { high: mix(high + low), low };
}

// The finalizer of MurmurHash3: every input bit reaches every output bit.
function mix(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
