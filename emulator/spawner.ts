// Starts processes by way of small ones that do nothing else, and hears from them how they end. Should somebody end
// one of them, whatever it had started is lost and ended, for nobody would hear of it any more.

import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { FailureInfo } from '../simulator/index.ts';
import { findProgram } from './abilities/find-program.ts';
import type { CommandWords } from './command-line.ts';
import { type Lost, launchFailure, outputFailure, type RunningProcess, signalGroup } from './process.ts';
import {
  type SpawnAnswer,
  type SpawnEnd,
  type SpawnRequest,
  type Spent,
  serveSpawns,
} from './spawn-server.ts';

/** What to start. */
export interface ProcessOrder extends Omit<SpawnRequest, 'id'> {
  readonly words: CommandWords;
}

/** Hears which processes ended together, and what they used. */
export type OnReaped = (pids: readonly number[], spent: Spent) => void;

export interface Spawner {
  /** Starts a process in a group of its own, its output straight to files; a failure of Azure's when there is none. */
  readonly start: (order: ProcessOrder) => Promise<RunningProcess | FailureInfo | Lost>;
  /** Gets ready for the first start; answers once that costs no more than any other. */
  readonly open: () => Promise<void>;
  /** Starts no more; what runs goes on unheard. */
  readonly close: () => void;
}

/** To start a process takes a processor a while; with one more to do it, another processor can help. */
const SERVERS = 2;

/** A spawner that has not begun; `onReaped` makes it ask what processes use. */
export function createSpawner(onReaped?: OnReaped): Spawner {
  const servers = new Set<Server>();
  const openOne = (): Server => {
    const server = openServer(onReaped, () => servers.delete(server));
    servers.add(server);
    return server;
  };
  /** All are opened at once: who is started later could hold a file open that somebody is just fetching. */
  const openAll = (): void => {
    while (servers.size < SERVERS) openOne();
  };
  /** The one with least to do, of those that listen. */
  const next = (): Server => {
    openAll();
    const all = [...servers];
    const ready = all.filter((one) => one.isReady());
    return ready.sort((one, other) => one.waiting() - other.waiting())[0] ?? all[0]!;
  };
  return {
    start: (order) => next().start(order),
    open() {
      openAll();
      return Promise.race([...servers].map(({ ready }) => ready));
    },
    close() {
      for (const server of servers) server.close();
      servers.clear();
    },
  };
}

/** One process that starts others. */
interface Server {
  readonly start: Spawner['start'];
  readonly ready: Promise<void>;
  readonly isReady: () => boolean;
  /** Starts that it was asked for and has not answered. */
  readonly waiting: () => number;
  readonly close: () => void;
}

/** A process that is asked for, or runs. */
interface Charge {
  readonly order: ProcessOrder;
  readonly answer: (found: RunningProcess | FailureInfo | Lost) => void;
  pid: number | undefined;
  end: (exitCode: number | Lost) => void;
}

function openServer(onReaped: OnReaped | undefined, onEnd: () => void): Server {
  const charges = new Map<number, Charge>();
  let ids = 0;
  let unanswered = 0;
  let isReady = false;
  let nowReady!: () => void;
  const ready = new Promise<void>((resolve) => {
    nowReady = resolve;
  });

  const answerTo = (id: number, found: RunningProcess | FailureInfo): void => {
    unanswered--;
    charges.get(id)!.answer(found);
    if ('code' in found) charges.delete(id);
  };
  const hear = (answer: SpawnAnswer): void => {
    if (answer.kind === 'ended') hearEnds(answer.ends, answer.spent);
    else if (answer.kind === 'ready') {
      isReady = true;
      nowReady();
    } else {
      const charge = charges.get(answer.id)!;
      if (answer.kind === 'refused') answerTo(answer.id, refusalOf(answer, charge.order));
      else {
        charge.pid = answer.pid;
        const ended = new Promise<number | Lost>((resolve) => {
          charge.end = resolve;
        });
        answerTo(answer.id, { pid: answer.pid, ended });
      }
    }
  };
  const hearEnds = (ends: readonly SpawnEnd[], spent: Spent | undefined): void => {
    const pids = ends.flatMap(({ id }) => charges.get(id)?.pid ?? []);
    if (spent !== undefined) onReaped?.(pids, spent);
    for (const { id, code, signal } of ends) {
      charges.get(id)?.end(code ?? -constants.signals[signal!]);
      charges.delete(id);
    }
  };
  /** Nobody hears of these any more: who runs is ended. Who waits may have begun, and bears its attempt's mark. */
  const abandon = (): void => {
    onEnd();
    nowReady();
    for (const { pid, end, answer } of charges.values()) {
      if (pid !== undefined) signalGroup(pid, 'SIGKILL');
      if (pid === undefined) answer('lost');
      else end('lost');
    }
    charges.clear();
  };
  const child = startServer(onReaped !== undefined, hear, abandon);
  return {
    ready,
    isReady: () => isReady,
    waiting: () => unanswered,
    start: (order) =>
      new Promise((answer) => {
        const id = ids++;
        unanswered++;
        charges.set(id, { order, answer, pid: undefined, end: () => {} });
        child.stdin!.cork();
        child.stdin!.write(`${JSON.stringify({ ...order, id })}\n`);
        // What is asked for in one turn is written at once.
        process.nextTick(() => child.stdin!.uncork());
      }),
    close() {
      child.stdin!.end();
      child.unref();
    },
  };
}

/** The system says "denied" also of a program that is nowhere, when it may not look into one of the folders. */
function refusalOf(
  error: { readonly code: string; readonly isOpen: boolean },
  { words, environment, folder }: ProcessOrder,
): FailureInfo {
  const inTheWay = error.isOpen ? undefined : outputFailure(error.code);
  if (inTheWay !== undefined) return inTheWay;
  const found = error.code === 'EACCES' ? findProgram(words[0], environment.PATH, folder) : undefined;
  const isNowhere = found !== undefined && 'error' in found && found.error === 'ENOENT';
  return launchFailure(isNowhere ? { ...error, code: found.error } : error, words[0]);
}

/** Little memory of its own is quick to copy: a small heap, no compiled code, no helpers. */
const SMALL = ['--max-semi-space-size=1', '--single-threaded', '--no-opt', '--no-sparkplug'] as const;

/** It has a session of its own, so that Ctrl-C on the terminal is Lazurite's alone to hear. */
function startServer(
  isMeasuring: boolean,
  hear: (answer: SpawnAnswer) => void,
  onEnd: () => void,
): ChildProcess {
  const words = [...SMALL, '-e', `(${serveSpawns})(${isMeasuring})`];
  const child = spawn(process.execPath, words, {
    cwd: '/',
    // The variables of this process are none of its business.
    env: {},
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let rest = '';
  child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) hear(JSON.parse(line));
  });
  // That it is gone is seen by its end.
  child.stdin!.on('error', () => {});
  child.once('error', onEnd);
  child.once('close', onEnd);
  return child;
}
