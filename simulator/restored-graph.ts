// What saved-graph.ts wrote, read back: the own parts get their fields again, everything else is made anew.

import { ARRAYS, type Entry, HEADER, type SavedClass, type SavedParts, type Value } from './saved-graph.ts';

type Loaded = Extract<Entry, { kind: 'loaded' }>;

/** Puts what was written back into the own parts. The bytes are trusted: whoever opens a file checks its head. */
export function restoreGraph({ own, given, classes }: SavedParts, packed: Uint8Array<ArrayBuffer>): void {
  const { entries, arrayAt } = unpack(packed);
  const named = new Map(classes.map((one) => [one.name, one]));
  const classNamed = (name: string): SavedClass => partOf('class', Object.fromEntries(named), name);

  /** The value with everything in it, for `load`, which wants plain data whole. */
  const wholeOf = (value: Value): unknown => {
    if (typeof value !== 'object' || value === null || !('at' in value)) return plainOf(value);
    const entry = entries[value.at]!;
    if (entry.kind === 'list') return entry.items.map(wholeOf);
    if (entry.kind === 'array') return arrayAt(entry);
    if (entry.kind !== 'fields') throw new Error(`what is loaded is plain data, not a ${entry.kind}`);
    return Object.fromEntries(Object.entries(entry.fields).map(([key, field]) => [key, wholeOf(field)]));
  };
  const shellOf = (entry: Entry): object => {
    if ('own' in entry && entry.own !== undefined) return partOf('own part', own, entry.own);
    switch (entry.kind) {
      case 'fields':
        return entry.className === undefined ? {} : classNamed(entry.className).shell!();
      case 'list':
        return [];
      case 'set':
        return new Set();
      case 'map':
        return new Map();
      case 'given':
        return partOf('given part', given, entry.name);
      case 'loaded':
        return loaded(entry);
      case 'array':
        return arrayAt(entry);
    }
  };
  const loaded = ({ className, saved }: Loaded): object => classNamed(className).load!(wholeOf(saved));
  const objects = entries.map(shellOf);
  const read = (value: Value): unknown =>
    typeof value === 'object' && value !== null && 'at' in value ? objects[value.at] : plainOf(value);
  entries.forEach((entry, at) => fill(entry, objects[at]!, read));
}

function partOf<Part>(what: string, parts: Readonly<Record<string, Part>>, name: string): Part {
  const part = parts[name];
  if (part === undefined) throw new Error(`the saved run needs a ${what} that is not there: ${name}`);
  return part;
}

function plainOf(value: Value): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return 'number' in value ? Number(value.number) : undefined;
}

function fill(entry: Entry, object: object, read: (value: Value) => unknown): void {
  switch (entry.kind) {
    case 'fields':
      for (const [key, value] of Object.entries(entry.fields))
        (object as Record<string, unknown>)[key] = read(value);
      break;
    case 'list': {
      const list = object as unknown[];
      list.length = 0;
      for (const item of entry.items) list.push(read(item));
      break;
    }
    case 'set': {
      const set = object as Set<unknown>;
      set.clear();
      for (const item of entry.items) set.add(read(item));
      break;
    }
    case 'map': {
      const map = object as Map<unknown, unknown>;
      map.clear();
      for (const [key, item] of entry.pairs) map.set(read(key), read(item));
      break;
    }
    default:
      break;
  }
}

interface Unpacked {
  readonly entries: readonly Entry[];
  readonly arrayAt: (entry: Extract<Entry, { kind: 'array' }>) => object;
}

function unpack(packed: Uint8Array<ArrayBuffer>): Unpacked {
  const { buffer, byteOffset } = packed;
  const length = new DataView(buffer, byteOffset).getFloat64(0);
  const text = new TextDecoder().decode(packed.subarray(HEADER, HEADER + length));
  const { entries } = JSON.parse(text) as { readonly entries: readonly Entry[] };
  const start = byteOffset + HEADER + Math.ceil(length / HEADER) * HEADER;
  return {
    entries,
    arrayAt: ({ className, from, bytes }) =>
      new ARRAYS[className](buffer.slice(start + from, start + from + bytes)),
  };
}
