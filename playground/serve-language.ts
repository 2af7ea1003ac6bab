// The language server behind a worker's messages, as they are; and whatever else the one who starts it can be asked.
// Source of the messages' shape: https://www.jsonrpc.org/specification

import { createLanguageServer } from '../compiler/index.ts';

/** Answers of the page's own, by method. */
export type Questions = Readonly<Record<string, (params: never) => unknown>>;

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
}

/** Serves the worker that this runs in; messages are answered in their order. */
export function serveLanguage(questions: Questions = {}): void {
  const scope = globalThis as unknown as Worker & { readonly close: () => void };
  const say = (message: object): void => scope.postMessage({ jsonrpc: '2.0', ...message });
  const server = createLanguageServer({
    notify: (method, params) => say({ method, params }),
    // What a keystroke asks for has come by then, and is answered before complaints are looked for.
    later: (action) => void setTimeout(action),
    exit: () => scope.close(),
  });
  scope.addEventListener('message', ({ data: { id, method, params } }: MessageEvent<Message>) => {
    // The page has nothing to answer, because nothing is asked of it.
    if (method === undefined) return;
    if (id === undefined) server.notification(method, params);
    else if (Object.hasOwn(questions, method)) say({ id, result: questions[method]?.(params as never) });
    else say({ id, ...server.request(method, params) });
  });
}
