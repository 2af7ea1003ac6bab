// The language server behind a worker's messages, as they are; and whatever else the one who starts it can be asked.
// Source of the messages' shape: https://www.jsonrpc.org/specification

import { createLanguageServer, type LanguageHost } from '../compiler/index.ts';
import { reasonOf } from './reason.ts';

/** Answers of the page's own, by method; some come later than they are asked for. */
export type Questions = Readonly<Record<string, (params: never) => unknown>>;

export interface ServeOptions extends Pick<LanguageHost, 'findPlaces'> {
  readonly questions?: Questions;
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
}

/** JSON-RPC's code for a failure of the one who answers. */
const INTERNAL_ERROR = -32603;

/** Serves the worker that this runs in; the protocol's messages are answered in their order. */
export function serveLanguage({ questions = {}, ...host }: ServeOptions = {}): void {
  const scope = globalThis as unknown as Worker & { readonly close: () => void };
  const say = (message: object): void => scope.postMessage({ jsonrpc: '2.0', ...message });
  const server = createLanguageServer({
    ...host,
    notify: (method, params) => say({ method, params }),
    // What a keystroke asks for has come by then, and is answered before complaints are looked for.
    later: (action) => void setTimeout(action),
    exit: () => scope.close(),
  });
  const answer = async (id: number | string, answered: unknown): Promise<void> => {
    // Whoever asked hears that it was heard: what answers may have to be fetched first.
    if (answered instanceof Promise) say({ method: 'lazurite/working', params: { id } });
    try {
      say({ id, result: await answered });
    } catch (error) {
      say({ id, error: { code: INTERNAL_ERROR, message: reasonOf(error) } });
    }
  };
  scope.addEventListener('message', ({ data: { id, method, params } }: MessageEvent<Message>) => {
    // The page has nothing to answer, because nothing is asked of it.
    if (method === undefined) return;
    if (id === undefined) server.notification(method, params);
    else if (Object.hasOwn(questions, method)) void answer(id, questions[method]?.(params as never));
    else say({ id, ...server.request(method, params) });
  });
}
