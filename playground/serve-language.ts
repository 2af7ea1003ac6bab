// The language server behind a worker's messages, as they are; and whatever else the one who starts it can be asked.

import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection, ResponseError } from 'vscode-jsonrpc/browser'; // biome-ignore format: one list
import { createLanguageServer } from '../compiler/index.ts';

/**
 * How long complaints wait for further messages, in milliseconds: long enough that what a keystroke asks for is
 * answered first, and shorter than anybody notices.
 */
const PAUSE = 5;

/** Answers of the page's own, by method. */
export type Questions = Readonly<Record<string, (params: never) => unknown>>;

/** Serves the worker that this runs in. */
export function serveLanguage(questions: Questions = {}): void {
  const scope = globalThis as unknown as Worker & { readonly close: () => void };
  const connection = createMessageConnection(
    new BrowserMessageReader(scope),
    new BrowserMessageWriter(scope),
  );
  const server = createLanguageServer({
    notify: (method, params) => void connection.sendNotification(method, params),
    later: (action) => void setTimeout(action, PAUSE),
    exit: () => scope.close(),
  });
  connection.onRequest((method, params) => {
    if (Object.hasOwn(questions, method)) return questions[method]?.(params as never);
    const answer = server.request(method, params);
    return 'error' in answer ? new ResponseError(answer.error.code, answer.error.message) : answer.result;
  });
  connection.onNotification((method, params) => server.notification(method, params));
  connection.listen();
}
