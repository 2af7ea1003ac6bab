// The language's types. A type is a set of kinds, because some types only running can tell
// (a ternary of a double and a vector). Kept as a bit set: cheap to join, compare and test.

/** The kinds of value, in the spelling of Azure's documentation. `option` is a bare deallocation word. */
export const KINDS = ['double', 'doubleVec', 'string', 'timestamp', 'timeinterval', 'option'] as const;
export type Kind = (typeof KINDS)[number];

/** A set of kinds: bit i stands for `KINDS[i]`. */
export type Type = number & { readonly brand?: 'Type' };

export const NOTHING: Type = 0;
/** What a fault or a missing part may be: everything, and no complaint follows from it. */
export const ANYTHING: Type = (1 << KINDS.length) - 1;

/** The type that holds exactly these kinds. */
export function typeOf(...kinds: readonly Kind[]): Type {
  let bits = NOTHING;
  for (const kind of kinds) bits |= 1 << KINDS.indexOf(kind);
  return bits;
}

export const DOUBLE = typeOf('double');
export const VECTOR = typeOf('doubleVec');
export const STRING = typeOf('string');
export const TIMESTAMP = typeOf('timestamp');
export const INTERVAL = typeOf('timeinterval');
export const OPTION = typeOf('option');

/** The kinds in a type, in the order of `KINDS`. */
export function kindsOf(type: Type): readonly Kind[] {
  return KINDS.filter((_, bit) => (type & (1 << bit)) !== 0);
}

/** Either of two types. */
export const join = (a: Type, b: Type): Type => a | b;

/** Whether every value of `part` is a value of `whole`. */
export const isWithin = (part: Type, whole: Type): boolean => (part & ~whole) === 0;

/** The type as people read it: `double`, `double or doubleVec`, `anything`. */
export function spell(type: Type): string {
  if (type === ANYTHING) return 'anything';
  return kindsOf(type).join(' or ') || 'nothing';
}

const SHORT: Readonly<Record<Kind, string>> = {
  double: 'D',
  doubleVec: 'DV',
  string: 'S',
  timestamp: 'TS',
  timeinterval: 'TI',
  option: 'O',
};

/** The type as the details of evaluation errors write it: `TS`, `D|DV`. */
export const abbreviate = (type: Type): string =>
  kindsOf(type)
    .map((kind) => SHORT[kind])
    .join('|');
