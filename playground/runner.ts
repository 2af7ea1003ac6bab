// Has the worker simulate what the state asks: the latest question wins, late answers are dropped by their number,
// and the last good result stays until there is a better one.

import type { Answer, Problem, RunEntry } from './engine.ts';
import type { Files } from './files.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import type { PlaygroundState, Store } from './state.ts';

/** What is known of the present question. */
export interface Runs {
  readonly status: 'idle' | 'running' | 'done' | 'failed' | 'cancelled';
  /** 0 to 1. */
  readonly progress: number;
  readonly problems: readonly Problem[];
  /** The last good result; of an older question while `isStale`. */
  readonly entries: readonly RunEntry[];
  readonly isStale: boolean;
}

export interface Runner {
  readonly runs: () => Runs;
  readonly listen: (listener: (runs: Runs) => void) => void;
  /** Stops the present run; what was there before stays. */
  readonly cancel: () => void;
  /** Asks the present question again. */
  readonly again: () => void;
}

/** How long changes are gathered before a run begins, in milliseconds. */
const PAUSE = 20;

const BROKEN =
  'The simulation broke off by a mistake of ours; your text is safe. Change something, or run it again.';

/** A runner that follows the store. */
export function createRunner(store: Store, files: Files): Runner {
  const listeners: ((runs: Runs) => void)[] = [];
  let runs: Runs = { status: 'idle', progress: 0, problems: [], entries: [], isStale: false };
  let worker: Worker | undefined;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const set = (changes: Partial<Runs>) => {
    runs = { ...runs, ...changes };
    for (const listener of listeners) listener(runs);
  };
  const fail = (message: string) => set({ status: 'failed', problems: [{ message }], isStale: true });
  const hear = (message: FromWorker) => {
    if (message.id !== asked) return;
    if (message.kind === 'progress') set({ progress: message.share });
    else if (message.kind === 'broken') fail(`${BROKEN} (${message.message})`);
    else set(settled(runs, message.answer));
  };
  const hire = (): Worker => {
    const hired = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    hired.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => hear(data));
    hired.addEventListener('error', (event) => {
      event.preventDefault();
      hired.terminate();
      worker = undefined;
      fail(BROKEN);
    });
    return hired;
  };
  const say = (message: ToWorker) => {
    worker ??= hire();
    worker.postMessage(message);
  };
  const ask = () => {
    asked++;
    set({ status: 'running', progress: 0, isStale: true });
    const { formulas, scenario } = store.state();
    say({ kind: 'ask', id: asked, question: { formulas, scenario }, files: files.all() });
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };

  store.listen((state, before) => {
    if (isOtherQuestion(state, before)) soon();
  });
  return {
    runs: () => runs,
    listen: (listener) => {
      listeners.push(listener);
    },
    cancel: () => {
      asked++;
      say({ kind: 'stop' });
      set({ status: 'cancelled' });
    },
    again: soon,
  };
}

const isOtherQuestion = (state: PlaygroundState, before: PlaygroundState): boolean =>
  state.formulas !== before.formulas || state.scenario !== before.scenario;

/** What an answer makes of what was known. */
function settled(runs: Runs, { entries, problems }: Answer): Runs {
  if (entries.length === 0) return { ...runs, status: 'failed', progress: 1, problems, isStale: true };
  return { status: 'done', progress: 1, problems, entries, isStale: false };
}
