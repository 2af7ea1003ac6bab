// The messages of the protocol over a worker, as plain values: questions with numbers, answers to them, and what
// either side tells the other without being asked. Source: https://www.jsonrpc.org/specification

/** What came of a question; undefined when the talk ended before. */
export type Answered =
  | { readonly result: unknown }
  | { readonly error: { readonly message: string } }
  | undefined;

export interface Messages {
  readonly ask: (method: string, params: unknown) => Promise<Answered>;
  readonly tell: (method: string, params: unknown) => void;
  /** Ends the talk: every open question has no answer. */
  readonly end: () => void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Speaks to a worker. `told` is given what it tells by itself. */
export function createMessages(worker: Worker, told: (method: string, params: unknown) => void): Messages {
  const open = new Map<number, (answer: Answered) => void>();
  let count = 0;
  const send = (message: Message): void => worker.postMessage({ jsonrpc: '2.0', ...message });
  worker.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    const { id, method, params, result, error } = data;
    if (method !== undefined) {
      told(method, params);
      return;
    }
    if (id === undefined) return;
    open.get(id)?.(error === undefined ? { result } : { error });
    open.delete(id);
  });
  return {
    ask: (method, params) =>
      new Promise((resolve) => {
        count++;
        open.set(count, resolve);
        send({ id: count, method, params });
      }),
    tell: (method, params) => send({ method, params }),
    end: () => {
      for (const answer of open.values()) answer(undefined);
      open.clear();
    },
  };
}
