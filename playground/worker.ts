// Entry of the worker that simulates: questions in, progress and answers out. A newer question ends the older one.

import { version } from '../package.json';
import { timelineBuffers } from '../planner/index.ts';
import { answer } from './engine.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

const scope = globalThis as unknown as Worker;
const tell = (message: FromWorker, given: readonly ArrayBuffer[] = []): void =>
  scope.postMessage(message, [...given]);

/** The question that counts; an older one stops at its next turn. */
const asked = { id: 0 };

/** Between two tellings of progress, in milliseconds. */
const RHYTHM = 100;

scope.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'stop') asked.id = 0;
  else void respond(data);
});

async function respond({ id, question, files }: Extract<ToWorker, { kind: 'ask' }>): Promise<void> {
  asked.id = id;
  let told = performance.now();
  try {
    const found = await answer(question, {
      version,
      readFile: (name) => {
        const bytes = files.get(name);
        if (bytes === undefined) throw new Error('it is not in this browser: drop it on the page again');
        return bytes;
      },
      progress: (share) => {
        if (performance.now() - told < RHYTHM) return;
        told = performance.now();
        tell({ kind: 'progress', id, share });
      },
      turn,
      isWanted: () => asked.id === id,
    });
    if (found === undefined) return;
    const given = found.entries.flatMap(({ timeline }) => timelineBuffers(timeline));
    tell({ kind: 'answer', id, answer: found }, given);
  } catch (error) {
    tell({ kind: 'broken', id, message: error instanceof Error ? error.message : String(error) });
  }
}

/** Lets messages be heard: a task of the event loop, without the delay of timers. */
function turn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
