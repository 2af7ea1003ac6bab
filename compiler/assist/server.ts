// The language server: requests of the Language Server Protocol, answered by the functions beside it. It knows no
// transport: the command gives it standard input and output, a page gives it a worker.

import type * as Lsp from 'vscode-languageserver-protocol';
import type { Levels } from '../lint.ts';
import { readJson } from '../places/json.ts';
import { poolOf } from '../places/pool-settings.ts';
import type { PoolContext } from '../pool-context.ts';
import { codeActions } from './code-actions.ts';
import { complete } from './complete.ts';
import { definition } from './definition.ts';
import { changeDocument, type OpenDocument, offsetOf, openDocument, rangeOf } from './documents.ts';
import { isUnderstood } from './expected.ts';
import { folds } from './folding.ts';
import { hover } from './hover.ts';
import { inlays } from './inlays.ts';
import { completionItem, diagnosticItem, editItems, foldItem, inlayItem, markdown, signatureItem, symbolItem, tokenData } from './protocol.ts'; // biome-ignore format: one list
import { references } from './references.ts';
import { type Contents, contentsOf, type FindPlaces, layOut, type Region } from './regions.ts';
import { renamable, rename } from './rename.ts';
import { signatureHelp } from './signature.ts';
import { symbols } from './symbols.ts';
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from './tokens.ts';

/** What the server answers: a result, or the protocol's error. */
export type Answer =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string } };

/** What the server is given of the outside. */
export interface LanguageHost {
  /** Tells the editor something. */
  readonly notify: (method: string, params: unknown) => void;
  /** Does something when the messages that wait now are through, and a moment has passed. */
  readonly later: (action: () => void) => void;
  /** Ends the process: 0 after a shutdown, 1 without one. */
  readonly exit: (code: 0 | 1) => void;
  /**
   * Finds the formulas in files that hold other things as well. Where nobody opens such files, as on a page, it is left
   * out, and so are the readers of all their formats; every document is one formula then.
   */
  readonly findPlaces?: FindPlaces;
  /** How loud complaints are in a document, by what its project says; asked for each version that comes. */
  readonly levels?: (uri: string) => Levels;
  /** What the editor is told of the server's age. */
  readonly version?: string;
}

/** A server for one editor. Never throws for what a document holds. */
export interface LanguageServer {
  readonly request: (method: string, params: unknown) => Answer;
  readonly notification: (method: string, params: unknown) => void;
  /** Whether the editor has said that it is about to go. */
  readonly isShutDown: () => boolean;
}

/** The protocol's error codes that we answer with. */
const ERRORS = { notInitialized: -32002, invalidRequest: -32600, methodNotFound: -32601, invalidParams: -32602, requestFailed: -32803 } as const; // biome-ignore format: a table

/** A document and what is known of its present version. */
interface Entry {
  readonly document: OpenDocument;
  readonly pool: PoolContext;
  readonly levels: Levels;
  readonly findPlaces: FindPlaces | undefined;
  /** Another one for each version that was ever kept: a file may be closed and come back with old numbers. */
  readonly serial: number;
  /** Found on first use. */
  contents: Contents | undefined;
}

interface Session {
  readonly host: LanguageHost;
  readonly documents: Map<string, Entry>;
  /** Documents whose complaints the editor has not been told yet. */
  readonly unsaid: Set<string>;
  kept: number;
  /** What the editor's settings say of the pool that formulas without a file around them are for. */
  pool: PoolContext;
  client: Lsp.ClientCapabilities;
  state: 'new' | 'ready' | 'shutdown';
}

/** Makes a server that speaks to one editor. */
export function createLanguageServer(host: LanguageHost): LanguageServer {
  const session: Session = {
    host,
    documents: new Map(),
    unsaid: new Set(),
    kept: 0,
    pool: {},
    client: {},
    state: 'new',
  };
  return {
    request: (method, params) => answer(session, method, params),
    notification: (method, params) => {
      if (method === 'exit') host.exit(session.state === 'shutdown' ? 0 : 1);
      else if (session.state === 'ready') NOTIFICATIONS[method]?.(session, params as never);
    },
    isShutDown: () => session.state === 'shutdown',
  };
}

