// The built playground as a static host would serve it, and a browser to open it in. Whatever a tab complains of or
// asks of another host is collected, so that each test can say that there was nothing.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Browser, chromium, type Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { ROOT } from '../rules/sources.ts';

export const CHROMIUM = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((file) => file !== '' && existsSync(file));
if (CHROMIUM === undefined)
  process.stdout.write('No Chromium here: the playground is not opened in a browser.\n');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.webmanifest': 'application/manifest+json',
};

export interface Served {
  /** Address of the page, under a path, as on a host that has other pages too. */
  readonly address: string;
  readonly browser: Browser;
  readonly open: (options?: OpenOptions) => Promise<OpenTab>;
  readonly close: () => Promise<void>;
}

export interface OpenOptions {
  /** What follows `#`. */
  readonly hash?: string;
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
  /** The screen takes fingers. */
  readonly hasTouch?: boolean;
  /** Runs in the page before its own scripts. */
  readonly before?: string;
  /** Done with the tab before the page is asked for: to let requests wait or fail. */
  readonly prepare?: (tab: Tab) => Promise<unknown>;
}

export interface OpenTab {
  readonly tab: Tab;
  /** Words on the console, errors nobody caught, and requests to other hosts. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

/** How long anything may take to come, in milliseconds: the machine may be busy with something else. */
const PATIENCE = 50_000;

const FOLDER = path.join(ROOT, 'dist/playground');
const PREFIX = '/some/where/';

/** Tests in a browser; there are none where there is no Chromium. A test whose machine was held up may try again, once. */
export const inChromium = (name: string, tests: () => void): void => {
  describe.runIf(CHROMIUM !== undefined)(name, { retry: 1 }, tests);
};

/** The served page and a browser for the tests of a file, from before the first of them to after the last. */
export function servedPage(): Omit<Served, 'close'> {
  let served: Served | undefined;
  beforeAll(async () => {
    if (CHROMIUM !== undefined) served = await servePlayground();
  });
  afterAll(() => served?.close());
  const there = (): Served => {
    if (served === undefined) throw new Error('The page is there for tests in Chromium, once they run.');
    return served;
  };
  return {
    get address() {
      return there().address;
    },
    get browser() {
      return there().browser;
    },
    open: (options) => there().open(options),
  };
}

/** Serves `dist/playground` and starts a browser; `node build.js playground` must have run. */
async function servePlayground(): Promise<Served> {
  const server = await listen();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const address = `${origin}${PREFIX}`;
  const browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] });
  return {
    address,
    browser,
    open: async ({
      hash = '',
      width = 1280,
      height = 860,
      theme = 'light',
      hasTouch = false,
      before,
      prepare,
    } = {}) => {
      const viewport = { width, height };
      const context = await browser.newContext({ viewport, colorScheme: theme, hasTouch });
      context.setDefaultTimeout(PATIENCE);
      const tab = await context.newPage();
      const complaints: string[] = [];
      tab.on('console', (message) => complaints.push(message.text()));
      tab.on('pageerror', (error) => complaints.push(error.message));
      tab.on('request', (request) => {
        if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(origin))
          complaints.push(request.url());
      });
      if (before !== undefined) await tab.addInitScript(before);
      await prepare?.(tab);
      await tab.goto(`${address}${hash === '' ? '' : `#${hash}`}`);
      await tab.waitForSelector('[role=tablist]');
      return { tab, complaints, close: () => context.close() };
    },
    close: async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname === PREFIX ? 'index.html' : path.normalize(pathname.replace(PREFIX, ''));
    const bytes = await readFile(path.join(FOLDER, name)).catch(() => undefined);
    const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
    response.writeHead(bytes === undefined ? 404 : 200, { 'content-type': type }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
