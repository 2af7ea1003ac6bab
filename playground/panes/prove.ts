// Prove: what must hold of the formula in every state that is possible, asked in a form or as a file, and the
// answers. A state that contradicts goes to "Evaluate now" at a click.

import '../styles/trials.css';
import { make, section } from '../dom.ts';
import { onFrame } from '../frame.ts';
import { makeNumberedText } from '../numbered-text.ts';
import type { Playground } from '../playground.ts';
import { poolsOf } from '../scenario-value.ts';
import { activeFormula, type JsonObject, type PlaygroundState } from '../state.ts';
import { createTrialClient } from '../trial-client.ts';
import type { Bound, FileRemark, ProofAnswer, TrialNews } from '../trial-protocol.ts';
import { answerElements, boundsElement, progressWords } from './proof-results.ts';
import { makePropertyForm } from './property-form.ts';
import { markLines, remarkElements } from './trial-remarks.ts';
import { makeTrialStatus } from './trial-status.ts';

/** How long the text must rest before it is asked again, in milliseconds. */
const PAUSE = 300;
/** States that are tried where there is no proof: fewer than on the command line, so that answers come while writing. */
const TRIES = 2000;

export interface Proofs {
  readonly bounds: readonly Bound[];
  readonly answers: readonly ProofAnswer[];
  readonly total: number;
  readonly isUsual: boolean;
  readonly remarks: readonly FileRemark[];
  readonly state: 'running' | 'done' | 'stopped' | 'refused' | 'broken';
  /** Why it broke off. */
  readonly says?: string;
}

/** What can be done while the proofs are at this. */
const ACT_OF = {
  running: 'stop',
  stopped: 'again',
  broken: 'again',
  done: undefined,
  refused: undefined,
} as const;

const NOTHING: Proofs = { bounds: [], answers: [], total: 0, isUsual: true, remarks: [], state: 'running' };

/** The pane; it asks anew whenever the formula, the properties or the pool change, while it is in view. */
export function makeProvePane(page: Playground): HTMLElement {
  const { store } = page;
  const results = make('div', { class: 'proofs' });
  let proofs = NOTHING;
  const client = createTrialClient((news) => {
    proofs = heard(proofs, news);
    drawSoon();
  });
  const ask = () => {
    const state = store.state();
    proofs = { ...proofs, state: 'running' };
    client.ask({
      kind: 'prove',
      formula: activeFormula(state),
      properties: state.properties,
      pool: scaledPool(state),
      tries: TRIES,
      seed: 1,
    });
    draw();
  };
  const stop = () => {
    client.stop();
    proofs = { ...proofs, state: 'stopped' };
    draw();
  };
  const file = makeNumberedText('Properties as a file', {
    placeholder: 'prove:\n  at-most: 20',
    onInput: (text) => store.change({ properties: text }),
  });
  file.setText(store.state().properties);
  const status = makeTrialStatus(results, {
    stop: { name: 'Stop the proofs', shown: 'Stop', act: stop },
    again: { name: 'Try the proofs again', shown: 'Try again', act: ask },
  });
  const draw = () => {
    markLines(file, proofs.remarks);
    status.show(progressWords(proofs), ACT_OF[proofs.state]);
    status.follow(
      ...remarkElements(proofs.remarks, file),
      ...answerElements(proofs, page),
      boundsElement(proofs),
    );
  };
  const drawSoon = onFrame(draw);
  const begin = () => {
    proofs = { ...proofs, state: 'running' };
    draw();
  };
  followQuestion(page, { begin, ask }, (state) => file.setText(state.properties));
  ask();
  const form = makePropertyForm(page);
  const asFile = section(
    'prove-file',
    'As a file',
    'What the command line’s prove takes; the form writes into it, and leaves the rest alone.',
    file.element,
  );
  const answers = section('prove-answers', 'Answers', undefined, results);
  const right = make('div', { class: 'stacked' }, asFile, answers);
  return make('div', { class: 'prove-pane trial' }, make('div', { class: 'beside' }, form, right));
}

/** Asks again at changes, after a pause; a pane that is hidden waits until it is shown. */
function followQuestion(
  { store }: Playground,
  { begin, ask }: { readonly begin: () => void; readonly ask: () => void },
  show: (state: PlaygroundState) => void,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;
  store.listen((state, before) => {
    if (state.properties !== before.properties) show(state);
    const isOther =
      activeFormula(state) !== activeFormula(before) ||
      state.properties !== before.properties ||
      state.scenario !== before.scenario;
    isDue ||= isOther;
    if (!isDue || state.pane !== 'prove') return;
    isDue = false;
    begin();
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}

/** The pool whose formula is written here. */
function scaledPool({ scenario }: PlaygroundState): JsonObject {
  const pools = poolsOf(scenario);
  return pools.find(({ enableAutoScale }) => enableAutoScale === true) ?? pools[0] ?? {};
}

function heard(proofs: Proofs, news: TrialNews): Proofs {
  switch (news.kind) {
    case 'refused':
      return { ...proofs, state: 'refused', remarks: news.remarks };
    case 'bounds': {
      const { bounds, total, isUsual, remarks } = news;
      return { bounds, total, isUsual, remarks, answers: [], state: 'running' };
    }
    case 'answer':
      return { ...proofs, answers: [...proofs.answers, news.answer] };
    case 'done':
      return proofs.state === 'refused' ? proofs : { ...proofs, state: 'done' };
    case 'broken':
      return { ...proofs, state: 'broken', says: news.message };
    default:
      return proofs;
  }
}
