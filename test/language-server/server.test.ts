// How the server behaves as a program: texts that change while it works, requests nobody wants any more, editors
// that cannot do much, and messages that make no sense.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type * as Lsp from 'vscode-languageserver-protocol';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { ROOT } from '../rules/sources.ts';
import { type Client, startClient } from './client.ts';

const uri = 'file:///pool.txt';
const languageId = 'azure-batch-formula';

async function using(
  capabilities: object | undefined,
  act: (client: Client) => Promise<void>,
): Promise<void> {
  const client = await startClient(capabilities);
  try {
    await act(client);
  } finally {
    client.child.kill();
  }
}

const open = ({ connection }: Client, text: string): Promise<void> =>
  connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId, version: 1, text },
  });
const change = (
  { connection }: Client,
  version: number,
  ...contentChanges: readonly Lsp.TextDocumentContentChangeEvent[]
): Promise<void> =>
  connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
const codes = async ({ connection }: Client): Promise<unknown[]> => {
  const report = await connection.sendRequest<{ items: Lsp.Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } });
  return report.items.map(({ code, range: { start } }) => `${start.line}:${start.character} ${code}`);
}; // biome-ignore format: one request

test('a text that is changed piece by piece is the text the editor has', () =>
  using(undefined, async (client) => {
    await open(client, '$TargetDedicatedNodes = 1;\r\nx = 2;\n');
    const insert = (line: number, character: number, text: string) => ({
      range: { start: { line, character }, end: { line, character } },
      text,
    });
    // The second change is at a place of the text that the first one made; past the end of a line is its end.
    await change(client, 2, insert(1, 99, ' // 🚀'), insert(1, 12, '\ny = nope;'));
    expect(await codes(client)).toEqual(['2:4 type-undefined-name']);
    await change(client, 3, { range: { start: { line: 1, character: 0 }, end: { line: 3, character: 0 } }, text: '' });
    expect(await codes(client)).toEqual([]);
    await change(client, 4, { text: 'x = ;' });
    expect((await codes(client))[0]).toContain('syntax-missing-operand');
  })); // biome-ignore format: changes

test('complaints are pulled again only when the text is another', () =>
  using(undefined, async (client) => {
    await open(client, 'x = nope;');
    const pull = (previousResultId?: string) =>
      client.connection.sendRequest<Lsp.DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri }, previousResultId }); // biome-ignore format: one request
    const first = await pull();
    expect(first.kind).toBe('full');
    expect((await pull(first.resultId)).kind).toBe('unchanged');
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await open(client, 'x = 1;');
    expect((await pull(first.resultId)).kind).toBe('full');
  }));

test('to an editor that does not pull, the latest version alone is told, and closing takes everything back', () =>
  using({ textDocument: {} }, async (client) => {
    const told: Lsp.PublishDiagnosticsParams[] = [];
    const waiters: (() => void)[] = [];
    client.connection.onNotification('textDocument/publishDiagnostics', (params: Lsp.PublishDiagnosticsParams) => {
      told.push(params);
      waiters.shift()?.();
    });
    const next = () => new Promise<void>((resolve) => void waiters.push(resolve));
    const first = next();
    await open(client, 'x = 1;');
    for (let version = 2; version <= 200; version++) await change(client, version, { text: `x = ${version}; y = no${version};` });
    await first;
    expect(told.at(-1)?.version).toBe(200);
    expect(told.length).toBeLessThan(20);
    expect(told.at(-1)?.diagnostics.at(-1)?.message).toContain('`no200`');
    const second = next();
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await second;
    expect(told.at(-1)).toEqual({ uri, diagnostics: [] });
  })); // biome-ignore format: one line each

test('a request that is taken back before its turn is not answered with a result', () =>
  using(undefined, async (client) => {
    await open(client, 'a = 1;\n'.repeat(90));
    const source = new CancellationTokenSource();
    const position = { line: 89, character: 4 };
    const many = Array.from({ length: 50 }, () =>
      client.connection.sendRequest('textDocument/completion', { textDocument: { uri }, position }),
    );
    const last = client.connection.sendRequest('textDocument/completion', { textDocument: { uri }, position }, source.token);
    source.cancel();
    await expect(last).rejects.toThrow(/cancel/i);
    expect((await Promise.all(many)).length).toBe(50);
  })); // biome-ignore format: requests

test('an editor without snippets gets plain text', () =>
  using({ textDocument: { diagnostic: {} } }, async (client) => {
    await open(client, 'x = $Pending');
    const items = await client.connection.sendRequest<Lsp.CompletionItem[]>('textDocument/completion', {
      textDocument: { uri },
      position: { line: 0, character: 4 },
    });
    expect(items.map(({ insertTextFormat }) => insertTextFormat)).not.toContain(2);
    const average = items.find(({ label }) => label === 'average of samples')!;
    expect((average.textEdit as Lsp.TextEdit).newText).toBe(
      'avg($PendingTasks.GetSample(180 * TimeInterval_Second))',
    );
  }));

