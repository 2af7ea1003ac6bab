// Whatever plain data, tables, maps, sets and named classes a program remembers, as bytes and back: shared parts stay
// shared, circles stay circles. What is not data (functions, other classes) is a bug of whoever keeps it.

/** A class whose objects can be written down: by their own fields, or by `save` and `load`. */
export interface SavedClass {
  readonly name: string;
  /** Whether a value is one of these. */
  readonly owns: (value: object) => boolean;
  /** An object without its fields; given for classes that are their fields. */
  readonly shell?: () => object;
  /** Fields that are not written, because the new object has its own. */
  readonly skip?: readonly string[];
  readonly save?: (value: object) => unknown;
  readonly load?: (saved: unknown) => object;
}

/** What there is to write down, and what the reader has already. */
export interface SavedParts {
  /** Objects whose fields are written, and on reading put into the object of the same name. */
  readonly own: Readonly<Record<string, object>>;
  /** Objects and functions that are only named: the reader has its own. */
  readonly given: Readonly<Record<string, object>>;
  readonly classes: readonly SavedClass[];
}

/** What listens to a run and has a memory of its own; it is saved and restored with the run. */
export interface SavedListener {
  readonly own: Readonly<Record<string, object>>;
  readonly given?: Readonly<Record<string, object>>;
  readonly classes: readonly SavedClass[];
  /** Called before a run is saved: what is still under way in the listener is finished. */
  readonly before?: () => void;
}

/** A class that is its fields. */
export const savedClass = (
  name: string,
  owner: new (...given: never[]) => object,
  skip: readonly string[] = [],
): SavedClass => ({
  name,
  owns: (value) => Object.getPrototypeOf(value) === owner.prototype,
  shell: () => Object.create(owner.prototype) as object,
  skip,
});

/** Typed arrays by name: what they are made of stands beside the text. */
export const ARRAYS = {
  Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
} as const; // biome-ignore format: a list
export type ArrayName = keyof typeof ARRAYS;
type TypedArray = InstanceType<(typeof ARRAYS)[ArrayName]>;

/** A value as the text has it: plain ones as themselves, others marked. */
export type Value =
  | string
  | number
  | boolean
  | null
  | { readonly at: number }
  | { readonly number: string }
  | { readonly nothing: true };

/** An object as the text has it; the index is its number. */
export type Entry =
  | {
      readonly kind: 'fields';
      readonly own?: string;
      readonly className?: string;
      readonly fields: Readonly<Record<string, Value>>;
    }
  | { readonly kind: 'list' | 'set'; readonly own?: string; readonly items: readonly Value[] }
  | { readonly kind: 'map'; readonly own?: string; readonly pairs: readonly (readonly [Value, Value])[] }
  | { readonly kind: 'given'; readonly name: string }
  | { readonly kind: 'loaded'; readonly className: string; readonly saved: Value }
  | { readonly kind: 'array'; readonly className: ArrayName; readonly from: number; readonly bytes: number };

/** Parts of the bytes begin at multiples of this. */
export const HEADER = 8;

/** Writes down everything that the own parts reach. Throws for what is not data: a bug. */
export function saveGraph({ own, given, classes }: SavedParts): Uint8Array<ArrayBuffer> {
  const numbers = new Map<object, number>();
  const found: { readonly value: object; readonly path: string }[] = [];
  const owns = new Map(Object.entries(own).map(([name, value]) => [value, name]));
  const givens = new Map(Object.entries(given).map(([name, value]) => [value, name]));
  const arrays: TypedArray[] = [];
  let bytes = 0;

  const write = (value: unknown, path: string): Value => {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : { number: Object.is(value, -0) ? '-0' : String(value) };
      case 'undefined':
        return { nothing: true };
      case 'object':
      case 'function': {
        if (value === null) return null;
        const known = numbers.get(value);
        if (known !== undefined) return { at: known };
        const at = found.length;
        numbers.set(value, at);
        found.push({ value, path });
        return { at };
      }
      default:
        throw new Error(`a ${typeof value} cannot be saved: ${path}`);
    }
  };
  const fieldsOf = (
    value: object,
    path: string,
    skip: readonly string[],
    isOwn: boolean,
  ): Record<string, Value> => {
    const fields: Record<string, Value> = {};
    for (const [key, field] of Object.entries(value)) {
      if (
        skip.includes(key) ||
        (isOwn && typeof field === 'function' && classOf(classes, field) === undefined)
      )
        continue;
      fields[key] = write(field, `${path}.${key}`);
    }
    return fields;
  };
  const entryOf = (value: object, path: string): Entry => {
    const name = givens.get(value);
    if (name !== undefined) return { kind: 'given', name };
    if (ArrayBuffer.isView(value)) {
      const array = value as TypedArray;
      const from = bytes;
      arrays.push(array);
      bytes += Math.ceil(array.byteLength / HEADER) * HEADER;
      return { kind: 'array', className: value.constructor.name as ArrayName, from, bytes: array.byteLength };
    }
    const ownName = owns.get(value);
    const owned = ownName === undefined ? {} : { own: ownName };
    if (Array.isArray(value))
      return { kind: 'list', ...owned, items: value.map((item, at) => write(item, `${path}[${at}]`)) };
    if (value instanceof Set)
      return { kind: 'set', ...owned, items: [...value].map((item) => write(item, path)) };
    if (value instanceof Map) {
      const pairs = [...value].map(
        ([key, item]) => [write(key, path), write(item, `${path}.${String(key)}`)] as const,
      );
      return { kind: 'map', ...owned, pairs };
    }
    const known = classOf(classes, value);
    if (known?.save !== undefined)
      return { kind: 'loaded', className: known.name, saved: write(known.save(value), path) };
    const className = known === undefined ? {} : { className: known.name };
    if (known === undefined && ownName === undefined) assertPlain(value, path);
    const fields = fieldsOf(value, path, known?.skip ?? [], ownName !== undefined);
    return { kind: 'fields', ...owned, ...className, fields };
  };

  const roots = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, write(value, name)]));
  const entries: Entry[] = [];
  for (let next = 0; next < found.length; next++)
    entries.push(entryOf(found[next]!.value, found[next]!.path));
  return pack(JSON.stringify({ roots, entries }), arrays, bytes);
}

function assertPlain(value: object, path: string): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof value !== 'function' && (prototype === Object.prototype || prototype === null)) return;
  throw new Error(
    `${path} cannot be saved: it is a ${typeof value === 'function' ? 'function' : value.constructor.name}`,
  );
}

const classOf = (classes: readonly SavedClass[], value: object): SavedClass | undefined =>
  classes.find((one) => one.owns(value));

/** Eight bytes with the length of the text, the text, the arrays; each part begins at a multiple of eight. */
function pack(text: string, arrays: readonly TypedArray[], bytes: number): Uint8Array<ArrayBuffer> {
  const encoded = new TextEncoder().encode(text);
  const start = HEADER + Math.ceil(encoded.length / HEADER) * HEADER;
  const packed = new Uint8Array(start + bytes);
  new DataView(packed.buffer).setFloat64(0, encoded.length);
  packed.set(encoded, HEADER);
  let at = start;
  for (const array of arrays) {
    packed.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += Math.ceil(array.byteLength / HEADER) * HEADER;
  }
  return packed;
}
