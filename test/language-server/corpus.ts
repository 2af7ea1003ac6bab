// Cases of the language server as text: `=== title`, `> request` and a file's name where the formula stands in
// another file, a document in which `‸` is the cursor, `---`, and what the editor is told. Expectations are rewritten by `UPDATE=1 npx vitest run test/language-server`.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type * as Lsp from 'vscode-languageserver-protocol';
import { applyTextEdits, type Client } from './client.ts';

export interface Case {
  readonly title: string;
  /** A request's name, and words after it. */
  readonly request: string;
  readonly text: string;
  readonly expected: string;
}

const CURSOR = '‸';
const folder = new URL('./corpus/', import.meta.url);

export const corpusFiles = (): readonly string[] => readdirSync(folder);

export function readCases(file: string): readonly Case[] {
  return readFileSync(new URL(file, folder), 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [head = '', expected = ''] = block.split(/^---\n/m);
      const [title = '', request = '', ...text] = head.split('\n');
      return {
        title,
        request: request.replace(/^> /, ''),
        text: text.join('\n').replace(/\n$/, ''),
        expected: expected.trimEnd(),
      };
    });
}

export function writeCases(file: string, cases: readonly (Case & { readonly answer: string })[]): void {
  const blocks = cases.map(
    ({ title, request, text, answer }) => `=== ${title}\n> ${request}\n${text}\n---\n${answer.trimEnd()}\n`,
  );
  writeFileSync(new URL(file, folder), blocks.join('\n'));
}

/** What a case is about: the document, the text of it, and where the cursor is. */
interface Scene {
  readonly client: Client;
  readonly text: string;
  readonly words: readonly string[];
  readonly textDocument: { readonly uri: string };
  readonly position: Lsp.Position;
}

let opened = 0;

/** Opens the document, asks, shows the answer, and closes the document. */
export async function ask(client: Client, { request, text: marked }: Case): Promise<string> {
  const [name = '', ...rest] = request.split(/[ :]/);
  const file = /\.(tf|json|yaml|bicep|config)$/.test(rest.at(-1) ?? '') ? rest.at(-1) : undefined;
  const words = file === undefined ? rest : rest.slice(0, -1);
  const at = Math.max(0, marked.indexOf(CURSOR));
  const text = marked.replace(CURSOR, '');
  const before = text.slice(0, at).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)!.length };
  const { connection } = client;
  const uri = `file:///${++opened}/${file ?? 'pool.autoscale'}`;
  const languageId = file === undefined ? 'azure-batch-formula' : file.replace(/.*\./, '');
  const textDocument = { uri, languageId, version: 1, text };
  await connection.sendNotification('textDocument/didOpen', { textDocument });
  try {
    return await SHOWS[name]!({ client, text, words, textDocument: { uri }, position });
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  } finally {
    await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }
}

const placeOf = ({ start, end }: Lsp.Range): string =>
  `${start.line + 1}:${start.character + 1}-${end.line === start.line ? '' : `${end.line + 1}:`}${end.character + 1}`;
const proseOf = (content: unknown): string =>
  content === undefined ? '' : ((content as Lsp.MarkupContent).value ?? content);

