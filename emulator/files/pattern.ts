// Which files an output file's pattern means: `*`, `?`, `[abc]`, `[!abc]` within a name and `**` over folders; names
// with a leading dot only where the pattern has one. Variables in it are the task's. Source: REST OutputFile,
// `filePattern`.

import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import { isWithin } from './place.ts';

/** A file that a pattern means. */
export interface FoundFile {
  /** Where it is, without links. */
  readonly place: string;
  /** Its way from the folder before the pattern's first wildcard; for a pattern without one, its name. */
  readonly way: string;
  readonly size: number;
}

export interface PatternSettings {
  /** What relative patterns start from. */
  readonly working: string;
  /** What no match may lie outside of: the node's root. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** So many files are looked at for one pattern. */
const MOST_LOOKED_AT = 200_000;

export const hasWildcard = (pattern: string): boolean => /[*?[]/.test(pattern);

/** The variables of a pattern, `$NAME`, `${NAME}` and `%NAME%`, replaced by the task's; others stay. */
export const expandVariables = (pattern: string, environment: Readonly<Record<string, string>>): string =>
  pattern.replace(/\$\{(\w+)\}|\$(\w+)|%(\w+)%/g, (whole, ...names) => {
    const name = names.slice(0, 3).find((one) => one !== undefined) as string;
    return environment[name] ?? whole;
  });

/** The files, sorted by their ways; undefined when the pattern leads out of the node's root, or to too many files. */
export function filesOf(
  pattern: string,
  { working, root, environment }: PatternSettings,
): readonly FoundFile[] | undefined {
  const whole = path.resolve(working, expandVariables(pattern, environment));
  const { folder, rest } = splitPattern(whole);
  if (!isWithin(root, folder)) return undefined;
  const base = realRoot(root);
  if (rest === '') {
    const found = fileAt(whole, base);
    return found === undefined ? [] : [{ ...found, way: path.basename(whole) }];
  }
  const matches = picomatch(rest.replaceAll('[!', '[^'), {
    nobrace: true,
    noextglob: true,
    nonegate: true,
    posix: false,
    windows: false,
  });
  const found: FoundFile[] = [];
  let looked = 0;
  const pending = [''];
  for (let inner = pending.pop(); inner !== undefined; inner = pending.pop()) {
    for (const entry of entriesOf(path.join(folder, inner))) {
      if (++looked > MOST_LOOKED_AT) return undefined;
      const way = inner === '' ? entry.name : `${inner}/${entry.name}`;
      if (entry.isDirectory()) pending.push(way);
      else if (matches(way)) {
        const file = fileAt(path.join(folder, way), base);
        if (file !== undefined) found.push({ ...file, way });
      }
    }
  }
  return found.sort((a, b) => (a.way < b.way ? -1 : 1));
}

/** The folder before the first part with a wildcard, and the rest. */
function splitPattern(pattern: string): { readonly folder: string; readonly rest: string } {
  const parts = pattern.split('/');
  const first = parts.findIndex(hasWildcard);
  if (first < 0) return { folder: path.dirname(pattern), rest: '' };
  return { folder: parts.slice(0, first).join('/') || '/', rest: parts.slice(first).join('/') };
}

/** A plain file, perhaps through links, that lies on the node; undefined for anything else. */
function fileAt(place: string, root: string): { readonly place: string; readonly size: number } | undefined {
  try {
    const real = realpathSync(place);
    const stats: Stats = statSync(real);
    return stats.isFile() && isWithin(root, real) ? { place: real, size: stats.size } : undefined;
  } catch {
    // Gone, or a link to nothing: no file.
    return undefined;
  }
}

function realRoot(root: string): string {
  try {
    return realpathSync(root);
  } catch {
    // A node that is gone has no files.
    return root;
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // A folder that is not there, or not ours to read, has nothing to match.
    return [];
  }
}
