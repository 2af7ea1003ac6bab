// One HTTP request of a node: redirects are followed a few times, silence is bounded, and what may pass is tried
// again. What comes of it is a value; only a stopped task throws.

export interface RequestLimits {
  /** Redirects that are followed. */
  readonly redirects: number;
  /** Milliseconds without a byte until the other side is given up. */
  readonly silence: number;
  /** How often a request is made that meets a busy or broken server. */
  readonly tries: number;
  /** Milliseconds before the second try; doubled each time. */
  readonly pause: number;
}

/** What a node allows; no figures of Azure's are public, so these are decisions. */
export const USUAL_LIMITS: RequestLimits = { redirects: 5, silence: 60_000, tries: 3, pause: 500 };

/** Why there is no answer to read. */
export type Refused =
  | { readonly kind: 'status'; readonly status: number; readonly code: string }
  | { readonly kind: 'silent' }
  | { readonly kind: 'broken'; readonly why: string };

export interface Answer {
  readonly response: Response;
  /** The body; ends with an error when the other side is silent for too long. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface RequestPlan {
  readonly method: 'GET' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  /** Made anew for each try. */
  readonly body?: () => NonNullable<RequestInit['body']>;
  /** Bytes of the body, when there is one. */
  readonly length?: number;
}

/** Thrown by `chunks` when nothing came for so long. */
export class Silence extends Error {}

const isBusy = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** Makes a request until it is answered, refused for good, or tried often enough. */
export async function request(
  url: string,
  plan: RequestPlan,
  limits: RequestLimits,
  signal: AbortSignal,
): Promise<Answer | Refused> {
  let last: Refused = { kind: 'broken', why: 'nothing was tried' };
  for (let attempt = 0; attempt < limits.tries; attempt++) {
    if (attempt > 0) await pause(limits.pause * 2 ** (attempt - 1), signal);
    const answer = await once(url, plan, limits, signal);
    if (!('kind' in answer)) return answer;
    last = answer;
    if (answer.kind === 'status' && !isBusy(answer.status)) return answer;
  }
  return last;
}

async function once(
  first: string,
  plan: RequestPlan,
  limits: RequestLimits,
  signal: AbortSignal,
): Promise<Answer | Refused> {
  let url = first;
  for (let hop = 0; ; hop++) {
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
      return { kind: 'broken', why: 'it is no HTTP address' };
    const watch = watchSilence(limits.silence, signal);
    let response: Response;
    try {
      response = await send(url, plan, watch.signal);
    } catch (error) {
      watch.end();
      signal.throwIfAborted();
      return watch.isSilent() ? { kind: 'silent' } : { kind: 'broken', why: reasonOf(error) };
    }
    const next = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && next !== null) {
      watch.end();
      await response.body?.cancel().catch(() => {});
      if (hop >= limits.redirects)
        return { kind: 'broken', why: `it redirects more than ${limits.redirects} times` };
      url = URL.canParse(next, url) ? new URL(next, url).href : next;
      continue;
    }
    if (response.ok) return { response, chunks: chunksOf(response, watch) };
    watch.end();
    await response.body?.cancel().catch(() => {});
    return { kind: 'status', status: response.status, code: response.headers.get('x-ms-error-code') ?? '' };
  }
}

function send(
  url: string,
  { method, headers, body, length }: RequestPlan,
  signal: AbortSignal,
): Promise<Response> {
  const init = {
    method,
    redirect: 'manual' as const,
    signal,
    headers: {
      'accept-encoding': 'identity',
      'x-ms-version': '2021-12-02',
      ...(length === undefined ? {} : { 'content-length': String(length) }),
      ...headers,
    },
  };
  if (body === undefined) return fetch(url, init);
  // A body that is a stream is sent while the answer is not there yet; the types of the platform lack the word.
  const sent: RequestInit & { readonly duplex: 'half' } = { ...init, body: body(), duplex: 'half' };
  return fetch(url, sent);
}

interface Watch {
  readonly signal: AbortSignal;
  readonly heard: () => void;
  readonly isSilent: () => boolean;
  readonly end: () => void;
}

/** Aborts once nothing was heard for so long, or when the task is stopped. */
function watchSilence(silence: number, outer: AbortSignal): Watch {
  const inner = new AbortController();
  let isSilent = false;
  const giveUp = (): void => {
    isSilent = true;
    inner.abort(new Silence('nothing came for too long'));
  };
  const stop = (): void => inner.abort(outer.reason);
  let timer = setTimeout(giveUp, silence);
  outer.addEventListener('abort', stop, { once: true });
  return {
    signal: inner.signal,
    heard() {
      clearTimeout(timer);
      timer = setTimeout(giveUp, silence);
    },
    isSilent: () => isSilent,
    end() {
      clearTimeout(timer);
      outer.removeEventListener('abort', stop);
    },
  };
}

async function* chunksOf(response: Response, watch: Watch): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of response.body ?? []) {
      watch.heard();
      yield chunk as Uint8Array;
    }
  } finally {
    watch.end();
  }
}

/** What went wrong below HTTP, in a word of the system's or a sentence of the client's. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause ? String(cause.code) : cause.message;
}

const pause = (length: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(done, length);
    function done(): void {
      signal.removeEventListener('abort', stop);
      resolve();
    }
    function stop(): void {
      clearTimeout(timer);
      reject(signal.reason);
    }
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
