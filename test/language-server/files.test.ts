// What an editor is told of a file that formulas stand in is what `check` tells of it: every case of the command
// line's corpora that checks one such file, told by the real server when it is asked and when it tells by itself.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as Lsp from 'vscode-languageserver-protocol';
import { parseCases, runCommand } from '../cli/cases.ts';
import { type Client, startClient } from './client.ts';

const CORPORA = ['broken-files.txt', 'places.txt', 'known-texts.txt'];

/** Cases that check one file, whose name is all that is known of it. */
const cases = CORPORA.flatMap((name) =>
  parseCases(readFileSync(new URL(`../cli/${name}`, import.meta.url), 'utf8')),
).flatMap(({ title, command, parts }) => {
  const [, file] = /^check (\S+)$/.exec(command) ?? [];
  const text = parts.find(({ head }) => head === file)?.body;
  return file === undefined || text === undefined ? [] : [{ title, file, text }];
});

const SEVERITIES: readonly string[] = ['', 'error', 'warning', 'info'];

interface Told {
  readonly at: string;
  readonly severity: string;
  readonly code: unknown;
  readonly message: string;
}

const told = ({ range: { start, end }, severity, code, message }: Lsp.Diagnostic): Told => ({
  at: `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`,
  severity: SEVERITIES[severity!]!,
  code,
  message: message as string,
});

interface Checked {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly hint?: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What `check --json` says of a file with this name and text. */
async function checked(file: string, text: string): Promise<readonly Told[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
  try {
    writeFileSync(path.join(folder, file), text);
    const { out } = await runCommand(['check', '--json', file], { folder });
    const { diagnostics } = JSON.parse(out) as { diagnostics: Checked[] };
    return diagnostics.map(({ code, severity, message, hint, line, column, endLine, endColumn }) => ({
      at: `${line}:${column}-${endLine}:${endColumn}`,
      severity,
      code,
      message: hint === undefined ? message : `${message}\nHint: ${hint}`,
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let pulling: Client;
let pushing: Client;
const heard = new Map<string, (list: readonly Lsp.Diagnostic[]) => void>();
beforeAll(async () => {
  [pulling, pushing] = await Promise.all([startClient(), startClient({ textDocument: {} })]);
  pushing.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: Lsp.PublishDiagnosticsParams) => heard.get(uri)?.(diagnostics));
}); // biome-ignore format: one handler
afterAll(async () => {
  expect(await Promise.all([pulling.leave(), pushing.leave()])).toEqual([0, 0]);
});

describe('an editor is told what the command tells', () => {
  test('of many files', () => expect(cases.length).toBeGreaterThan(60));

  test.each(cases.map((one, at) => ({ ...one, at })))('$title', async ({ file, text, at }) => {
    const uri = `file:///${at}/${file}`;
    const textDocument = { uri, languageId: file.replace(/.*\./, ''), version: 1, text };
    const pushed = new Promise<readonly Lsp.Diagnostic[]>((resolve) => void heard.set(uri, resolve));
    for (const { connection } of [pulling, pushing])
      await connection.sendNotification('textDocument/didOpen', { textDocument });
    const { items } = await pulling.connection.sendRequest<{ items: Lsp.Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } }); // biome-ignore format: one request
    const expected = await checked(file, text);
    expect(items.map(told)).toEqual(expected);
    expect((await pushed).map(told)).toEqual(expected);
  });
});
