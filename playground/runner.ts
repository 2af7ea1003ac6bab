// Has the worker simulate what the state asks: the latest question wins, late answers are dropped by their number,
// and the last good result stays until there is a better one.

import type { Answer, Problem, RunEntry } from './engine.ts';
import type { Files } from './files.ts';
import { hireWorker } from './hired-worker.ts';
import { unpackAnswer } from './parcel.ts';
import type { FromWorker } from './protocol.ts';
import type { JsonObject, PlaygroundState, Store } from './state.ts';
import type { WorkloadShape } from './workload-shape.ts';

/** What is known of the present question. */
export interface Runs {
  readonly status: 'idle' | 'running' | 'done' | 'failed' | 'cancelled';
  /** 0 to 1. */
  readonly progress: number;
  readonly problems: readonly Problem[];
  /** The last good result; of an older question while `isStale`. */
  readonly entries: readonly RunEntry[];
  readonly isStale: boolean;
  /** What the last workload looks like that could be made. */
  readonly shape?: WorkloadShape;
  /** What happened to the worker during this question; empty when nothing did. */
  readonly remark: string;
}

export interface Runner {
  readonly runs: () => Runs;
  readonly listen: (listener: (runs: Runs) => void) => void;
  /** Stops the present run; what was there before stays. */
  readonly cancel: () => void;
  /** Asks the present question again, whatever is known of it. */
  readonly again: () => void;
}

/** How long changes must pause before a run is given up for a newer question, in milliseconds. */
const PAUSE = 10;

/**
 * A run that began less than this many milliseconds ago is let finish when there is a newer question, so that whoever
 * drags something sees results on the way.
 */
const ALMOST = 300;

/** How long the worker may be silent: when it is asked something, and when it is to stop, in milliseconds. */
const PATIENCE = 10_000;
const IMPATIENCE = 500;

const BROKEN = 'The simulation broke off by a mistake of ours; your text is safe.';
const TOO_LARGE = 'There was not enough memory for this run; your text is safe. Make the workload smaller.';
const RESTARTED = {
  broken: 'The simulation had broken down and was started again.',
  silent: 'The simulation did not answer any more and was started again.',
} as const;

/** The formulas that were run on one scenario, by their text, so that none is run twice. */
interface Known {
  readonly scenario: JsonObject;
  readonly title: string;
  readonly byText: ReadonlyMap<string, RunEntry>;
  /** What there was to know about the scenario. */
  readonly warnings: readonly Problem[];
}

const NOTHING: Pick<Known, 'byText' | 'warnings'> = { byText: new Map(), warnings: [] };

/** A runner that follows the store. */
export function createRunner(store: Store, files: Files): Runner {
  return new WorkingRunner(store, files);
}

class WorkingRunner implements Runner {
  private readonly store: Store;
  private readonly listeners: ((runs: Runs) => void)[] = [];
  private now: Runs = { status: 'idle', progress: 0, problems: [], entries: [], isStale: false, remark: '' };
  private readonly worker: ReturnType<typeof hireWorker>;
  private id = 0;
  /** The state that the present number is about, and when it was asked. */
  private asked: { readonly state: PlaygroundState; readonly time: number } | undefined;
  private known: Known | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether a question is about to be asked, when whoever changes the state is through. */
  private isGathering = false;
  /** Whether the present question has ended a worker already. */
  private isSecondTry = false;

  constructor(store: Store, files: Files) {
    this.store = store;
    this.worker = hireWorker({
      make: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
      files: files.all,
      hear: (message) => this.hear(message),
      lost: (why) => this.lose(why),
    });
    store.listen((state, before) => {
      if (isOtherQuestion(state, before)) this.soon();
    });
  }

  readonly runs = (): Runs => this.now;

  readonly listen = (listener: (runs: Runs) => void): void => {
    this.listeners.push(listener);
  };

  readonly cancel = (): void => {
    clearTimeout(this.timer);
    if (this.now.status !== 'running') return;
    this.id++;
    this.asked = undefined;
    this.worker.say({ kind: 'stop' }, IMPATIENCE);
    this.set({ status: 'cancelled' });
  };

  readonly again = (): void => {
    this.known = undefined;
    this.soon();
  };

  private set(changes: Partial<Runs>): void {
    this.now = { ...this.now, ...changes };
    for (const listener of this.listeners) listener(this.now);
  }

