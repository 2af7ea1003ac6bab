// What the page asks its own worker besides the language server's protocol: plain values both ways.

/** The methods, in the name space that the protocol leaves to each server. */
export const QUESTIONS = {
  names: 'lazurite/names',
  rule: 'lazurite/rule',
  places: 'lazurite/places',
  colours: 'lazurite/colours',
} as const;

/** A statement of a formula, read back. */
export interface NameRow {
  /** Absent for a statement that gives nothing a name. */
  readonly name?: string;
  /** From 1. */
  readonly line: number;
  readonly type: string;
  /** What it can be, for every history: `0 to 20, whole`. */
  readonly range: string;
  /** What it means; backquotes around code. */
  readonly meaning: string;
  readonly arms: readonly { readonly when: string; readonly value: string }[];
  /** Whether it is what the pool is asked for. */
  readonly isTarget: boolean;
}

/** A formula read back in words. */
export interface Names {
  readonly rows: readonly NameRow[];
  readonly reads: readonly { readonly name: string; readonly how: string; readonly meaning: string }[];
  readonly failures: readonly { readonly line: number; readonly sentence: string }[];
}

/** A rule or complaint, with the text that documents it. */
export interface RuleProse {
  readonly code: string;
  readonly severity: string;
  readonly prose: string;
  readonly example: string;
  /** A text much like the example that is fine. */
  readonly nearMiss?: string;
  /** The example, repaired. */
  readonly fixed?: string;
}

/** Something that was pasted as a formula and is more, or less, than one. */
export interface Wrapped {
  /** What it is, in words: `JSON`, `a text with escaped quotes`. */
  readonly what: string;
  /** The formulas in it, with all escapes undone. */
  readonly formulas: readonly { readonly label: string; readonly text: string }[];
}

/** How each kind of token is coloured at once, before the server has spoken: a pattern and the kind's name. */
export interface ColourRule {
  readonly match: string;
  readonly kind: string;
}
