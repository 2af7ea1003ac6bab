// How smoothly the playground draws: frames drawn to frames possible while time is scrubbed, while the Gantt chart
// is zoomed and moved, and while the pool plays, with 100,000 attempts. By hand: `node bench/playground.js`.
//   node build.js playground && node bench/playground.js [TASKS]

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = fileURLToPath(new URL('../dist/playground/', import.meta.url));
const tasks = Number(process.argv[2] ?? 100_000);
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (file) => file && existsSync(file),
);

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  const file = path.join(folder, pathname === '/' ? 'index.html' : pathname);
  const bytes = await readFile(file).catch(() => undefined);
  const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
  response.writeHead(bytes === undefined ? 404 : 200, { 'content-type': type }).end(bytes);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const tab = await browser.newPage({ viewport: { width: 1400, height: 900 } });
tab.setDefaultTimeout(120_000);
tab.on('pageerror', (error) => console.error(error.stack));
await tab.goto(`http://127.0.0.1:${server.address().port}/#${await hashOf(stateOf(tasks))}`);
await tab.waitForSelector('.gantt-figure canvas');
await tab.evaluate('navigator.serviceWorker?.ready');
await tab.waitForTimeout(2000);

const results = [];
const devtools = await tab.context().newCDPSession(tab);
await devtools.send('Performance.enable');
for (const [name, act] of Object.entries({ idle, scrub, zoom, pan, play })) {
  const before = await spent();
  const frames = await tab.evaluate(measure, act.toString());
  const after = await spent();
  const each = (key) => (((after[key] - before[key]) * 1000) / frames.frames).toFixed(1);
  results.push({
    name,
    ...frames,
    script: each('ScriptDuration'),
    layout: each('LayoutDuration'),
    style: each('RecalcStyleDuration'),
  });
}
console.log(`${tasks} tasks; frames of at most 16.7 ms`);
console.table(
  results.map(({ name, frames, possible, worst, late, script, layout, style }) => ({
    name,
    frames,
    possible,
    share: (frames / possible).toFixed(2),
    worst: `${worst.toFixed(0)} ms`,
    late,
    'script ms a frame': script,
    layout: layout,
    style: style,
  })),
);
await browser.close();
server.close();

/** What the page's main thread has spent so far, in seconds. */
async function spent() {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

/** Runs one act for some seconds and counts frames. */
async function measure(text) {
  const act = new Function(`return (${text})`)();
  const stop = await act();
  const times = [];
  await new Promise((resolve) => {
    const began = performance.now();
    const frame = (now) => {
      times.push(now);
      stop.step?.(times.length);
      if (now - began < 3000) requestAnimationFrame(frame);
      else resolve();
    };
    requestAnimationFrame(frame);
  });
  stop.end?.();
  const gaps = times.slice(1).map((time, at) => time - times[at]);
  const possible = Math.round((times.at(-1) - times[0]) / (1000 / 60));
  return {
    frames: gaps.length,
    possible,
    worst: Math.max(...gaps),
    late: gaps.filter((gap) => gap > 25).length,
  };
}

async function idle() {
  return {};
}

async function scrub() {
  const scrub = document.querySelector('.scrub');
  scrub.scrollIntoView({ block: 'center' });
  const most = Number(scrub.max);
  return {
    step: (at) => {
      scrub.value = String((at % 180) * (most / 180));
      scrub.dispatchEvent(new Event('input'));
    },
  };
}

async function zoom() {
  const chart = document.querySelector('.gantt-scroll');
  chart.scrollIntoView({ block: 'center' });
  const { left, top, width } = chart.getBoundingClientRect();
  return {
    step: (at) => {
      const deltaY = at % 120 < 60 ? -40 : 40;
      chart.dispatchEvent(
        new WheelEvent('wheel', {
          deltaY,
          ctrlKey: true,
          clientX: left + width / 3,
          clientY: top + 50,
          cancelable: true,
          bubbles: true,
        }),
      );
    },
    end: () =>
      document.querySelector('.gantt-scroll').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })),
  };
}

async function pan() {
  const chart = document.querySelector('.gantt-scroll');
  const key = (name) => chart.dispatchEvent(new KeyboardEvent('keydown', { key: name }));
  for (let turn = 0; turn < 4; turn += 1) key('+');
  return { step: (at) => key(at % 120 < 60 ? 'ArrowRight' : 'ArrowLeft'), end: () => key('Escape') };
}

async function play() {
  const button = document.querySelector('.play');
  button.scrollIntoView({ block: 'center' });
  button.click();
  return { end: () => button.getAttribute('aria-pressed') === 'true' && button.click() };
}

/** A pool of 500 slots that is kept busy for a day. */
function stateOf(count) {
  return {
    title: 'Bench',
    formulas: [{ name: 'follow', text: '$TargetDedicatedNodes = min(125, $PendingTasks.GetSample(1) / 4);' }],
    active: 0,
    scenario: {
      pool: {
        id: 'bench',
        vmSize: 'standard_d4s_v5',
        taskSlotsPerNode: 4,
        enableAutoScale: true,
        autoScaleEvaluationInterval: 'PT5M',
      },
      workload: {
        generate: {
          arrivals: { poisson: { rate: `${Math.round(count / 24)}/h` } },
          durations: { lognormal: { median: 'PT4M', sigma: 0.8 } },
          failures: { probability: 0.02 },
          for: 'P1D',
          job: { id: 'work' },
        },
      },
      account: { dedicatedCoreQuota: 1000 },
      world: 'default',
      seed: 1,
      start: '2025-03-03T00:00:00Z',
      until: 'P1D',
    },
    now: {},
    properties: '',
    tests: '',
    pane: 'simulate',
    story: null,
  };
}

/** The part of a link after `#`, as the page writes it. */
async function hashOf(state) {
  const flow = new Blob([JSON.stringify(state)]).stream().pipeThrough(new CompressionStream('deflate'));
  const letters = Buffer.from(await new Response(flow).arrayBuffer()).toString('base64url');
  return `1.${letters}`;
}
