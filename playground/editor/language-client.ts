// The page's end of the language server: keeps its documents in step, asks it, and starts it again when it dies.
// It holds the texts, so nothing that a person wrote depends on the worker.

import type { InitializeResult, PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import { createMessages, type Messages } from './messages.ts';

/** What is heard of the server besides answers. */
export interface LanguageListener {
  /** The complaints about the present text of a document. */
  readonly problems?: (published: PublishDiagnosticsParams) => void;
  /** It began anew: whatever was made of its answers is to be asked for again. */
  readonly restarted?: () => void;
  /** Something went wrong with it, in words; `isOver` when it is not started again. */
  readonly trouble?: (message: string, isOver: boolean) => void;
}

export interface LanguageClient {
  /** Opens a document or says its new text; the same text again is not told. */
  readonly write: (uri: string, text: string) => void;
  readonly close: (uri: string) => void;
  /** Says what is known of the pool: Azure's pool JSON, or a part of it. */
  readonly describePool: (pool: unknown) => void;
  /** An answer; undefined when the server refused, died, or is not there. The refusal's words go to `refused`. */
  readonly ask: <Result>(
    method: string,
    params: unknown,
    refused?: (message: string) => void,
  ) => Promise<Result | undefined>;
  /** What the server says that it can do; undefined when it cannot be reached. */
  readonly abilities: () => Promise<InitializeResult | undefined>;
  readonly listen: (listener: LanguageListener) => () => void;
  readonly dispose: () => void;
}

export interface LanguageClientOptions {
  readonly start: () => Worker;
  /** How long the server may be silent when it is expected to speak, in milliseconds. */
  readonly patience?: number;
}

/** The language of formulas, as the server calls it. */
export const FORMULA_LANGUAGE = 'azure-batch-formula';

/** A server that is still being fetched may take longer than one that has spoken. */
const PATIENCE = 8_000;
const FIRST_PATIENCE = 60_000;
/** So often it is started again before it is left alone. */
const MOST_RESTARTS = 3;

const AGAIN =
  'The part of the page that checks formulas stopped and was started again. Your text is as you left it.';
const GIVEN_UP =
  'The part of the page that checks formulas does not run in this browser at the moment. You can go on writing and simulating; mistakes are not underlined until you load the page again.';

interface Link {
  readonly worker: Worker;
  readonly messages: Messages;
  readonly answer: Promise<InitializeResult | undefined>;
  hasSpoken: boolean;
  watch: ReturnType<typeof setTimeout> | undefined;
}

interface Session {
  readonly options: LanguageClientOptions;
  readonly documents: Map<string, { readonly version: number; readonly text: string }>;
  readonly listeners: Set<LanguageListener>;
  pool: unknown;
  link: Link | undefined;
  restarts: number;
  /** Nobody wants it any more. */
  isLeft: boolean;
}

/** Starts a server and speaks to it. Never throws, and no promise of it is refused. */
export function createLanguageClient(options: LanguageClientOptions): LanguageClient {
  const session: Session = {
    options,
    documents: new Map(),
    listeners: new Set(),
    pool: undefined,
    link: undefined,
    restarts: 0,
    isLeft: false,
  };
  session.link = connect(session);
  return {
    write: (uri, text) => write(session, uri, text),
    close: (uri) => {
      if (session.documents.delete(uri)) tell(session, 'textDocument/didClose', { textDocument: { uri } });
    },
    describePool: (pool) => {
      session.pool = pool;
      tellPool(session);
    },
    ask: (method, params, refused) => ask(session, method, params, refused),
    abilities: async () => session.link?.answer,
    listen: (listener) => {
      session.listeners.add(listener);
      // Nobody was there yet to hear that it could not be started.
      if (session.link === undefined && !session.isLeft)
        queueMicrotask(() => listener.trouble?.(GIVEN_UP, true));
      return () => void session.listeners.delete(listener);
    },
    dispose: () => {
      session.isLeft = true;
      if (session.link !== undefined) drop(session.link);
      session.link = undefined;
    },
  };
}

const CAPABILITIES = {
  textDocument: {
    completion: { completionItem: { snippetSupport: true } },
    rename: { prepareSupport: true },
    publishDiagnostics: { versionSupport: true, relatedInformation: true },
  },
};

function connect(session: Session): Link | undefined {
  let worker: Worker;
  try {
    worker = session.options.start();
  } catch {
    // A browser that refuses the worker; without a link whoever listens is told.
    return undefined;
  }
  const messages = createMessages(worker, (method, params) => {
    if (method !== 'textDocument/publishDiagnostics') return;
    const published = params as PublishDiagnosticsParams;
    if (session.documents.get(published.uri)?.version !== published.version) return;
    for (const listener of session.listeners) listener.problems?.(published);
  });
  const link: Link = { worker, messages, answer: shakeHands(messages), hasSpoken: false, watch: undefined };
  worker.addEventListener('message', () => heard(link));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    lose(session, link);
  });
  expectWord(session, link);
  return link;
}

