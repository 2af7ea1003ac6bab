// From a change to results on the page, in a real browser: the default week of the playground, simulated again and
// again with another seed; and from a key in the editor to the line under a mistake.
//   node build.js playground && node bench/playground-run.js [ROUNDS]

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { getPriority, setPriority } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = fileURLToPath(new URL('../dist/playground', import.meta.url));
const rounds = Number(process.argv[2] ?? 20);
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

const server = createServer((request, response) => {
  const name = request.url === '/' ? 'index.html' : path.normalize(request.url.split(/[?#]/)[0]);
  const file = path.join(folder, name);
  if (!existsSync(file)) return void response.writeHead(404).end();
  const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type }).end(readFileSync(file));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const executablePath = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  existsSync,
);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const tab = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
await tab.goto(`http://127.0.0.1:${server.address().port}/`);
await tab.waitForSelector('.run-result svg', { timeout: 60_000 });

/** Presses a button and waits until the results of the new question, with every chart in sight, are drawn and painted. */
const timed = (selector) =>
  tab.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        const result = document.querySelector('.run-result');
        const began = performance.now();
        const isDrawn = (plot) => {
          const { top, bottom } = plot.getBoundingClientRect();
          return bottom < 0 || top > innerHeight || plot.querySelector('path, rect, canvas') !== null;
        };
        // A task after a frame: what the frame shows has been painted.
        const painted = () =>
          requestAnimationFrame(() =>
            setTimeout(() =>
              [...result.querySelectorAll('.plot')].every(isDrawn)
                ? resolve(performance.now() - began)
                : painted(),
            ),
          );
        let wasStale = false;
        const look = () => {
          const isStale = result.classList.contains('stale');
          wasStale ||= isStale;
          if (!wasStale || isStale) return;
          watcher.disconnect();
          painted();
        };
        const watcher = new MutationObserver(look);
        watcher.observe(result, { attributes: true, attributeFilter: ['class'] });
        document.querySelector(wanted).click();
      }),
    selector,
  );

/** The processor's time of the page's own thread, and of the page with its workers, in milliseconds. */
const cdp = await tab.context().newCDPSession(tab);
const system = await browser.newBrowserCDPSession();
await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
const busy = async () => {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  const own = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  const all = Math.max(
    ...processInfo.filter(({ type }) => type === 'renderer').map(({ cpuTime }) => cpuTime),
  );
  return { own: own * 1000, all: all * 1000 };
};

/** Chromium gives its processes the usual priority; here they get the one that this bench was started with. */
const hurry = async () => {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  for (const { id } of processInfo)
    for (const thread of existsSync(`/proc/${id}/task`) ? readdirSync(`/proc/${id}/task`) : [])
      setPriority(Number(thread), getPriority());
};

// The page has settled: it is kept for offline use, and the worker has practised.
await tab.waitForTimeout(8000);
const times = [];
for (let round = 0; round < 5; round++) times.push(await timed('.run-bar [aria-label="Another seed"]'));
await hurry();
const before = await busy();
for (let round = 0; round < rounds; round++) times.push(await timed('.run-bar [aria-label="Another seed"]'));
const after = await busy();
const warm = times.slice(5).sort((a, b) => a - b);
const show = (ms) => `${Math.round(ms)} ms`;
console.log(
  `first change ${show(times[0])}; warm: best ${show(warm[0])}, median ${show(warm[warm.length >> 1])}, worst ${show(warm.at(-1))}`,
);
console.log(
  `processor's time of each: ${show((after.own - before.own) / rounds)} of the page's thread, ${show((after.all - before.all) / rounds)} with its workers`,
);
/**
 * Types a letter that is wrong where it stands into the formula, and takes it away again: the time from the key to the
 * line under it being in the page, and to that being painted.
 */
const underlined = async () => {
  await tab.evaluate(() => {
    const editor = document.querySelector('.formula-place .monaco-editor');
    const seen = {};
    window.underlining = new Promise((resolve) => {
      addEventListener('keydown', ({ timeStamp }) => (seen.key = timeStamp), { capture: true, once: true });
      const watcher = new MutationObserver(() => {
        if (editor.querySelector('.squiggly-error') === null) return;
        watcher.disconnect();
        const marked = performance.now() - seen.key;
        requestAnimationFrame(() =>
          setTimeout(() => resolve({ marked, painted: performance.now() - seen.key })),
        );
      });
      watcher.observe(editor, { subtree: true, childList: true, attributes: true });
    });
  });
  await tab.keyboard.press(')');
  const times = await tab.evaluate(() => window.underlining);
  await tab.keyboard.press('Backspace');
  await tab.waitForFunction(() => document.querySelector('.formula-place .squiggly-error') === null);
  // Whatever else follows a change, such as the run, is over before the next one.
  await tab.waitForTimeout(600);
  return times;
};

await tab.locator('.formula-place [aria-label="Formula"]').focus();
await tab.keyboard.press('Control+End');
for (let round = 0; round < 5; round++) await underlined();
await hurry();
const typed = [];
for (let round = 0; round < rounds; round++) typed.push(await underlined());
const ordered = (key) => typed.map((one) => one[key]).sort((a, b) => a - b);
const middle = (list) => list[list.length >> 1];
const [marked, painted] = [ordered('marked'), ordered('painted')];
console.log(
  `a mistake, from its key: marked in ${show(middle(marked))}, painted in ${show(middle(painted))} (best ${show(painted[0])}, worst ${show(painted.at(-1))})`,
);

const median = warm[warm.length >> 1];
const results = [
  { name: 'the week anew, ms', figure: Math.round(median), most: 150, isFine: median <= 150 },
  { name: 'the week anew for the first time, ms', figure: Math.round(times[0]) },
  { name: 'processor of the page, ms', figure: Math.round((after.own - before.own) / rounds) },
  {
    name: 'processor of the page and its workers, ms',
    figure: Math.round((after.all - before.all) / rounds),
  },
  {
    name: 'a mistake marked, from its key, ms',
    figure: Math.round(middle(marked)),
    most: 30,
    isFine: middle(marked) <= 30,
  },
  { name: 'a mistake painted, from its key, ms', figure: Math.round(middle(painted)) },
];
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const place = fileURLToPath(new URL('results/', import.meta.url));
mkdirSync(place, { recursive: true });
writeFileSync(`${place}${version}-playground-run.json`, `${JSON.stringify({ version, results }, null, 2)}\n`);
await browser.close();
server.close();
