// Tests: the text of a test file, run at each pause, and what came of its cases. What they reach of the formula is
// put where the editor marks it.

import '../styles/trials.css';
import { button, make, section } from '../dom.ts';
import { onFrame } from '../frame.ts';
import { makeNumberedText } from '../numbered-text.ts';
import type { Playground } from '../playground.ts';
import type { PlaygroundState } from '../state.ts';
import { withNowCase } from '../test-cases.ts';
import { createTrialClient } from '../trial-client.ts';
import type { CaseResult, FileRemark, TrialNews } from '../trial-protocol.ts';
import { makeChanges } from './changes.ts';
import { caseElements, coverageElement, statusWords, toneOf } from './test-results.ts';
import { markLines, remarkElements } from './trial-remarks.ts';
import { makeTrialStatus } from './trial-status.ts';

/** How long the text must rest before the tests run again, in milliseconds. */
const PAUSE = 300;

export interface Tested {
  readonly results: readonly CaseResult[];
  readonly total: number;
  readonly remarks: readonly FileRemark[];
  /** Paths of formulas that the one in the editor stands for. */
  readonly standIns: readonly string[];
  readonly state: 'empty' | 'running' | 'done' | 'stopped' | 'refused' | 'broken';
  readonly says?: string;
}

/** What can be done while the tests are at this. */
const ACT_OF = {
  running: 'stop',
  stopped: 'again',
  broken: 'again',
  empty: undefined,
  done: undefined,
  refused: undefined,
} as const;

const NOTHING: Tested = { results: [], total: 0, remarks: [], standIns: [], state: 'empty' };

/** The pane; once it was shown, tests run at every change, so that the editor's marks stay true. */
export function makeTestsPane(page: Playground): HTMLElement {
  const { store, files, coverage } = page;
  const results = make('div', { class: 'tests' });
  const changes = makeChanges(page);
  let tested = NOTHING;
  const client = createTrialClient((news) => {
    if (news.kind === 'coverage') coverage.put(news.coverage);
    if (news.kind === 'refused') coverage.put(undefined);
    tested = heard(tested, news);
    drawSoon();
  });
  const run = () => {
    const { tests, formulas, active, scenario } = store.state();
    changes.forget();
    if (tests.trim() === '') {
      client.stop();
      tested = NOTHING;
      coverage.put(undefined);
    } else {
      // What there is stays until there is something better.
      tested = { ...tested, state: 'running' };
      client.ask({ kind: 'test', tests, formulas, active, scenario, files: files.all() });
    }
    draw();
  };
  const stop = () => {
    client.stop();
    tested = { ...tested, state: 'stopped' };
    draw();
  };
  const file = makeNumberedText('Tests as a file', {
    placeholder: 'formula: formula.txt\ncases:\n  - name: …',
    onInput: (text) => store.change({ tests: text }),
  });
  file.setText(store.state().tests);
  const status = makeTrialStatus(results, {
    stop: { name: 'Stop the tests', shown: 'Stop', act: stop },
    again: { name: 'Run the tests again', shown: 'Run again', act: run },
  });
  const draw = () => {
    markLines(file, tested.remarks);
    status.show(statusWords(tested), ACT_OF[tested.state], toneOf(tested));
    status.follow(
      ...remarkElements(tested.remarks, file),
      ...caseElements(tested, file, page),
      coverageElement(coverage.read(), page),
    );
    changes.update(tested);
  };
  const drawSoon = onFrame(draw);
  followTests(page, run, (state) => file.setText(state.tests));
  run();
  const intro =
    'Each case is a state and what the formula must come to in it. The file is the one that the command line takes: its formula is the one in the editor, and scenario.yaml the scenario of this page.';
  return make(
    'div',
    { class: 'tests-pane trial' },
    section('tests-file', 'Tests', intro, makeButtons(page), file.element),
    section('tests-results', 'Outcome', undefined, results, changes.element),
  );
}

function makeButtons(page: Playground): HTMLElement {
  const { store, evaluations } = page;
  const add = button(
    'Make a case of what Evaluate now shows',
    {},
    () => {
      const text = withNowCase(store.state(), evaluations.read());
      if (text === undefined)
        page.say('The file has a mistake, or the formula does not compile; mend that first.');
      else store.change({ tests: text });
    },
    'Make a case of what Evaluate now shows',
  );
  return make('div', { class: 'buttons' }, add);
}

function followTests({ store }: Playground, run: () => void, show: (state: PlaygroundState) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.listen((state, before) => {
    if (state.tests !== before.tests) show(state);
    const isSame =
      state.tests === before.tests &&
      state.formulas === before.formulas &&
      state.active === before.active &&
      state.scenario === before.scenario;
    if (isSame) return;
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE);
  });
}

function heard(tested: Tested, news: TrialNews): Tested {
  switch (news.kind) {
    case 'refused':
      return { ...tested, state: 'refused', remarks: news.remarks };
    case 'cases':
      return {
        results: [],
        total: news.total,
        remarks: news.remarks,
        standIns: news.standIns,
        state: 'running',
      };
    case 'case': {
      const results = news.result === undefined ? tested.results : [...tested.results, news.result];
      return { ...tested, results, remarks: [...tested.remarks, ...news.remarks] };
    }
    case 'done':
      return tested.state === 'refused' ? tested : { ...tested, state: 'done' };
    case 'broken':
      return { ...tested, state: 'broken', says: news.message };
    default:
      return tested;
  }
}