async function shakeHands({ ask, tell }: Messages): Promise<InitializeResult | undefined> {
  const answered = ask('initialize', { processId: null, rootUri: null, capabilities: CAPABILITIES });
  // The server takes messages in their order, so the next one need not wait.
  tell('initialized', {});
  const answer = await answered;
  return answer !== undefined && 'result' in answer ? (answer.result as InitializeResult) : undefined;
}

/** Tells a server everything it has to know of the page. */
function tellAll(session: Session): void {
  tellPool(session);
  for (const [uri, { version, text }] of session.documents)
    tell(session, 'textDocument/didOpen', {
      textDocument: { uri, languageId: FORMULA_LANGUAGE, version, text },
    });
}

function tellPool(session: Session): void {
  if (session.pool !== undefined)
    tell(session, 'workspace/didChangeConfiguration', { settings: { lazurite: { pool: session.pool } } });
}

function write(session: Session, uri: string, text: string): void {
  const before = session.documents.get(uri);
  if (before?.text === text) return;
  const version = (before?.version ?? 0) + 1;
  session.documents.set(uri, { version, text });
  if (before === undefined)
    tell(session, 'textDocument/didOpen', {
      textDocument: { uri, languageId: FORMULA_LANGUAGE, version, text },
    });
  else
    tell(session, 'textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
  // Complaints about it are due.
  if (session.link !== undefined) expectWord(session, session.link);
}

function tell(session: Session, method: string, params: unknown): void {
  session.link?.messages.tell(method, params);
}

async function ask<Result>(
  session: Session,
  method: string,
  params: unknown,
  refused?: (message: string) => void,
): Promise<Result | undefined> {
  const { link } = session;
  if (link === undefined) return undefined;
  expectWord(session, link);
  const answer = await link.messages.ask(method, params);
  if (answer === undefined) return undefined;
  if ('result' in answer) return (answer.result as Result | null) ?? undefined;
  refused?.(answer.error.message);
  return undefined;
}

/** From now on it must say something before long; whatever it says counts. */
function expectWord(session: Session, link: Link): void {
  const { patience = PATIENCE } = session.options;
  link.watch ??= setTimeout(
    () => lose(session, link),
    link.hasSpoken ? patience : Math.max(patience, FIRST_PATIENCE),
  );
}

function heard(link: Link): void {
  link.hasSpoken = true;
  clearTimeout(link.watch);
  link.watch = undefined;
}

function drop(link: Link): void {
  clearTimeout(link.watch);
  link.messages.end();
  link.worker.terminate();
}

/** The server is gone: another one is started with the same texts, but not for ever. */
function lose(session: Session, link: Link): void {
  if (session.link !== link) return;
  drop(link);
  const isHopeless = session.restarts >= MOST_RESTARTS || !link.hasSpoken;
  session.restarts++;
  session.link = isHopeless ? undefined : connect(session);
  const isOver = session.link === undefined;
  const listeners = [...session.listeners];
  for (const listener of listeners) listener.trouble?.(isOver ? GIVEN_UP : AGAIN, isOver);
  if (session.link === undefined) return;
  tellAll(session);
  for (const listener of listeners) listener.restarted?.();
}
