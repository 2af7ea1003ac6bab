// `lsp`: the language server on standard input and output, for as long as an editor wants it.

import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import {
  createMessageConnection,
  Message,
  ResponseError,
  type ResponseMessage,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { createLanguageServer, placesIn } from '../../compiler/index.ts';
import { version } from '../../package.json';
import type { Context } from '../context.ts';
import { levelsOfDocuments } from '../editor-levels.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';

/** How long an editor must have paused before complaints are looked for, in milliseconds. */
const PAUSE = 40;

/** Serves one editor until it says goodbye or goes. Leaving without a goodbye is an error, as the protocol says. */
export function lsp(context: Context): Promise<ExitCode> {
  const { io } = context;
  const { input, output } = io.streams();
  if (io.outIsTerminal) {
    io.err('lazurite lsp speaks the Language Server Protocol with an editor; docs/editors.md says how to set one up.\n');
  }
  return new Promise((resolve) => {
    // What an editor has said counts, though it has gone: so the end of its words is not yet the end of ours.
    const words = new PassThrough();
    input.pipe(words, { end: false });
    const reader = new StreamMessageReader(words);
    // A message that was cut off is waited for as long as its editor is there, and no longer.
    reader.partialMessageTimeout = 0;
    let heard = 0;
    const connection = createMessageConnection(reader, new StreamMessageWriter(output), undefined, { connectionStrategy: { cancelUndispatched } });
    const waiting = new Set<NodeJS.Timeout>();
    const end = (code: ExitCode): void => {
      // What was to be told later has nobody to be told to any more.
      for (const timer of waiting) clearTimeout(timer);
      connection.dispose();
      input.destroy();
      resolve(code);
    };
    const server = createLanguageServer({
      version,
      findPlaces: placesIn,
      notify: (method, params) => void connection.sendNotification(method, params),
      later: (action) => {
        const timer = setTimeout(() => {
          waiting.delete(timer);
          action();
        }, PAUSE);
        waiting.add(timer);
      },
      levels: levelsOfDocuments(context),
      exit: (code) => end(code === 0 ? EXIT.fine : EXIT.found),
    });
    connection.onRequest((method, params) => {
      heard++;
      const answer = server.request(method, params);
      return 'error' in answer ? new ResponseError(answer.error.code, answer.error.message) : answer.result;
    });
    connection.onNotification((method, params) => {
      heard++;
      server.notification(method, params);
    });
    connection.onError(([error]) => io.err(`lazurite lsp: ${error.message.split('\n')[0]}\n`));
    // An editor may close its end in the same breath as it says goodbye; a file in its place ends without being closed.
    for (const event of ['end', 'close'])
      input.once(event, async () => {
        await untilQuiet(() => heard);
        end(server.isShutDown() ? EXIT.fine : EXIT.found);
      });
    io.signal.addEventListener('abort', () => end(EXIT.interrupted));
    connection.listen();
  });
} // biome-ignore format: rows

/** Messages are heard one a turn; resolves after some turns in which none was. */
async function untilQuiet(heard: () => number): Promise<void> {
  for (let quiet = 0, before = heard(); quiet < 5; quiet = heard() === before ? quiet + 1 : 0) {
    before = heard();
    await setImmediate();
  }
}

/** The protocol's code of a request that was taken back. */
const REQUEST_CANCELLED = -32800;

/** A request that is taken back while it waits for its turn is answered at once. */
const cancelUndispatched = (message: Message): ResponseMessage | undefined =>
  Message.isRequest(message)
    ? {
        jsonrpc: '2.0',
        id: message.id,
        error: { code: REQUEST_CANCELLED, message: 'The request was cancelled.' },
      }
    : undefined;
