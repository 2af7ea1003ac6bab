// Texts of Bicep: in single quotes with escapes and interpolation, or between three of them as they are.
// https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types#strings

import type { Diagnostic, Span } from '../../grammar/index.ts';
import { complaints } from './diagnostics.ts';
import type { HostText } from './host.ts';
import { copied, hole, type Letters, type Run } from './letters.ts';

/** The offset after the quote or brace that closes what is open at `at`; undefined when nothing does. */
export function closingAt(text: string, at: number, open: 'quote' | 'brace'): number | undefined {
  const inside = [open];
  for (let next = at; next < text.length; ) {
    const letter = text[next]!;
    if (inside.at(-1) === 'quote') {
      if (letter === '\n') return undefined;
      const isHole = letter === '$' && text[next + 1] === '{';
      if (letter === "'") inside.pop();
      else if (isHole) inside.push('brace');
      next += letter === '\\' || isHole ? 2 : 1;
    } else {
      if (letter === "'") inside.push('quote');
      else if (letter === '{') inside.push('brace');
      else if (letter === '}') inside.pop();
      next++;
    }
    if (inside.length === 0) return next;
  }
  return undefined;
}

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
    from = found === '${' ? Math.min(closingAt(file, at + 2, 'brace') ?? end, end) : at + found.length;
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

/** A text between three quotes; a line break right after the opening ones is not part of it. `dollars` begin a hole. */
export function linesText(file: string, span: Span, dollars: number): HostText {
  const first =
    /^\r?\n/.exec(file.slice(span.start + dollars + 3, span.start + dollars + 5))?.[0].length ?? 0;
  const inner = {
    start: span.start + dollars + 3 + first,
    end: Math.max(span.start + dollars + 3 + first, span.end - 3),
  };
  const letters = (): Letters =>
    dollars === 0 ? copied(file, inner.start, inner.end) : interpolated(file, inner, dollars);
  return { kind: 'text', letters, writing: { style: 'bicep-lines', indent: '' }, span, inner };
}

function interpolated(file: string, { start, end }: Span, dollars: number): Letters {
  const runs: Run[] = [];
  const opening = `${'$'.repeat(dollars)}{`;
  let from = start;
  for (let at = file.indexOf(opening, start); at >= 0 && at < end; at = file.indexOf(opening, from)) {
    runs.push(...copied(file, from, at));
    from = Math.min(closingAt(file, at + opening.length, 'brace') ?? end, end);
    runs.push(...hole({ start: at, end: from }));
  }
  return [...runs, ...copied(file, from, end)];
}
