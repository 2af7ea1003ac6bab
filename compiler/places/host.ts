// What readers of files make of them: values with their places. JSON, YAML, Terraform, Bicep and Groovy become
// the same few kinds, so that formulas and the settings of their pools are found by one walk.

import type { Diagnostic, Span } from '../../grammar/index.ts';
import type { Letters } from './letters.ts';
import type { Writing } from './writing.ts';

export type HostValue =
  | HostMapping
  | HostList
  | HostText
  | HostWord
  | HostName
  | HostCall
  | HostChoice
  | HostOther;

export interface HostMapping {
  readonly kind: 'mapping';
  readonly entries: readonly HostEntry[];
  readonly span: Span;
}
export interface HostEntry {
  readonly key: string;
  readonly value: HostValue;
}
export interface HostList {
  readonly kind: 'list';
  readonly items: readonly HostValue[];
  readonly span: Span;
}
/** A text with quotes or marks around it. */
export interface HostText {
  readonly kind: 'text';
  /** The letters with escapes undone. */
  readonly letters: () => Letters;
  readonly writing: Writing;
  readonly span: Span;
  /** The part between the quotes. */
  readonly inner: Span;
  /** Nothing closes it, so it holds what was never meant for it. */
  readonly isOpen?: boolean;
}
/** A bare word: a number, `true`, `null`. */
export interface HostWord {
  readonly kind: 'word';
  readonly text: string;
  readonly span: Span;
}
/** A name that stands for a value of the same file, such as `local.formula`. */
export interface HostName {
  readonly kind: 'name';
  readonly name: string;
  readonly span: Span;
}
export interface HostCall {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly HostValue[];
  readonly span: Span;
}
/** One of several values: the two sides of a condition. */
export interface HostChoice {
  readonly kind: 'choice';
  readonly options: readonly HostValue[];
  readonly span: Span;
}
/** Anything else: what it gives is not known here. */
export interface HostOther {
  readonly kind: 'other';
  readonly span: Span;
}

/** A file that was read, as far as it could be. */
export interface Host {
  readonly roots: readonly HostValue[];
  /** What names of the file stand for. */
  readonly names: ReadonlyMap<string, HostValue>;
  /** Whether what a name stands for is only its default; no when left out. */
  readonly isDefault?: (name: string) => boolean;
  /** Whether parts of the file declare a name each for itself, so that it depends on the place; no when left out. */
  readonly isDeclaredTwice?: (name: string) => boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** What a text stands for, in files whose texts can be expressions. */
  readonly unfold?: (text: HostText) => HostValue;
}

/** Reads a file's text, without byte order mark. Never throws; what is wrong with the file is a diagnostic. */
export type HostReader = (text: string) => Host;
