// The built worker in a real browser: the page speaks the protocol to it, and gets diagnostics and completions.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { ROOT } from '../rules/sources.ts';

const CHROMIUM = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => file !== '' && existsSync(file)); // biome-ignore format: places

const HOST = 'http://lazurite.test';
const FILES: Readonly<Record<string, () => { readonly contentType: string; readonly body: string }>> = {
  [`${HOST}/`]: () => ({ contentType: 'text/html', body: '<!doctype html><title>A page</title>' }),
  [`${HOST}/language-server.js`]: () => ({
    contentType: 'text/javascript',
    body: readFileSync(path.join(ROOT, 'dist/language-server.js'), 'utf8'),
  }),
};

test.runIf(CHROMIUM !== undefined)('a page asks the worker and is answered', async () => {
  const browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] });
  try {
    const tab = await browser.newPage();
    const asked: string[] = [];
    await tab.route('**', (route) => {
      asked.push(route.request().url());
      const file = FILES[route.request().url()];
      return file === undefined ? route.abort() : route.fulfill(file());
    });
    await tab.goto(HOST);
    const told = await tab.evaluate(async (address) => {
      const worker = new Worker(address, { type: 'module' });
      type Message = { id?: number; method?: string; result?: unknown; params?: { diagnostics: { code: string }[] } };
      const heard: Message[] = [];
      const next = (isIt: (message: Message) => boolean) =>
        new Promise<Message>((resolve) => {
          worker.addEventListener('message', ({ data }) => isIt(data) && resolve(data));
        });
      worker.addEventListener('message', ({ data }) => heard.push(data));
      const ask = async (id: number, method: string, params: object): Promise<unknown> => {
        const answered = next((message) => message.id === id);
        worker.postMessage({ jsonrpc: '2.0', id, method, params });
        return (await answered).result;
      };
      await ask(1, 'initialize', { capabilities: {} });
      const published = next(({ method }) => method === 'textDocument/publishDiagnostics');
      const document = { uri: 'file:///a.autoscale', languageId: 'azure-batch-formula', version: 1, text: 'x = 1234; y = $PendingTasks.' };
      worker.postMessage({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: { textDocument: document } });
      const items = await ask(2, 'textDocument/completion', { textDocument: document, position: { line: 0, character: 28 } });
      const { params } = await published;
      const ofFile = next(({ method }) => method === 'textDocument/publishDiagnostics');
      const file = { uri: 'file:///pool.json', languageId: 'json', version: 1, text: '{ "autoScaleFormula": "$TargetDedicatedNodes = 1;' };
      worker.postMessage({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: { textDocument: file } });
      const fileCodes = (await ofFile).params!.diagnostics.map(({ code: name }) => name);
      worker.terminate();
      return { labels: (items as { label: string }[]).map(({ label }) => label), codes: params!.diagnostics.map(({ code: name }) => name), fileCodes };
    }, `${HOST}/language-server.js`);
    // It is one file, and asks for no other.
    expect(asked.filter((url) => !url.endsWith('.ico'))).toEqual(Object.keys(FILES));
    expect(told.labels).toContain('GetSample');
    expect(told.codes).toEqual(['syntax-missing-member']);
    expect(told.fileCodes).toEqual(['file-broken']);
  } finally {
    await browser.close();
  }
}); // biome-ignore format: one conversation
