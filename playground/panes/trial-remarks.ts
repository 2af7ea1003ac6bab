// What is said about a file of properties or tests: sentences with their lines, and marks beside these.

import { button, make } from '../dom.ts';
import type { NumberedText } from '../numbered-text.ts';
import type { FileRemark } from '../trial-protocol.ts';
import { inWords, sentence } from './prose.ts';

/** Complaints about a file; one with a line leads there. */
export function remarkElements(remarks: readonly FileRemark[], text: NumberedText): readonly HTMLElement[] {
  return remarks.map(({ message, hint, line, file }) => {
    const isHere = file === 'properties' || file === 'tests';
    const where =
      line === undefined
        ? ''
        : isHere
          ? button(`Go to line ${line}`, { class: 'link' }, () => text.reveal(line), `line ${line}`)
          : `${file ?? 'the formula'}, line ${line}`;
    const words = `${sentence(message)}${hint === undefined ? '' : ` ${sentence(hint)}`}`;
    return make('p', { class: 'problem' }, where, where === '' ? '' : ': ', ...inWords(words));
  });
}

/** Marks the lines that something is said about. */
export function markLines(text: NumberedText, remarks: readonly FileRemark[]): void {
  text.mark(
    new Map(
      remarks.flatMap(({ line, letters, message, file }) =>
        line === undefined || (file !== 'properties' && file !== 'tests')
          ? []
          : [[line, { tone: 'bad' as const, says: message, ...(letters && { letters }) }] as const],
      ),
    ),
  );
}
