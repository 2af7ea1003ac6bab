// Entry of the worker that simulates: questions in, progress and answers out. A newer question ends the older one.

import { version } from '../package.json';
import { createEngine } from './engine.ts';
import { packAnswer } from './parcel.ts';
import { createPractice } from './practice.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { reasonOf } from './reason.ts';
import { turn } from './turn.ts';

const scope = globalThis as unknown as Worker;
const tell = (message: FromWorker, given: readonly ArrayBuffer[] = []): void =>
  scope.postMessage(message, [...given]);

/** The question that counts; an older one stops at its next turn. */
const asked = { id: 0 };
const files = new Map<string, Uint8Array>();
const options = { version, bytesOf: (name: string) => files.get(name), turn };
const engine = createEngine(options);
const practice = createPractice(createEngine(options));
/** Questions are worked on one after the other, because they share what the engine keeps. */
const line = { last: Promise.resolve() };

/** Between two tellings of progress, in milliseconds. */
const RHYTHM = 100;

scope.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'files') {
    for (const [name, bytes] of data.put) files.set(name, bytes);
    for (const name of data.removed) files.delete(name);
    return;
  }
  tell({ kind: 'heard' });
  practice.stop();
  asked.id = data.kind === 'stop' ? 0 : data.id;
  if (data.kind === 'ask') line.last = line.last.then(() => respond(data));
});

async function respond({ id, question }: Extract<ToWorker, { kind: 'ask' }>): Promise<void> {
  const isWanted = () => asked.id === id;
  if (!isWanted()) return;
  const began = performance.now();
  let told = began;
  const progress = (share: number) => {
    if (performance.now() - told < RHYTHM) return;
    told = performance.now();
    tell({ kind: 'progress', id, share });
  };
  try {
    const answer = await engine.answer(question, { progress, isWanted });
    if (answer === undefined) return;
    const { parcel, given } = packAnswer(answer);
    tell({ kind: 'answer', id, parcel }, given);
    if (isWanted()) practice.begin(question, performance.now() - began);
  } catch (error) {
    tell({ kind: 'broken', id, message: reasonOf(error) });
  }
}
