// What the evaluation asks the pool for, or why it fails: one line that stays in view.

import { make } from '../dom.ts';
import type { Evaluated, Outcome, Remark } from '../evaluated.ts';
import type { Playground } from '../playground.ts';
import { lineLink } from './line-link.ts';
import { inWords, sentence } from './prose.ts';

/** The line of results, with warnings under it. */
export function makeResult(page: Playground): HTMLElement {
  const line = make('div', { class: 'now-line', role: 'status' });
  const notes = make('div', { class: 'now-notes' });
  const draw = (outcome: Outcome | undefined) => {
    line.className = `now-line ${toneOf(outcome)}`;
    line.replaceChildren(...lineOf(outcome, page));
    notes.replaceChildren(...notesOf(outcome).map((remark) => remarkElement(remark, page)));
  };
  page.evaluations.listen(draw);
  draw(page.evaluations.read());
  return make('div', { class: 'now-result' }, line, notes);
}

const toneOf = (outcome: Outcome | undefined): string =>
  outcome === undefined
    ? 'waiting'
    : outcome.kind === 'refused' || outcome.error !== undefined
      ? 'bad'
      : 'fine';

function lineOf(outcome: Outcome | undefined, page: Playground): readonly (Node | string)[] {
  if (outcome === undefined) return ['Evaluating…'];
  if (outcome.kind === 'refused') {
    const [first] = outcome.problems;
    return [
      make('strong', {}, 'The service would refuse this formula.'),
      ...(first === undefined ? [] : [' ', remarkElement(first, page)]),
    ];
  }
  return outcome.error === undefined ? targetsLine(outcome) : failureLine(outcome, outcome.error, page);
}

function targetsLine({ targets, before, isStopped }: Evaluated): readonly (Node | string)[] {
  const { targetDedicatedNodes, targetLowPriorityNodes, nodeDeallocationOption } = targets;
  return [
    figure(targetDedicatedNodes, before.dedicated, 'dedicated'),
    figure(targetLowPriorityNodes, before.lowPriority, 'low-priority'),
    make('span', { class: 'option' }, nodeDeallocationOption),
    ...(isStopped ? [make('span', { class: 'option' }, 'stopped early by stop()')] : []),
  ];
}

function figure(count: number, before: number, what: string): HTMLElement {
  const change = before === count ? undefined : make('small', {}, ` (${before} before)`);
  return make('span', { class: 'count' }, make('b', {}, String(count)), ` ${what}`, change);
}

function failureLine(
  { targets }: Evaluated,
  error: Remark & { readonly code: string },
  page: Playground,
): readonly (Node | string)[] {
  const { targetDedicatedNodes, targetLowPriorityNodes } = targets;
  const kept = `The pool keeps what it has: ${targetDedicatedNodes} dedicated, ${targetLowPriorityNodes} low-priority.`;
  return [
    make('strong', {}, error.code),
    ' ',
    remarkElement(error, page),
    make('span', { class: 'kept' }, kept),
  ];
}

function notesOf(outcome: Outcome | undefined): readonly Remark[] {
  if (outcome?.kind !== 'evaluated') return outcome?.problems.slice(1, 6) ?? [];
  const { warnings, stateProblems } = outcome;
  return [...stateProblems.map((one) => ({ ...one, message: `The state: ${one.message}` })), ...warnings];
}

/** A sentence with its place, which leads into the formula. */
export function remarkElement({ message, hint, place }: Remark, page: Playground): HTMLElement {
  const where = place === undefined ? undefined : lineLink(place, page);
  const words = `${sentence(message)}${hint === undefined ? '' : ` ${sentence(hint)}`}`;
  return make('span', { class: 'remark' }, where, where === undefined ? '' : ': ', ...inWords(words));
}
