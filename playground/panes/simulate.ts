// The question's scenario and what came of it: how far the run is, what is wrong, and the report's charts.

import '../styles/scenario.css';
import { button, make } from '../dom.ts';
import type { Playground } from '../playground.ts';
import type { Runs } from '../runner.ts';
import { makeDice } from '../scenario/run-panel.ts';
import { makeScenarioFiles } from '../scenario/scenario-files.ts';
import { inWords } from './prose.ts';
import { makeScenario } from './scenario.ts';
import { makeSeePane } from './see.ts';

/** The pane of runs; the last good result stays, dimmed, while another is made or fails. */
export function makeSimulatePane(page: Playground): HTMLElement {
  const { runner } = page;
  const status = makeStatus(page);
  const problems = make('div', { class: 'run-problems', role: 'status' });
  const result = make('div', { class: 'run-result' }, makeSeePane(page));
  const showAge = makeAging();
  const voice = makeVoice(result);
  let told = '';
  const draw = (runs: Runs) => {
    status.draw(runs);
    showAge(result, runs);
    voice.follow(runs);
    const now = JSON.stringify([runs.remark, runs.problems]);
    if (now === told) return;
    told = now;
    problems.replaceChildren(...sentencesOf(runs));
  };
  runner.listen(draw);
  draw(runner.runs());
  const bar = make('div', { class: 'run-bar' }, status.element, makeDice(page), makeScenarioFiles(page));
  return make('div', { class: 'simulate-pane' }, makeScenario(page), bar, problems, voice.element, result);
}

/** How long runs must have come to rest before they are told of, in milliseconds: who drags a field is not talked into. */
const QUIET = 1500;

/** Tells those who do not see the result what came of a run, in its first sentence. */
function makeVoice(result: HTMLElement): {
  readonly element: HTMLElement;
  readonly follow: (runs: Runs) => void;
} {
  const element = make('p', { class: 'hidden run-voice', role: 'status' });
  let told: Runs['entries'] | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element,
    follow: ({ status, entries }) => {
      clearTimeout(timer);
      if (status !== 'done' || entries === told) return;
      timer = setTimeout(() => {
        told = entries;
        element.textContent = result.querySelector('.lead')?.textContent ?? '';
      }, QUIET);
    },
  };
}

/** How long a run must take before its progress is worth showing, in milliseconds. */
const WORTH = 400;

/** What is old is marked at once, and dimmed only when it stays old: dimming and undimming a page of charts costs two frames. */
function makeAging(): (result: HTMLElement, runs: Runs) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (result, { isStale }) => {
    result.classList.toggle('stale', isStale);
    if (isStale) timer ??= setTimeout(() => result.classList.add('dim'), WORTH);
    else {
      clearTimeout(timer);
      timer = undefined;
      result.classList.remove('dim');
    }
  };
}

function makeStatus({ runner }: Playground): {
  readonly element: HTMLElement;
  readonly draw: (runs: Runs) => void;
} {
  const progress = make('progress', { max: 1, value: 0, 'aria-label': 'Simulating' });
  const stop = button('Stop the run', { class: 'small' }, runner.cancel, 'Stop');
  const again = button('Run it again', { class: 'small' }, runner.again, 'Run');
  const words = make('span', { class: 'run-words', role: 'status' });
  const element = make('div', { class: 'run-status' }, words, progress, stop, again);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (isLong: boolean) => {
    progress.hidden = !isLong;
    stop.hidden = !isLong;
  };
  show(false);
  return {
    element,
    draw: ({ status, progress: share }) => {
      progress.value = share;
      progress.textContent = `${Math.round(share * 100)} %`;
      again.hidden = status !== 'cancelled' && status !== 'failed';
      words.textContent = status === 'cancelled' ? 'Stopped: below is what was there before.' : '';
      if (status !== 'running') {
        clearTimeout(timer);
        timer = undefined;
        show(false);
      } else timer ??= setTimeout(() => show(true), WORTH);
    },
  };
}

function sentencesOf({ problems, remark }: Runs): readonly HTMLElement[] {
  const remarks = remark === '' ? [] : [make('p', { class: 'remark' }, ...inWords(remark))];
  const said = problems.map(({ message, hint, isWarning, formula }) => {
    const about = formula === undefined ? undefined : make('b', {}, `${formula}: `);
    const words = hint === undefined ? message : `${message} ${hint}`;
    return isWarning
      ? make('p', { class: 'remark' }, ...inWords(words))
      : make('p', { class: 'problem', role: 'alert' }, about, ...inWords(words));
  });
  return [...remarks, ...said];
}
