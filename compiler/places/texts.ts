// Which texts a value of a file can be, as far as the file alone can tell: names are looked up, calls that only
// put texts together are carried out, and everything else becomes a hole that a template fills in later.

import type { Span } from '../../grammar/index.ts';
import type { Host, HostCall, HostValue } from './host.ts';
import { findNamed, knownOf, knownTemplate } from './known.ts';
import { hole, type Known, type Letters, type Run, textOf, withHoles } from './letters.ts';
import type { Writing } from './writing.ts';

/** One text that a value can be, and how it is written where it stands. */
export interface FoundText {
  readonly letters: Letters;
  readonly writing: Writing;
  /** The part of the file between its outermost quotes. */
  readonly inner: Span;
  /** Whether nothing closes it. */
  readonly isOpen: boolean;
}

/** Where a text is looked for. */
export interface Looking {
  readonly host: Host;
  /** The text of the whole file. */
  readonly file: string;
  /** What names were found to stand for so far. */
  readonly known: Map<string, Known | undefined>;
  readonly textsOf: typeof textsOf;
}

/** A look into a file that nothing is known of yet. */
export const lookInto = (host: Host, file: string): Looking => ({ host, file, known: new Map(), textsOf });

/** How often names may stand for names, and how deep calls stand in calls. */
const DEEPEST = 20;

/** The texts a value can be; none when it is no text, or is not in this file. */
export function textsOf(value: HostValue, looking: Looking, depth = 0): readonly FoundText[] {
  if (depth > DEEPEST) return [];
  const { host, file } = looking;
  const next = (inner: HostValue): readonly FoundText[] => textsOf(inner, looking, depth + 1);
  switch (value.kind) {
    case 'text': {
      // Strings inside expressions have a style of their own, and are not unfolded again.
      const unfolded = value.writing.style === 'json' ? (host.unfold?.(value) ?? value) : value;
      if (unfolded.kind !== 'text') return next(unfolded);
      const { letters, writing, inner, isOpen = false } = unfolded;
      const told = letters().map((run): Run => {
        if (run.hole === undefined) return run;
        return { ...run, known: knownTemplate(file.slice(run.hole.start, run.hole.end), looking, depth) };
      });
      return [{ letters: told, writing, inner, isOpen }];
    }
    case 'name': {
      const named = findNamed(host, value.name);
      return named === undefined ? [] : next(named);
    }
    case 'choice':
      return value.options.flatMap(next);
    case 'call':
      return CALLS[value.name.toLowerCase()]?.(value, next, (one) => knownOf(one, looking, depth + 1)) ?? [];
    default:
      return [];
  }
}

type Texts = (value: HostValue) => readonly FoundText[];
type KnownOf = (value: HostValue | undefined) => Known | undefined;
type Call = (call: HostCall, texts: Texts, known: KnownOf) => readonly FoundText[];

const first: Call = ({ arguments: given }, texts) => given.map(texts).find((found) => found.length > 0) ?? [];
const anyOf: Call = ({ arguments: given }, texts) => given.flatMap(texts);

// biome-ignore format: a table
const CALLS: Readonly<Record<string, Call>> = {
  concat: ({ arguments: given }, texts, known) => join(given, { texts, known }),
  join: joined, format: filled, replace: replaced,
  if: anyOf, coalesce: anyOf, try: anyOf,
  trim: first, trimspace: first, chomp: first, string: first, tostring: first, indent: first,
  sensitive: first, nonsensitive: first, stripindent: first, stripmargin: first,
};

