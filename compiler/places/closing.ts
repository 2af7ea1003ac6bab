// Where texts with templates in them end: quotes in braces in quotes, as Terraform and Bicep have them.

import type { Opened } from './diagnostics.ts';

/** How texts of a language are quoted, and how a template begins in one. */
export interface Quoting {
  readonly quote: '"' | "'";
  /** What begins a template here, or is one made literal; undefined when neither does. */
  readonly templateAt: (text: string, at: number) => Template | undefined;
}
export interface Template {
  readonly length: number;
  /** Whether it only looks like one. */
  readonly isLiteral: boolean;
}

/** The offset after what closes; or where the search for it ended, what was wanted, and its partner. */
export type Closing =
  | { readonly end: number }
  | { readonly end?: undefined; readonly at: number; readonly wanted: string; readonly opened: Opened };

interface Mark {
  readonly kind: 'quote' | 'brace';
  readonly at: number;
  readonly length: number;
}

/** Looks for what closes a quote or the brace of a template; a text in quotes ends on its line. */
export function closingOf(
  text: string,
  mark: Mark,
  { quote, templateAt }: Quoting,
  until = text.length,
): Closing {
  const open = [mark];
  let at = mark.at + mark.length;
  while (at < until) {
    const letter = text[at]!;
    if (open.at(-1)!.kind === 'quote') {
      if (letter === '\n') break;
      const template = letter === '\\' ? undefined : templateAt(text, at);
      if (letter === quote) open.pop();
      else if (template?.isLiteral === false) open.push({ kind: 'brace', at, length: template.length });
      at += letter === '\\' ? 2 : (template?.length ?? 1);
    } else {
      if (letter === quote) open.push({ kind: 'quote', at, length: 1 });
      else if (letter === '{') open.push({ kind: 'brace', at, length: 1 });
      else if (letter === '}') open.pop();
      at++;
    }
    if (open.length === 0) return { end: at };
  }
  // A brace that is left open turns all quotes after it round.
  const { kind, ...missed } = open.find((one) => one.kind === 'brace') ?? mark;
  const span = { start: missed.at, end: missed.at + missed.length };
  const opened = { mark: kind === 'brace' ? `'${text.slice(span.start, span.end)}'` : 'the quote', span };
  return { at: Math.min(at, until), wanted: kind === 'brace' ? "'}'" : 'a closing quote', opened };
}