function answer(session: Session, method: string, params: unknown): Answer {
  if (method === 'initialize' && session.state === 'new')
    return { result: initialize(session, params as Lsp.InitializeParams) };
  if (session.state === 'new') return refuse(ERRORS.notInitialized, 'The first request is initialize.');
  if (method === 'shutdown') {
    session.state = 'shutdown';
    return { result: null };
  }
  if (session.state === 'shutdown' || method === 'initialize')
    return refuse(ERRORS.invalidRequest, `${method} is not expected now.`);
  if (!Object.hasOwn(REQUESTS, method)) return refuse(ERRORS.methodNotFound, `There is no ${method} here.`);
  if (!isUnderstood(method, params))
    return refuse(ERRORS.invalidParams, `${method} lacks something of what it is about.`);
  return REQUESTS[method as keyof typeof REQUESTS](session, params as never) as Answer;
}

const refuse = (code: number, message: string): Answer => ({ error: { code, message } });
const give = (result: unknown): Answer => ({ result });

function initialize(session: Session, { capabilities }: Lsp.InitializeParams): Lsp.InitializeResult {
  session.client = capabilities ?? {};
  session.state = 'ready';
  return {
    serverInfo: { name: 'lazurite', ...(session.host.version !== undefined && { version: session.host.version }) },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: 2 },
      completionProvider: { triggerCharacters: ['$', '.', '*', '=', '(', ','] },
      hoverProvider: true,
      signatureHelpProvider: { triggerCharacters: ['(', ','] },
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      documentSymbolProvider: true,
      documentFormattingProvider: true,
      foldingRangeProvider: true,
      inlayHintProvider: true,
      codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll'] },
      renameProvider: session.client.textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true,
      semanticTokensProvider: {
        legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
        full: true,
      },
      diagnosticProvider: { identifier: 'lazurite', interFileDependencies: false, workspaceDiagnostics: false },
    },
  };
} // biome-ignore format: a table

const NOTIFICATIONS: Readonly<Record<string, (session: Session, params: never) => void>> = {
  'textDocument/didOpen': (session, { textDocument }: Lsp.DidOpenTextDocumentParams) =>
    keep(session, openDocument(textDocument)),
  'textDocument/didChange': (
    session,
    { textDocument: { uri, version }, contentChanges }: Lsp.DidChangeTextDocumentParams,
  ) => {
    const entry = session.documents.get(uri);
    if (entry !== undefined) keep(session, changeDocument(entry.document, version, contentChanges));
  },
  'textDocument/didClose': (session, { textDocument: { uri } }: Lsp.DidCloseTextDocumentParams) => {
    session.documents.delete(uri);
    session.unsaid.delete(uri);
    if (!pulls(session)) session.host.notify('textDocument/publishDiagnostics', { uri, diagnostics: [] });
  },
  'workspace/didChangeConfiguration': (session, { settings }: Lsp.DidChangeConfigurationParams) => {
    const pool: unknown = settings?.lazurite?.pool;
    session.pool = pool === undefined ? {} : poolOf(readJson(JSON.stringify(pool)));
    for (const { document } of [...session.documents.values()]) keep(session, document);
  },
};

/** Whether the editor asks for complaints itself. */
const pulls = ({ client }: Session): boolean => client.textDocument?.diagnostic !== undefined;

/** Remembers a version. Its complaints are told when the editor has paused: only the latest version is looked at. */
function keep(session: Session, document: OpenDocument): void {
  session.kept++;
  session.documents.set(document.uri, {
    document,
    pool: session.pool,
    levels: session.host.levels?.(document.uri) ?? {},
    findPlaces: session.host.findPlaces,
    serial: session.kept,
    contents: undefined,
  });
  if (pulls(session)) return;
  const isWaiting = session.unsaid.size > 0;
  session.unsaid.add(document.uri);
  if (!isWaiting) session.host.later(() => publish(session));
}