/** `format('x = {0};', n)`, or `format("x = %d;", n)` in Terraform. */
function filled(
  { arguments: [text, ...given] }: HostCall,
  texts: Texts,
  known: KnownOf,
): readonly FoundText[] {
  if (text === undefined) return [];
  return texts(text).map((found) => {
    const isTerraform = /^(terraform|heredoc)/.test(found.writing.style);
    const pattern = isTerraform ? /%[-+ #\d.[\]]*[a-zA-Z]/g : /\{\d+(?:[,:][^{}]*)?\}/g;
    let count = 0;
    // What is printed in a way of its own, such as `%5.2f`, is not what it was given.
    const knownIn = (mark: string): Known | undefined => {
      const at = isTerraform ? count++ : Number(/\d+/.exec(mark)![0]);
      return /^(?:%[sdv]|\{\d+\})$/.test(mark) ? known(given[at]) : undefined;
    };
    return { ...found, letters: withHoles(found.letters, pattern, knownIn) };
  });
}

/** `replace(text, 'MOST', n)`: every MOST is a hole. */
function replaced(
  { arguments: [text, needle, by] }: HostCall,
  texts: Texts,
  known: KnownOf,
): readonly FoundText[] {
  const [sought] = needle === undefined ? [] : texts(needle);
  if (text === undefined) return [];
  const word = sought === undefined ? '' : textOf(sought.letters);
  // Terraform takes a text between slashes for a regular expression.
  if (word === '' || (word.length > 1 && word.startsWith('/') && word.endsWith('/'))) return texts(text);
  const pattern = new RegExp(word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'g');
  return texts(text).map((found) => ({
    ...found,
    letters: withHoles(found.letters, pattern, () => known(by)),
  }));
}

/** `join(list, separator)`, in either order. */
function joined({ arguments: given }: HostCall, texts: Texts, known: KnownOf): readonly FoundText[] {
  const list = given.find((one) => one.kind === 'list' || (one.kind === 'call' && /array/i.test(one.name)));
  const between = given.find((one) => one !== list);
  const separator = between === undefined ? undefined : texts(between)[0];
  if (list === undefined || separator === undefined) return [];
  return join(
    list.kind === 'list' ? list.items : (list as HostCall).arguments,
    { texts, known },
    textOf(separator.letters),
  );
}

/** Texts one after the other; what is no text is a hole that reaches from the text before to the text after. */
function join(
  parts: readonly HostValue[],
  { texts, known }: { readonly texts: Texts; readonly known: KnownOf },
  separator = '',
): readonly FoundText[] {
  // What stands alone is what it stands for.
  const [only] = parts;
  if (only?.kind === 'name' && parts.length === 1) return texts(only);
  const found = parts.map((part) => ({ part, text: onlyTextOf(part, texts) }));
  const [sample] = [...found.flatMap(({ text }) => text ?? []), ...parts.flatMap(texts)];
  if (sample === undefined) return [];
  const runs: Run[] = [];
  found.forEach(({ part, text }, at) => {
    const before = found[at - 1];
    const [from, to] = [endOf(before), text?.inner.start ?? part.span.start];
    if (before !== undefined && separator !== '')
      runs.push({ text: separator, span: { start: from, end: to } });
    if (text !== undefined) runs.push(...text.letters);
    else if (separator !== '') runs.push(...hole(part.span, part.span, known(part)));
    else {
      const start = before?.text === undefined ? part.span.start : from;
      const end = found[at + 1]?.text?.inner.start ?? part.span.end;
      runs.push(...hole({ start, end }, part.span, known(part)));
    }
  });
  const inner = { start: found[0]!.text?.inner.start ?? parts[0]!.span.start, end: endOf(found.at(-1)) };
  const isOpen = found.some(({ text }) => text?.isOpen === true);
  return [{ letters: runs, writing: sample.writing, inner, isOpen }];
}

const endOf = (one: { readonly part: HostValue; readonly text: FoundText | undefined } | undefined): number =>
  one?.text?.inner.end ?? one?.part.span.end ?? 0;

/** A text that stands right there; a name may be set to something else when the template is used. */
function onlyTextOf(part: HostValue, texts: Texts): FoundText | undefined {
  if (part.kind === 'name') return undefined;
  const found = texts(part);
  return found.length === 1 ? found[0] : undefined;
}
