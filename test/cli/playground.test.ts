// `playground` serves the built page and nothing else, to this machine alone; and the page works from there.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOf } from '../../cli/serve-folder.ts';
import { CHROMIUM } from '../playground/served.ts';
import { ROOT } from '../rules/sources.ts';
import { runCommand } from './cases.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Asks without the tidying that clients do to addresses. */
const ask = (
  address: string,
  to: string,
  options: { readonly method?: string; readonly host?: string } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address);
    const headers = options.host === undefined ? {} : { host: options.host };
    request({ hostname, port, path: to, method: options.method ?? 'GET', headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        body += piece;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    })
      .on('error', reject)
      .end();
  });

const stop = new AbortController();
const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
let address = '';
let running: ReturnType<typeof runCommand>;

beforeAll(async () => {
  expect(existsSync(path.join(ROOT, 'dist/playground/index.html')), 'node build.js playground').toBe(true);
  address = await new Promise<string>((resolve) => {
    running = runCommand(['playground'], { folder, signal: stop.signal, hear: resolve });
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the served page', () => {
  it('is at the address that was printed, which is this machine’s own', async () => {
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/);
    const { status, headers, body } = await ask(address, '/');
    expect(status).toBe(200);
    expect(body).toContain('<title>Lazurite playground</title>');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
  });

  it('has parts whose names say what they hold, and which may be kept for ever', async () => {
    const { body } = await ask(address, '/');
    const [, script] = /src="\.(\/assets\/[^"]+\.js)"/.exec(body) ?? [];
    const { status, headers } = await ask(address, script!);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    const head = await ask(address, script!, { method: 'HEAD' });
    expect(head.body).toBe('');
    expect(head.headers['content-length']).toBe(headers['content-length']);
  });

  it.each([
    ['/../package.json', 'GET', 404],
    ['/..%2f..%2fpackage.json', 'GET', 404],
    ['/%2e%2e/%2e%2e/package.json', 'GET', 404],
    ['/assets/..%5c..%5cpackage.json', 'GET', 404],
    ['//etc/passwd', 'GET', 404],
    ['/assets', 'GET', 404],
    ['/%', 'GET', 404],
    ['/index.html%00.js', 'GET', 404],
    ['/nothing.js', 'GET', 404],
    ['/', 'POST', 405],
    ['/', 'DELETE', 405],
  ])('%s with %s is refused with %i', async (to, method, status) => {
    expect(await ask(address, to, { method })).toMatchObject({ status, body: '' });
  });

  it('is not for other names that lead to this machine', async () => {
    expect(await ask(address, '/', { host: 'rebound.example' })).toMatchObject({ status: 403, body: '' });
  });

  it.runIf(CHROMIUM !== undefined)('simulates in a browser', async () => {
    const browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] });
    const tab = await browser.newPage();
    await tab.goto(address);
    await tab.waitForSelector('.run-result figure svg');
    await browser.close();
  });

  it('says so when its port is taken', async () => {
    const { code, err } = await runCommand(['playground', '--port', new URL(address).port], { folder });
    expect(code).toBe(2);
    expect(err).toContain('cannot be used');
    expect((await runCommand(['playground', '--port', '70000'], { folder })).code).toBe(2);
  });

  it('ends with Ctrl-C, and nobody answers any more', async () => {
    stop.abort();
    expect((await running).code).toBe(130);
    await expect(ask(address, '/')).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
  });
});

it('no address leads out of the folder', () => {
  writeFileSync(path.join(folder, 'index.html'), '');
  for (const url of ['/..', '/../x', '/a/../../x', '/%2e%2e%2fx', 'x', '', '/\\..\\x', '/C:/x/../../..'])
    expect(fileOf(folder, url) ?? folder, url).toContain(folder);
  expect(fileOf(folder, '/')).toBe(path.join(folder, 'index.html'));
  expect(fileOf(folder, '/a/b.js?x=1#y')).toBe(path.join(folder, 'a/b.js'));
});
