// Texts of Bicep: in single quotes with escapes and interpolation, or between three of them as they are.
// https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings

import type { Diagnostic, Span } from '../../grammar/index.ts';
import { closingOf, type Quoting } from './closing.ts';
import { complaints, unclosed } from './diagnostics.ts';
import type { HostText } from './host.ts';
import { copied, hole, type Letters, type Run } from './letters.ts';

/** How Bicep quotes; `${` begins a template. */
export const QUOTING: Quoting = {
  quote: "'",
  templateAt: (text, at) => (text.startsWith('${', at) ? { length: 2, isLiteral: false } : undefined),
};

const SPECIAL = /\\(?:u\{[\da-fA-F]{1,8}\}|[\s\S])|\$\{/g;
const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', "'": "'", '\\': '\\', $: '$' };

/** A text in single quotes; the span has them. */
export function quotedText(file: string, span: Span, diagnostics: Diagnostic[]): HostText {
  const inner = { start: span.start + 1, end: span.end - 1 };
  const letters = (): Letters => undoEscapes(file, inner, diagnostics);
  return { kind: 'text', letters, writing: { style: 'bicep', indent: '' }, span, inner };
}

function undoEscapes(file: string, { start, end }: Span, diagnostics: Diagnostic[]): Letters {
  const runs: Run[] = [];
  let from = start;
  SPECIAL.lastIndex = start;
  for (let match = SPECIAL.exec(file); match !== null && match.index < end; match = SPECIAL.exec(file)) {
    const [found] = match;
    const at = match.index;
    runs.push(...copied(file, from, at));
    const template = { kind: 'brace', at, length: 2 } as const;
    from = found === '${' ? (closingOf(file, template, QUOTING, end).end ?? end) : at + found.length;
    const span = { start: at, end: from };
    const letter = found.startsWith('\\u{') ? letterOf(found.slice(3, -1)) : NAMED[found.slice(1)];
    if (found === '${') runs.push(...hole(span));
    else if (letter !== undefined) runs.push({ text: letter, span });
    else {
      runs.push(...copied(file, at, from));
      diagnostics.push(complaints['wrong-escape'](span, { found, format: 'Bicep' }));
    }
    SPECIAL.lastIndex = from;
  }
  return [...runs, ...copied(file, from, end)];
}

function letterOf(digits: string): string {
  const code = Number.parseInt(digits, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

/** How a text between three quotes is written: how many dollars begin a hole, and whether anything closes it. */
interface Lines {
  readonly dollars: number;
  readonly isOpen: boolean;
  readonly diagnostics: Diagnostic[];
}

/** A text between three quotes; a line break right after the opening ones is not part of it. */
export function linesText(file: string, span: Span, { dollars, isOpen, diagnostics }: Lines): HostText {
  const first =
    /^\r?\n/.exec(file.slice(span.start + dollars + 3, span.start + dollars + 5))?.[0].length ?? 0;
  const inner = {
    start: span.start + dollars + 3 + first,
    end: Math.max(span.start + dollars + 3 + first, isOpen ? span.end : span.end - 3),
  };
  const letters = (): Letters =>
    dollars === 0
      ? copied(file, inner.start, inner.end)
      : interpolated(file, inner, { dollars, diagnostics });
  return { kind: 'text', letters, writing: { style: 'bicep-lines', indent: '' }, span, inner, isOpen };
}

function interpolated(
  file: string,
  { start, end }: Span,
  { dollars, diagnostics }: Pick<Lines, 'dollars' | 'diagnostics'>,
): Letters {
  const runs: Run[] = [];
  const opening = `${'$'.repeat(dollars)}{`;
  let from = start;
  for (let at = file.indexOf(opening, start); at >= 0 && at < end; at = file.indexOf(opening, from)) {
    runs.push(...copied(file, from, at));
    const closing = closingOf(file, { kind: 'brace', at, length: opening.length }, QUOTING, end);
    if (closing.end === undefined) diagnostics.push(unclosed(file, 'Bicep', closing));
    from = closing.end ?? end;
    runs.push(...hole({ start: at, end: from }));
  }
  return [...runs, ...copied(file, from, end)];
}
