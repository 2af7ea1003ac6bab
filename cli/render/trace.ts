// Every part of a formula with the value it had: what `eval --trace` shows.

import { placeInFileOf, type Source, writtenText } from '../../grammar/index.ts';
import { nestTrace, plainValue, printValue, type TracedPart } from '../../runtime/index.ts';
import type { Style } from '../style.ts';

const textOf = (source: Source, { node }: TracedPart): string =>
  writtenText(source, source.text.slice(node.span.start, node.span.end)).replace(/\s+/g, ' ');

/** One line a part, indented below what it is a part of. */
export function renderTrace(source: Source, parts: readonly TracedPart[], style: Style): string {
  const rows = nestTrace(parts).map(({ part, depth }) => {
    const place = style('dim', String(placeInFileOf(source, part.node.span.start).line).padStart(3));
    return `${place}  ${'  '.repeat(depth)}${textOf(source, part)} ${style('dim', '=')} ${style('cyan', printValue(part.value))}\n`;
  });
  return `\n${rows.join('')}`;
}

/** The same, for JSON. */
export function traceJson(
  source: Source,
  parts: readonly TracedPart[],
): readonly Readonly<Record<string, unknown>>[] {
  return nestTrace(parts).map(({ part, depth }) => {
    const { line, column } = placeInFileOf(source, part.node.span.start);
    return { line, column, depth, text: textOf(source, part), value: plainValue(part.value) };
  });
}