  /**
   * Asks at once when nothing runs, all that changes in one go being one question; otherwise once changes pause, and a
   * run that is almost done first gets its chance.
   */
  private soon(): void {
    clearTimeout(this.timer);
    if (this.asked === undefined) {
      if (this.isGathering) return;
      this.isGathering = true;
      queueMicrotask(() => {
        this.isGathering = false;
        this.ask();
      });
      return;
    }
    if (!this.now.isStale) this.set({ isStale: true });
    const left = this.asked.time + ALMOST - performance.now();
    this.timer = setTimeout(() => this.ask(), Math.max(PAUSE, left));
  }

  private ask(): void {
    clearTimeout(this.timer);
    const state = this.store.state();
    this.isSecondTry = false;
    this.id++;
    this.asked = { state, time: performance.now() };
    const formulas = this.unknownOf(state);
    if (formulas.length === 0) this.settle(state, { entries: [], problems: [] });
    else {
      // The worker begins while the page shows that it does.
      this.tellWorker(state, formulas);
      this.set({ status: 'running', progress: 0, isStale: true, remark: '' });
    }
  }

  private tellWorker({ title, scenario }: PlaygroundState, formulas: PlaygroundState['formulas']): void {
    this.worker.say({ kind: 'ask', id: this.id, question: { title, formulas, scenario } }, PATIENCE);
  }

  private unknownOf(state: PlaygroundState): PlaygroundState['formulas'] {
    const { byText } = this.knownFor(state);
    return state.formulas.filter(({ text }) => !byText.has(text));
  }

  private knownFor({ scenario, title }: PlaygroundState): Pick<Known, 'byText' | 'warnings'> {
    const { known } = this;
    return known?.scenario === scenario && known.title === title ? known : NOTHING;
  }

  private hear(message: Exclude<FromWorker, { kind: 'heard' }>): void {
    if (message.id !== this.id || this.asked === undefined) return;
    if (message.kind === 'progress') this.set({ progress: message.share });
    else if (message.kind === 'answer') this.settle(this.asked.state, unpackAnswer(message.parcel));
    else this.fail(isMemory(message.message) ? TOO_LARGE : `${BROKEN} (${message.message})`);
  }

  private settle(state: PlaygroundState, { entries, problems, shape }: Answer): void {
    this.asked = undefined;
    const before = this.knownFor(state);
    const found = new Map([...before.byText, ...entries.map((entry) => [entry.text, entry] as const)]);
    const all = state.formulas.flatMap(({ name, text }) => {
      const entry = found.get(text);
      return entry === undefined ? [] : [entry.name === name ? entry : { ...entry, name }];
    });
    const warnings = distinct([...before.warnings, ...problems.filter(({ isWarning }) => isWarning)]);
    const byText = new Map(all.map((entry) => [entry.text, entry]));
    this.known = { scenario: state.scenario, title: state.title, byText, warnings };
    const isLate = isOtherQuestion(this.store.state(), state);
    this.set({
      status: isLate ? 'running' : all.length === 0 ? 'failed' : 'done',
      progress: 1,
      problems: distinct([...problems, ...warnings]),
      isStale: isLate || all.length === 0,
      ...(all.length === 0 ? {} : { entries: all }),
      ...(shape === undefined ? {} : { shape }),
    });
    if (isLate) this.ask();
  }

  private fail(message: string): void {
    this.asked = undefined;
    this.set({ status: 'failed', problems: [{ message }], isStale: true });
  }

  /** The worker is gone: the question is asked once more of another, and only once. */
  private lose(why: 'broken' | 'silent'): void {
    if (this.asked === undefined) return;
    if (this.isSecondTry)
      this.fail(`${RESTARTED[why]} It did so twice with this question, so it was left alone.`);
    else {
      const { state } = this.asked;
      this.isSecondTry = true;
      this.id++;
      this.set({ remark: RESTARTED[why] });
      this.tellWorker(state, this.unknownOf(state));
    }
  }
}

const isOtherQuestion = (state: PlaygroundState, before: PlaygroundState): boolean =>
  state.formulas !== before.formulas || state.scenario !== before.scenario;

const isMemory = (message: string): boolean => /allocat|memory|array length|too large/i.test(message);

function distinct(problems: readonly Problem[]): readonly Problem[] {
  const told = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...told.values()];
}