function publish(session: Session): void {
  for (const uri of session.unsaid) {
    const entry = session.documents.get(uri);
    if (entry === undefined) continue;
    const { version } = entry.document;
    session.host.notify('textDocument/publishDiagnostics', { uri, version, diagnostics: diagnose(entry) });
  }
  session.unsaid.clear();
}

/** What is wrong with the document and with every formula in it, in the order of the places. */
function diagnose(entry: Entry): readonly Lsp.Diagnostic[] {
  const { diagnostics, regions } = contentsIn(entry);
  const all = [...diagnostics, ...regions.flatMap((region) => region.diagnostics)];
  // Formulas that share a text share what is wrong with it.
  const each = new Map(
    all.map((one) => [`${one.span.start} ${one.span.end} ${one.code} ${one.message}`, one]),
  );
  return [...each.values()]
    .sort((a, b) => a.span.start - b.span.start)
    .map((one) => diagnosticItem(entry.document, one));
}

function contentsIn(entry: Entry): Contents {
  const { document, pool, levels, findPlaces } = entry;
  entry.contents ??= contentsOf(document, { pool, levels, findPlaces });
  return entry.contents;
}

const regionsIn = (entry: Entry): readonly Region[] => contentsIn(entry).regions;

/** Something of every formula of a document. */
const allIn = <Item>(
  entry: Entry | undefined,
  of: (region: Region, document: OpenDocument) => readonly Item[],
): readonly Item[] =>
  entry === undefined ? [] : regionsIn(entry).flatMap((region) => of(region, entry.document));

interface Spot {
  readonly region: Region;
  readonly document: OpenDocument;
  /** In the formula. */
  readonly offset: number;
}

/** The formula a position is in. */
function spotAt(session: Session, params: Lsp.TextDocumentPositionParams): Spot | undefined {
  const entry = session.documents.get(params.textDocument.uri);
  if (entry === undefined) return undefined;
  const at = offsetOf(entry.document, params.position);
  for (const region of regionsIn(entry)) {
    const offset = region.toFormula(at);
    if (offset !== undefined) return { region, document: entry.document, offset };
  }
  return undefined;
}

/** What is answered at a position; null where no formula is, and where there is nothing to say. */
const at =
  <Params extends Lsp.TextDocumentPositionParams>(of: (spot: Spot, params: Params, session: Session) => unknown) =>
  (session: Session, params: Params): Answer => {
    const spot = spotAt(session, params);
    return give((spot === undefined ? undefined : of(spot, params, session)) ?? null);
  }; // biome-ignore format: rows

/** What is answered of a whole document. */
const of =
  <Params extends { readonly textDocument: Lsp.TextDocumentIdentifier }, Item>(
    items: (region: Region, document: OpenDocument, params: Params) => readonly Item[],
  ) =>
  (session: Session, params: Params): Answer =>
    give(
      allIn(session.documents.get(params.textDocument.uri), (region, document) =>
        items(region, document, params),
      ),
    );

