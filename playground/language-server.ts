// Entry of the language server for a page: a web worker that takes and gives the protocol's messages as they are.

import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createMessageConnection,
  ResponseError,
} from 'vscode-jsonrpc/browser';
import { createLanguageServer } from '../compiler/index.ts';

/** How long an editor must have paused before complaints are looked for, in milliseconds. */
const PAUSE = 40;

const scope = globalThis as unknown as Worker & { readonly close: () => void };
const connection = createMessageConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));
const server = createLanguageServer({
  notify: (method, params) => void connection.sendNotification(method, params),
  later: (action) => void setTimeout(action, PAUSE),
  exit: () => scope.close(),
});
connection.onRequest((method, params) => {
  const answer = server.request(method, params);
  return 'error' in answer ? new ResponseError(answer.error.code, answer.error.message) : answer.result;
});
connection.onNotification((method, params) => server.notification(method, params));
connection.listen();
