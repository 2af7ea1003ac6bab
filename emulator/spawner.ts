// Starts processes by way of a small one that does nothing else, and hears from it how they end. It is started with
// the first process, and again should somebody end it; whatever it had started is ended then, for nobody would hear of
// it any more.

import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { type FailureInfo, failureOf } from '../simulator/index.ts';
import type { CommandWords } from './command-line.ts';
import { launchFailure, type RunningProcess, signalGroup } from './process.ts';
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

/** Hears which processes ended together, and what all that ended have used by then. */
export type OnReaped = (pids: readonly number[], spent: Spent) => void;

export interface Spawner {
  /** Starts a process in a group of its own, its output straight to files; a failure of Azure's when there is none. */
  readonly start: (order: ProcessOrder) => Promise<RunningProcess | FailureInfo>;
  /** Gets ready for the first start. */
  readonly open: () => void;
  /** Starts no more; what runs goes on unheard. */
  readonly close: () => void;
}

/** A process that is asked for, or runs. */
interface Charge {
  readonly order: ProcessOrder;
  readonly answer: (found: RunningProcess | FailureInfo) => void;
  pid: number | undefined;
  end: (exitCode: number) => void;
}

/** A spawner that has not begun; `onReaped` makes it ask what processes use. */
export function createSpawner(onReaped?: OnReaped): Spawner {
  const charges = new Map<number, Charge>();
  let server: ChildProcess | undefined;
  let ids = 0;

  const started = (charge: Charge, pid: number): void => {
    charge.pid = pid;
    const ended = new Promise<number>((resolve) => {
      charge.end = resolve;
    });
    charge.answer({ pid, ended });
  };
  const endAll = (ends: readonly SpawnEnd[], spent: Spent | undefined): void => {
    const pids = ends.flatMap(({ id }) => charges.get(id)?.pid ?? []);
    if (spent !== undefined) onReaped?.(pids, spent);
    for (const { id, code, signal } of ends) {
      charges.get(id)?.end(code ?? -constants.signals[signal!]);
      charges.delete(id);
    }
  };
  const hear = (answer: SpawnAnswer): void => {
    if (answer.kind === 'ended') endAll(answer.ends, answer.spent);
    else {
      const charge = charges.get(answer.id)!;
      if (answer.kind === 'started') started(charge, answer.pid);
      else {
        charges.delete(answer.id);
        charge.answer(launchFailure(answer, charge.order.words[0]));
      }
    }
  };
  /** Nobody hears of these any more: who runs is ended, who waits does not start. */
  const abandon = (): void => {
    for (const { pid, end, answer } of charges.values()) {
      if (pid === undefined) answer(lost());
      else {
        signalGroup(pid, 'SIGKILL');
        end(-constants.signals.SIGKILL);
      }
    }
    charges.clear();
  };
  const open = (): ChildProcess => {
    server ??= startServer(onReaped !== undefined, hear, () => {
      server = undefined;
      abandon();
    });
    return server;
  };
  return {
    start: (order) =>
      new Promise((answer) => {
        const id = ids++;
        charges.set(id, { order, answer, pid: undefined, end: () => {} });
        open().stdin!.write(`${JSON.stringify({ ...order, id })}\n`);
      }),
    open: () => void open(),
    close() {
      server?.stdin?.end();
      server?.unref();
      server = undefined;
    },
  };
}

const lost = (): FailureInfo => ({
  ...failureOf('CommandLaunchFailed'),
  message: 'The process that starts all others was ended',
});

/** It has a session of its own, so that Ctrl-C on the terminal is Lazurite's alone to hear. */
function startServer(
  isMeasuring: boolean,
  hear: (answer: SpawnAnswer) => void,
  onEnd: () => void,
): ChildProcess {
  // A small heap is quick to copy. The variables of this process are none of its business.
  const words = ['--max-semi-space-size=1', '-e', `(${serveSpawns})(${isMeasuring})`];
  const child = spawn(process.execPath, words, {
    cwd: '/',
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