const SHOWS: Readonly<Record<string, (scene: Scene) => Promise<string>>> = {
  completion: async ({ client, words: [most = '8', ...only], textDocument, position, text }) => {
    const items = await client.connection.sendRequest<Lsp.CompletionItem[]>('textDocument/completion', { textDocument, position });
    const kinds = items.filter(({ kind }) => only.length === 0 || only.includes(KIND_NAMES[kind!]!));
    const shown = kinds.slice(0, Number(most)).map((item) => {
      const edit = item.textEdit as Lsp.TextEdit;
      const old = item.tags === undefined ? '' : ' (old)';
      const replaced = text.split('\n')[edit.range.start.line]!.slice(edit.range.start.character, edit.range.end.character);
      return `${item.label}${old}: ${KIND_NAMES[item.kind!]}, ${item.detail!.replaceAll('\n', ' ')}\n  ${replaced === '' ? '' : `${replaced} → `}${edit.newText.replaceAll('\n', '\\n')}`;
    });
    const more = kinds.length - shown.length;
    return [...shown, ...(more > 0 ? [`and ${more} more`] : []), ...(items.length === 0 ? ['nothing'] : [])].join('\n');
  },
  hover: async ({ client, textDocument, position }) => {
    const found = await client.connection.sendRequest<Lsp.Hover | null>('textDocument/hover', { textDocument, position });
    return found === null ? 'nothing' : `${placeOf(found.range!)}\n${proseOf(found.contents)}`;
  },
  signature: async ({ client, textDocument, position }) => {
    const help = await client.connection.sendRequest<Lsp.SignatureHelp | null>('textDocument/signatureHelp', { textDocument, position });
    if (help === null) return 'nothing';
    const lines = help.signatures.map(({ label }, index) => `${index === help.activeSignature ? '* ' : '  '}${label}`);
    const parameter = help.signatures[help.activeSignature!]!.parameters?.[help.activeParameter!];
    return [...lines, parameter === undefined ? 'no parameter' : `${parameter.label}: ${proseOf(parameter.documentation)}`].join('\n');
  },
  definition: async ({ client, textDocument, position }) => {
    const found = await client.connection.sendRequest<Lsp.Location | null>('textDocument/definition', { textDocument, position });
    return found === null ? 'nothing' : placeOf(found.range);
  },
  references: async ({ client, textDocument, position, words }) => {
    const context = { includeDeclaration: words[0] !== 'reads' };
    const found = await client.connection.sendRequest<Lsp.Location[] | null>('textDocument/references', { textDocument, position, context });
    return found?.map(({ range }) => placeOf(range)).join('\n') || 'nothing';
  },
  highlight: async ({ client, textDocument, position }) => {
    const found = await client.connection.sendRequest<Lsp.DocumentHighlight[] | null>('textDocument/documentHighlight', { textDocument, position });
    return found?.map(({ range, kind }) => `${placeOf(range)} ${kind === 3 ? 'assigned' : 'read'}`).join('\n') || 'nothing';
  },
  rename: async ({ client, textDocument, position, text, words: [newName] }) => {
    const prepared = await client.connection.sendRequest<{ placeholder: string }>('textDocument/prepareRename', { textDocument, position });
    const edit = await client.connection.sendRequest<Lsp.WorkspaceEdit>('textDocument/rename', { textDocument, position, newName });
    return `${prepared.placeholder} → ${newName}\n${applyTextEdits(text, edit.changes![textDocument.uri]!)}`;
  },
  actions: async ({ client, textDocument, position, text, words }) => {
    const context = { diagnostics: [], ...(words.length > 0 && { only: words }) };
    const range = { start: position, end: position };
    const actions = await client.connection.sendRequest<Lsp.CodeAction[]>('textDocument/codeAction', { textDocument, range, context });
    const shown = actions.map(({ title, edit }) => `${title}\n${applyTextEdits(text, edit!.changes![textDocument.uri]!).replace(/^/gm, '  ')}`);
    return shown.join('\n') || 'nothing';
  },
  format: async ({ client, textDocument, text }) => {
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await client.connection.sendRequest<Lsp.TextEdit[]>('textDocument/formatting', { textDocument, options });
    return edits.length === 0 ? 'nothing' : applyTextEdits(text, edits);
  },
  symbols: async ({ client, textDocument }) => {
    const found = await client.connection.sendRequest<Lsp.DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    return found.map(({ name, detail, kind, range }) => `${placeOf(range)} ${kind === 7 ? 'target' : 'variable'} ${name}: ${detail}`).join('\n') || 'nothing';
  },
  folding: async ({ client, textDocument }) => {
    const found = await client.connection.sendRequest<Lsp.FoldingRange[]>('textDocument/foldingRange', { textDocument });
    return found.map(({ startLine, endLine, kind }) => `${kind} ${startLine + 1}-${endLine + 1}`).join('\n') || 'nothing';
  },
  inlays: async ({ client, textDocument, text }) => {
    const range = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };
    const found = await client.connection.sendRequest<Lsp.InlayHint[]>('textDocument/inlayHint', { textDocument, range });
    const edits = found.map(({ position, label, paddingLeft }) => ({ range: { start: position, end: position }, newText: `${paddingLeft ? ' ' : ''}«${label}»` }));
    return applyTextEdits(text, edits);
  },
  tokens: async ({ client, textDocument, text }) => {
    const { tokenTypes, tokenModifiers } = client.initialized.capabilities.semanticTokensProvider!.legend;
    const { data } = await client.connection.sendRequest<Lsp.SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
    let [line, character] = [0, 0];
    const lines: string[] = [];
    for (let at = 0; at < data.length; at += 5) {
      const [down, across, length, type, bits] = data.slice(at, at + 5) as [number, number, number, number, number];
      [line, character] = [line + down, down === 0 ? character + across : across];
      const modifiers = tokenModifiers.filter((_, bit) => (bits & (1 << bit)) !== 0);
      lines.push([text.split('\n')[line]!.slice(character, character + length), tokenTypes[type], ...modifiers].join(' '));
    }
    return lines.join('\n');
  },
  diagnostics: async ({ client, textDocument }) => {
    const { items } = await client.connection.sendRequest<{ items: Lsp.Diagnostic[] }>('textDocument/diagnostic', { textDocument });
    const shown = items.map(({ range, severity, code, message, relatedInformation = [] }) =>
      [`${placeOf(range)} ${['', 'error', 'warning', 'info'][severity!]} ${code} ${String(message).replace('\n', ' ')}`, ...relatedInformation.map((one) => `  ${placeOf(one.location.range)} ${one.message}`)].join('\n'));
    return shown.join('\n') || 'nothing';
  },
}; // biome-ignore format: one request a row

const KIND_NAMES: Readonly<Record<number, string>> = {
  2: 'method', 3: 'function', 5: 'field', 6: 'variable', 10: 'property', 13: 'enum', 15: 'snippet', 20: 'member', 21: 'constant',
}; // biome-ignore format: pairs
