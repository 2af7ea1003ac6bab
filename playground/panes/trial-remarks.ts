// What is said about a file of properties or tests: sentences with their lines, and marks beside these.

import { button, make } from '../dom.ts';
import type { NumberedText } from '../numbered-text.ts';
import type { FileRemark } from '../trial-protocol.ts';
import { inWords, sentence } from './prose.ts';

/** More complaints are counted: a mistake in a list is often made in each of its lines. */
const MOST_SAID = 50;

/** Complaints about a file; one with a line leads there. */
export function remarkElements(remarks: readonly FileRemark[], text: NumberedText): readonly HTMLElement[] {
  const said = remarks.slice(0, MOST_SAID).map(({ message, hint, line, file }) => {
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
  const left = remarks.length - said.length;
  return left === 0 ? said : [...said, make('p', {}, `And ${left} more.`)];
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