const REQUESTS = {
  'textDocument/completion': at(({ region, document, offset }, _: Lsp.CompletionParams, { client }) => {
    const withSnippets = client.textDocument?.completion?.completionItem?.snippetSupport === true;
    const found = complete(region.analysis, offset);
    return found.map((one, index) => completionItem(document, region, { one, index, withSnippets }));
  }),
  'textDocument/hover': at(({ region, document, offset }, _: Lsp.HoverParams) => {
    const found = hover(region.analysis, offset);
    if (found === undefined) return undefined;
    return { contents: markdown(found.text), range: rangeOf(document, region.toDocument(found.span)) };
  }),
  'textDocument/signatureHelp': at(({ region, offset }, _: Lsp.SignatureHelpParams) => {
    const found = signatureHelp(region.analysis, offset);
    return found === undefined ? undefined : signatureItem(found);
  }),
  'textDocument/definition': at(({ region, document, offset }, _: Lsp.DefinitionParams) => {
    const span = definition(region.analysis, offset);
    return span === undefined ? undefined : { uri: document.uri, range: rangeOf(document, region.toDocument(span)) };
  }),
  'textDocument/references': at(({ region, document, offset }, { context }: Lsp.ReferenceParams) =>
    references(region.analysis, offset)
      .filter(({ role }) => context.includeDeclaration || role === 'read')
      .map(({ span }) => ({ uri: document.uri, range: rangeOf(document, region.toDocument(span)) })),
  ),
  'textDocument/documentHighlight': at(({ region, document, offset }, _: Lsp.DocumentHighlightParams) =>
    references(region.analysis, offset).map(({ span, role }) => ({
      range: rangeOf(document, region.toDocument(span)),
      kind: role === 'read' ? 2 : 3,
    })),
  ),
  'textDocument/prepareRename': (session: Session, params: Lsp.PrepareRenameParams): Answer => {
    const spot = spotAt(session, params);
    if (spot === undefined) return give(null);
    const found = renamable(spot.region.analysis, spot.offset);
    if ('problem' in found) return refuse(ERRORS.requestFailed, found.problem);
    return give({ range: rangeOf(spot.document, spot.region.toDocument(found.span)), placeholder: found.name });
  },
  'textDocument/rename': (session: Session, params: Lsp.RenameParams): Answer => {
    const spot = spotAt(session, params);
    if (spot === undefined) return give(null);
    const { region, document, offset } = spot;
    const made = rename(region.analysis, offset, params.newName);
    if ('problem' in made) return refuse(ERRORS.requestFailed, made.problem);
    return give({ changes: { [document.uri]: editItems(document, region.toEdits(made.edits)) } });
  },
  'textDocument/codeAction': (session: Session, params: Lsp.CodeActionParams): Answer => {
    const entry = session.documents.get(params.textDocument.uri);
    if (entry === undefined) return give([]);
    const { document, findPlaces } = entry;
    return give(codeActions(contentsIn(entry), { document, findPlaces }, params));
  },
  'textDocument/formatting': (session: Session, params: Lsp.DocumentFormattingParams): Answer => {
    const entry = session.documents.get(params.textDocument.uri);
    if (entry === undefined) return give(null);
    return give(editItems(entry.document, layOut(entry.document, regionsIn(entry), session.host.findPlaces)));
  },
  'textDocument/documentSymbol': of((region, document, _: Lsp.DocumentSymbolParams) =>
    symbols(region.analysis).map((one) => symbolItem(document, region, one)),
  ),
  'textDocument/foldingRange': of((region, document, _: Lsp.FoldingRangeParams) =>
    folds(region.analysis).map((one) => foldItem(document, region, one)),
  ),
  'textDocument/inlayHint': of((region, document, { range }: Lsp.InlayHintParams) =>
    inlays(region.analysis)
      .map((one) => inlayItem(document, region, one))
      .filter(({ position: { line } }) => range.start.line <= line && line <= range.end.line),
  ),
  'textDocument/semanticTokens/full': (session: Session, params: Lsp.SemanticTokensParams): Answer => {
    const entry = session.documents.get(params.textDocument.uri);
    if (entry === undefined) return give(null);
    const tokens = allIn(entry, (region) => semanticTokens(region.analysis).map((token) => ({ region, token })));
    return give({ data: tokenData(entry.document, tokens) });
  },
  'textDocument/diagnostic': (session: Session, params: Lsp.DocumentDiagnosticParams): Answer => {
    const entry = session.documents.get(params.textDocument.uri);
    const resultId = String(entry?.serial ?? 0);
    if (params.previousResultId === resultId) return give({ kind: 'unchanged', resultId });
    return give({ kind: 'full', resultId, items: entry === undefined ? [] : diagnose(entry) });
  },
}; // biome-ignore format: a table