test('what makes no sense is refused with the protocol’s codes, and the server goes on', () =>
  using(undefined, async ({ connection }) => {
    const refusal = (method: string, params: unknown = {}) =>
      connection.sendRequest(method, params).then(
        () => 'answered',
        (error: { code: number }) => error.code,
      );
    expect(await refusal('textDocument/moniker')).toBe(-32601);
    expect(await refusal('initialize', { capabilities: {} })).toBe(-32600);
    expect(await refusal('textDocument/hover', { nonsense: true })).toBe(-32602);
    const here = { textDocument: { uri }, position: { line: 0, character: 0 }, range: { start: { line: 0, character: 0 } } };
    expect(await refusal('textDocument/hover', { ...here, position: { line: 'x' } })).toBe(-32602);
    expect(await refusal('textDocument/rename', here)).toBe(-32602);
    expect(await refusal('textDocument/references', here)).toBe(-32602);
    expect(await refusal('textDocument/codeAction', { ...here, context: { diagnostics: [] } })).toBe(-32602);
    expect(await refusal('textDocument/hover', { textDocument: { uri: 'file:///closed' }, position: { line: 0, character: 0 } })).toBe('answered');
    await connection.sendRequest('shutdown');
    expect(await refusal('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } })).toBe(-32600);
  })); // biome-ignore format: refusals

test('an editor that goes without a goodbye ends the server', () =>
  using(undefined, async ({ child }) => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.stdin.end();
    expect(await gone).toBe(1);
  }));

test('an editor that goes while something is about to be told is no trouble', async () => {
  const client = await startClient({ textDocument: {} });
  await open(client, 'x = nope;');
  expect(await client.leave()).toBe(0);
});

test('goodbye ends it with 0', async () => {
  const client = await startClient();
  expect(await client.leave()).toBe(0);
});

test('a byte order mark moves what is said of a file and what mends it', () =>
  using(undefined, async ({ connection }) => {
    const document = 'file:///template.json';
    const text = '\ufeff{ "contentVersion": "1", "variables": { "formula": "$TargetDedicatedNodes = 1;" }, "autoScaleFormula": "[variables(\'fromula\')]" }';
    await connection.sendNotification('textDocument/didOpen', { textDocument: { uri: document, languageId: 'json', version: 1, text } });
    const { items } = await connection.sendRequest<{ items: Lsp.Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri: document } });
    const { range } = items.find(({ code }) => code === 'file-unknown-name')!;
    expect(text.slice(range.start.character, range.end.character)).toBe('fromula');
    const actions = await connection.sendRequest<Lsp.CodeAction[]>('textDocument/codeAction', { textDocument: { uri: document }, range, context: { diagnostics: [] } });
    const [edit] = actions[0]!.edit!.changes![document]!;
    expect(edit).toEqual({ range, newText: 'formula' });
  })); // biome-ignore format: one conversation

test('settings say what the pool is, and advice follows it', () =>
  using(undefined, async (client) => {
    await open(client, 'most = 20;\n$NodeDeallocationOption = taskcompletion;\n$TargetLowPriorityNodes = 0;\n$TargetDedicatedNodes = min(most, max(0, $PendingTasks.GetSample(4)));\n');
    const about = async (pool?: object): Promise<unknown[]> => {
      await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { lazurite: { pool } } });
      return codes(client);
    };
    const [without, withSlots, again] = [await about(), await about({ taskSlotsPerNode: 4 }), await about()];
    expect(withSlots).toContainEqual(expect.stringContaining('lint-slots-ignored'));
    expect(without).not.toContainEqual(expect.stringContaining('lint-slots-ignored'));
    expect(again).toEqual(without);
  })); // biome-ignore format: one conversation

test('a project’s configuration says how loud complaints are, also when it changes or breaks', () =>
  using(undefined, async ({ connection }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
    try {
      const configuration = path.join(folder, 'lazurite.yaml');
      const document = pathToFileURL(path.join(folder, 'pools', 'a b.autoscale')).href;
      mkdirSync(path.join(folder, 'pools'));
      const text = 'spare = 2;\n$TargetDedicatedNodes = 4;';
      await connection.sendNotification('textDocument/didOpen', { textDocument: { uri: document, languageId, version: 1, text } });
      let version = 1;
      const severities = async (rules: string | undefined): Promise<unknown[]> => {
        if (rules !== undefined) writeFileSync(configuration, rules);
        // Times of files may be coarse.
        if (rules !== undefined) utimesSync(configuration, version, version);
        await connection.sendNotification('textDocument/didChange', { textDocument: { uri: document, version: ++version }, contentChanges: [{ text }] });
        const { items } = await connection.sendRequest<{ items: Lsp.Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri: document } });
        return items.map(({ code, severity }) => `${code} ${severity}`);
      };
      expect(await severities(undefined)).toEqual(['lint-unused-name 3']);
      expect(await severities('rules: { lint-unused-name: error }')).toEqual(['lint-unused-name 1']);
      expect(await severities('rules: { lint-unused-name: off }')).toEqual([]);
      expect(await severities('rules: { lint-unused-nam: off }')).toEqual(['lint-unused-name 3']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  })); // biome-ignore format: one conversation

test('a file in the place of an editor ends it with 1', () => {
  const { status } = spawnSync(process.execPath, [path.join(ROOT, 'dist/lazurite.js'), 'lsp'], { stdio: 'ignore' });
  expect(status).toBe(1);
}); // biome-ignore format: one command
