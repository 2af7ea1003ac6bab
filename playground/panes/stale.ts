// Why what a pane shows is not the answer to what is asked.

import type { Runs } from '../runner.ts';
import { inWords } from './prose.ts';

/** Why the run of one formula is not there while those of others are, in words; nothing when it is, or may yet come. */
export function missingWords(
  { status, problems, entries }: Runs,
  name: string | undefined,
): string | undefined {
  if (status !== 'done' || entries.some((entry) => entry.name === name)) return undefined;
  const problem = problems.find(({ formula, isWarning }) => formula === name && isWarning === undefined);
  return problem && `“${name}” cannot be simulated: ${problem.message}`;
}

/** Puts a reason over what a pane shows, or takes it away. */
export function sayWhy(place: HTMLElement, words: string | undefined): void {
  place.hidden = words === undefined;
  const content = inWords(words ?? '');
  const plain = content.map((part) => (typeof part === 'string' ? part : part.textContent)).join('');
  // The same words are not said again.
  if (place.textContent !== plain) place.replaceChildren(...content);
}

/** In words; nothing while the answer is there or on its way. */
export function staleWords({ isStale, status, problems }: Runs): string | undefined {
  if (!isStale || status === 'running') return undefined;
  if (status === 'cancelled') return 'The run was stopped; this is the result before.';
  const [first] = problems;
  return `This is the last good result. ${first === undefined ? 'The new run failed.' : first.message}`;
}
