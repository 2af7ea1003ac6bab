// A client of the language server: the real command, started as an editor starts it, and spoken to with the
// protocol's own library.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import type { InitializeResult, ProtocolConnection, Range, TextEdit } from 'vscode-languageserver-protocol';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node'; // biome-ignore format: one list
import { ROOT } from '../rules/sources.ts';

export interface Client {
  readonly connection: ProtocolConnection;
  readonly child: ChildProcessWithoutNullStreams;
  readonly initialized: InitializeResult;
  /** Says goodbye; gives the exit code. */
  readonly leave: () => Promise<number | null>;
}

/** What a modern editor says it can do. */
export const CAPABILITIES = {
  textDocument: {
    completion: { completionItem: { snippetSupport: true } },
    rename: { prepareSupport: true },
    diagnostic: {},
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
};

/** Starts `lazurite lsp` and shakes hands. */
export async function startClient(capabilities: object = CAPABILITIES): Promise<Client> {
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/lazurite.js'), 'lsp'], { stdio: 'pipe' });
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities,
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    child,
    initialized,
    leave: async () => {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      const code = await gone;
      connection.dispose();
      return code;
    },
  };
}

/** A text with its edits done, by the protocol's places. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = [0];
  for (const { index, 0: ending } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + ending.length);
  const offset = ({ line, character }: Range['start']): number => starts[line]! + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (done, { range, newText }) =>
        done.slice(0, offset(range.start)) + newText + done.slice(offset(range.end)),
      text,
    );
}
