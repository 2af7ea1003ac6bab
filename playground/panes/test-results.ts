// The outcome of tests: a row a case, with what came where something else was expected and the lines that decided it;
// and how much of the formula the cases reach.

import { percentOf } from '../../runtime/index.ts';
import type { FormulaCoverage } from '../coverage.ts';
import { button, make } from '../dom.ts';
import type { NumberedText } from '../numbered-text.ts';
import type { Playground } from '../playground.ts';
import type { CaseFailure, CaseResult } from '../trial-protocol.ts';
import { lineLink } from './line-link.ts';
import { inWords, sentence } from './prose.ts';
import type { Tested } from './tests.ts';

/** How many passed, or how far the run is. */
export function statusWords({ state, results, total, standIns, says }: Tested): string {
  const failed = failedOf(results);
  const counted = (count: number) => `${count} case${count === 1 ? '' : 's'}`;
  const verdict =
    failed === 0 ? `${counted(results.length)} passed.` : `${failed} of ${counted(results.length)} failed.`;
  const names = standIns.map((one) => `“${one}”`).join(', ');
  const stands = standIns.length === 0 ? '' : ` The formula in the editor stands for ${names}.`;
  return {
    empty: 'There are no tests yet. Make a case of what Evaluate now shows, or paste a test file.',
    running: total === 0 ? 'Running…' : `Running case ${Math.min(total, results.length + 1)} of ${total}…`,
    done: `${verdict}${stands}`,
    stopped: `Stopped after ${results.length} of ${total}. ${verdict}`,
    refused: 'The tests cannot run:',
    broken: `The tests broke off: ${says ?? ''}. Your text is safe; change something, or try again.`,
  }[state];
}

/** How the outcome is coloured. */
export const toneOf = ({ state, results }: Tested): 'fine' | 'bad' | undefined =>
  state !== 'done' ? undefined : failedOf(results) === 0 ? 'fine' : 'bad';

const failedOf = (results: readonly CaseResult[]): number =>
  results.filter(({ failures }) => failures.length > 0).length;

/** A row for each case. */
export function caseElements(
  { results, state }: Tested,
  file: NumberedText,
  page: Playground,
): readonly HTMLElement[] {
  if (results.length === 0 || state === 'refused') return [];
  return [make('ul', { class: 'cases' }, ...results.map((result) => caseElement(result, file, page)))];
}

function caseElement(
  { name, line, failures }: CaseResult,
  file: NumberedText,
  page: Playground,
): HTMLElement {
  const isFine = failures.length === 0;
  const mark = make('span', { class: 'mark', 'aria-hidden': 'true' }, isFine ? '✓' : '✗');
  const state = make('span', { class: 'hidden' }, isFine ? 'passed: ' : 'failed: ');
  const where = button(
    `Go to line ${line} of the tests`,
    { class: 'link' },
    () => file.reveal(line),
    `line ${line}`,
  );
  // The lines that decided are told once for all.
  const told = new Set<string>();
  const body = failures.map((failure) => failureElement(failure, told, page));
  const hint =
    failures[0] === undefined
      ? undefined
      : make('p', { class: 'soft' }, ...inWords(sentence(failures[0].hint)));
  return make(
    'li',
    { class: isFine ? 'passed' : 'failed' },
    make('p', { class: 'case-name' }, mark, state, name, ' ', where),
    ...body,
    hint,
  );
}

function failureElement({ text, deciding }: CaseFailure, told: Set<string>, page: Playground): HTMLElement {
  const fresh = deciding.filter((one) => {
    const key = JSON.stringify(one);
    if (told.has(key)) return false;
    told.add(key);
    return true;
  });
  const lines = fresh.map(({ line, text: statement, value, because }) => {
    const place = { line, column: 1, endLine: line, endColumn: statement.length + 1 };
    const where = lineLink(place, page);
    const reasons = because.map((reason) => make('span', { class: 'reason' }, reason));
    return make(
      'li',
      {},
      where,
      ' ',
      make('code', {}, statement),
      ' → ',
      make('code', { class: 'came' }, value ?? 'failed'),
      ...reasons,
    );
  });
  return make(
    'div',
    { class: 'failure' },
    make('p', { class: 'problem' }, ...inWords(sentence(text))),
    lines.length === 0 ? undefined : make('ul', { class: 'deciding' }, ...lines),
  );
}

/** How much of the formula the cases reach, and what they do not. */
export function coverageElement(coverage: FormulaCoverage | undefined, page: Playground): HTMLElement {
  if (coverage === undefined) return make('div');
  const { statements, branches, missed } = coverage;
  const share = (label: string, part: FormulaCoverage['statements']) =>
    make(
      'p',
      { class: 'share' },
      make('span', {}, label),
      make('meter', {
        min: 0,
        max: Math.max(1, part.total),
        value: part.total === 0 ? 1 : part.reached,
        'aria-label': label,
      }),
      `${percentOf(part)} % (${part.reached} of ${part.total})`,
    );
  const rows = missed.map(({ line, column, says }) => {
    const place = { line, column, endLine: line, endColumn: column + 1 };
    return make('li', {}, lineLink(place, page), ': ', ...inWords(says));
  });
  const intro = missed.length === 0 ? 'The cases reach all of the formula.' : 'Not reached by any case:';
  return make(
    'div',
    { class: 'covered' },
    make('h3', {}, 'Coverage'),
    share('Statements', statements),
    share('Branches', branches),
    make('p', { class: 'soft' }, intro),
    make('ul', {}, ...rows),
  );
}
