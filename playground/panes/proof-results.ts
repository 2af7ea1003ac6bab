// The answers to properties: proved with the reasons, refuted with a state that can be looked at, or not decided with
// what stands in the way; and the bounds of every name.

import { printYaml } from '../../simulator/index.ts';
import { button, make, table } from '../dom.ts';
import type { Playground } from '../playground.ts';
import type { JsonObject } from '../state.ts';
import type { ProofAnswer, ProofReason } from '../trial-protocol.ts';
import { lineLink } from './line-link.ts';
import { inWords, sentence } from './prose.ts';
import type { Proofs } from './prove.ts';

const VERDICTS: { readonly [Verdict in ProofAnswer['verdict']]: readonly [mark: string, words: string] } = {
  proved: ['✔', 'proved'],
  refuted: ['✘', 'refuted'],
  undecided: ['?', 'not decided'],
};

/** How far the answers are. */
export function progressWords({ state, answers, total, isUsual, says }: Proofs): string {
  const count = (verdict: ProofAnswer['verdict']) =>
    answers.filter((answer) => answer.verdict === verdict).length;
  const summary = `${count('proved')} proved, ${count('refuted')} refuted, ${count('undecided')} not decided.`;
  const usual = isUsual ? ' Nothing is asked for, so these are what every formula should keep.' : '';
  return {
    running: `Looking at ${total === 0 ? 'the formula' : `property ${Math.min(total, answers.length + 1)} of ${total}`}…`,
    done: `${summary}${usual}`,
    stopped: `Stopped after ${answers.length} of ${total}. ${summary}`,
    refused: 'There are no answers yet:',
    broken: `The proofs broke off: ${says ?? ''}. Your text is safe; change something, or try again.`,
  }[state];
}

/** A card an answer. */
export function answerElements({ answers, state }: Proofs, page: Playground): readonly HTMLElement[] {
  if (state === 'refused') return [];
  return answers.map((answer) => {
    const [mark, words] = VERDICTS[answer.verdict];
    const head = make(
      'p',
      { class: 'verdict' },
      make('b', {}, make('span', { 'aria-hidden': 'true' }, `${mark} `), words),
      make('span', { class: 'claim' }, answer.claim),
    );
    return make(
      'article',
      { class: `card answer ${answer.verdict}`, 'aria-label': `${words}: ${answer.claim}` },
      head,
      ...bodyOf(answer, page),
    );
  });
}

function bodyOf(answer: ProofAnswer, page: Playground): readonly HTMLElement[] {
  switch (answer.verdict) {
    case 'proved':
      return [
        make('ul', {}, ...answer.reasons.map((reason) => make('li', {}, ...reasonParts(reason, page)))),
      ];
    case 'refuted':
      return [
        make('p', {}, ...inWords(sentence(answer.says))),
        ...answer.states.map((state, at) => stateElement(state, { at, count: answer.states.length }, page)),
      ];
    case 'undecided':
      return [
        make('p', {}, ...reasonParts(answer.obstacle, page)),
        make('p', { class: 'soft' }, `${answer.tried} states were tried; none contradicts it.`),
      ];
  }
}

function reasonParts({ says, place, text }: ProofReason, page: Playground): readonly (Node | string)[] {
  if (place === undefined) return inWords(says);
  return [lineLink(place, page), ' ', make('code', {}, text ?? ''), ' ', ...inWords(says)];
}

function stateElement(
  state: JsonObject,
  { at, count }: { readonly at: number; readonly count: number },
  page: Playground,
): HTMLElement {
  const which = count === 1 ? 'this state' : at === 0 ? 'the state before' : 'the state after';
  const load = button(
    `Load ${which} into Evaluate now`,
    {},
    () => {
      page.store.change({ now: state, pane: 'now' });
      page.say('The state that contradicts is in Evaluate now.');
    },
    `Load ${which} into Evaluate now`,
  );
  return make(
    'div',
    { class: 'counter' },
    load,
    make(
      'details',
      {},
      make('summary', {}, count === 1 ? 'The state' : `The state ${at === 0 ? 'before' : 'after'}`),
      make('pre', { tabindex: 0 }, printYaml(state)),
    ),
  );
}

/** What each name can be, for every history. */
export function boundsElement({ bounds, state }: Proofs): HTMLElement {
  if (bounds.length === 0 || state === 'refused') return make('div');
  const rows = bounds.map(({ name, range, isTarget }) => [
    make(isTarget ? 'b' : 'span', {}, make('code', {}, name)),
    range,
  ]);
  return make(
    'details',
    { class: 'bounds', open: true },
    make('summary', {}, 'What each name can be, for every history, time and pool'),
    table('Bounds of names', ['Name', 'Can be'], rows, ['text', 'text']),
  );
}
