// Formulas that a file only names: `loadTextContent('pool.txt')`, `file("pool.txt")`, `templatefile("pool.tftpl", {})`.

import type { Span } from '../../grammar/index.ts';
import type { PoolContext } from '../pool-context.ts';
import type { HostCall, HostValue } from './host.ts';
import { findNamed } from './known.ts';
import { textOf } from './letters.ts';
import type { Looking } from './texts.ts';

/** A formula in another file. */
export interface Elsewhere {
  /** The call that reads the other file. */
  readonly span: Span;
  /** The other file as this one names it; from this one's folder on when `isBeside`. */
  readonly path: string;
  /** Whether the path leads from this file's folder to a file that is the formula, apart from what is replaced in it. */
  readonly isBeside: boolean;
  /** Whether it is a template. */
  readonly isTemplate: boolean;
  /** Words in it that this file puts something else in place of. */
  readonly replaced: readonly string[];
  readonly pool: PoolContext;
}

/** Calls that give the text of a file, and whether the file is a template. */
const READERS: Readonly<Record<string, { readonly isTemplate: boolean }>> = {
  loadtextcontent: { isTemplate: false },
  file: { isTemplate: false },
  templatefile: { isTemplate: true },
};

/** Calls that give the text they are given, but for blanks around it. */
const SAME = /^(trim|trimspace|chomp|string|tostring|sensitive|nonsensitive)$/i;

/** How often names may stand for names, and how deep calls stand in calls. */
const DEEPEST = 20;

type Found = Omit<Elsewhere, 'pool'>;

/** The files a value is read from. */
export function elsewhereOf(value: HostValue, looking: Looking, depth = 0): readonly Found[] {
  if (depth > DEEPEST) return [];
  const next = (inner: HostValue): readonly Found[] => elsewhereOf(inner, looking, depth + 1);
  if (value.kind === 'choice') return value.options.flatMap(next);
  if (value.kind === 'name') {
    const named = findNamed(looking.host, value.name);
    return named === undefined ? [] : next(named);
  }
  if (value.kind !== 'call') return [];
  const name = value.name.toLowerCase();
  if (Object.hasOwn(READERS, name)) return readBy(value, READERS[name]!, looking);
  const [first, word] = value.arguments;
  if (name !== 'replace' || first === undefined || word === undefined)
    return value.arguments.flatMap(next).map((one) => (SAME.test(name) ? one : { ...one, isBeside: false }));
  const [sought] = looking.textsOf(word, looking);
  const needle = sought === undefined ? '' : textOf(sought.letters);
  return next(first).map((one) =>
    needle === '' || /^\/.+\/$/.test(needle)
      ? { ...one, isBeside: false }
      : { ...one, replaced: [...one.replaced, needle] },
  );
}

/** Terraform's own words for the folder that a file stands in. */
const HERE = /^\$\{\s*path\.(module|root|cwd)\s*\}$/;

function readBy(
  { arguments: [named], span }: HostCall,
  { isTemplate }: { readonly isTemplate: boolean },
  looking: Looking,
): readonly Found[] {
  const [found] = named === undefined ? [] : looking.textsOf(named, looking);
  if (found === undefined) return [];
  const written = found.letters.map(({ text, hole }) =>
    hole === undefined ? text : looking.file.slice(hole.start, hole.end),
  );
  const path = written.filter((part) => !HERE.test(part)).join('').replace(/^\/(?=.)/, written.some((part) => HERE.test(part)) ? '' : '/'); // biome-ignore format: one path
  const isKnown = found.letters.every(({ hole }, at) => hole === undefined || HERE.test(written[at]!));
  // Files are looked for from this folder on, up by `..` as well, as templates do; never from a root or a drive.
  const isBeside = isKnown && path !== '' && !/^([/\\~]|[A-Za-z]:)/.test(path);
  return [{ span, path: path === '' ? written.join('') : path, isBeside, isTemplate, replaced: [] }];
}
