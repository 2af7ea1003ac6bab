// The bench: whole processes, each measured in turn with a floor that does the bare minimum, so that a figure
// is a ratio and the machine's mood cancels out. Usage: node bench/run.js [--runs N] [--small] [CASE...]
// Writes bench/results/<version>.json when all cases ran.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const command = `${here}/../dist/lazurite.js`;
const traces = `${here}/../../shared/traces`;

const floor = (model, count) => ['--import', `${here}/peak.js`, `${here}/floor.js`, model, String(count)];
const simulate = (name) => [
  '--import',
  `${here}/peak.js`,
  command,
  'simulate',
  `${here}/scenarios/${name}.yaml`,
  '--json',
];

const real = (name) => [
  '--import',
  `${here}/peak.js`,
  command,
  'run',
  `${here}/scenarios/${name}.yaml`,
  '--json',
  '--quiet',
];
const spawnFloor = (...words) => ['--import', `${here}/peak.js`, `${here}/spawn-floor.js`, ...words];

// Stands for a folder that nobody had before. A file system looks for room among what was removed of late, so all are
// removed after the last round: no round pays for the one before.
const FRESH = '(fresh folder)';
const home = mkdtempSync(`${tmpdir()}/lazurite-bench-`);
let folders = 0;
const filledIn = (args) => args.map((arg) => (arg === FRESH ? `${home}/${folders++}` : arg));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));

// What is measured, against what, and how much more it may take. `most` bounds the ratio of wall time.
const CASES = [
  { name: 'stream-fixed', ours: simulate('stream-fixed'), floor: floor('stream', 1e6), most: 3 },
  {
    name: 'stream-autoscale',
    ours: simulate('stream-autoscale'),
    floor: floor('stream', 1e6),
    most: 4,
    mebibytes: 150,
  },
  { name: 'job', ours: simulate('job'), floor: floor('job', 1e6), most: 4, mebibytes: 200 },
  {
    name: 'job-ten',
    ours: simulate('job-ten'),
    floor: simulate('job'),
    most: 12,
    mebibytes: 2000,
    runs: 1,
    big: true,
  },
  { name: 'lcg', ours: simulate('lcg'), floor: floor('job', 1e6), most: 1.5 / 0.24, needs: traces },
  {
    name: 'run-true',
    ours: [...real('run-true'), '--work', FRESH],
    floor: spawnFloor('1000', '8', '/bin/true'),
    most: 1.5,
  },
  {
    name: 'run-true-folders',
    ours: [...real('run-true'), '--work', FRESH],
    floor: spawnFloor('--folders', FRESH, '1000', '8', '/bin/true'),
    most: 1.5,
  },
  {
    name: 'run-at-once',
    ours: real('run-at-once'),
    floor: spawnFloor('200', '200', 'sleep', '2'),
    most: 1.5,
    mebibytes: 150,
  },
  {
    name: 'run-output',
    ours: real('run-output'),
    floor: spawnFloor('1', '1', 'head', '-c', '1073741824', '/dev/zero'),
    most: 3,
    mebibytes: 150,
    runs: 3,
  },
  {
    name: 'run-queued',
    ours: real('run-queued'),
    floor: real('run-none'),
    most: 3,
    mebibytes: 150,
  },
  { name: 'version', ours: [command, '--version'], floor: ['-e', '0'], most: 1.6, bare: true, runs: 15 },
];

function measure(args, bare) {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(process.execPath, filledIn(args), {
      stdio: ['ignore', 'ignore', 'inherit', bare ? 'ignore' : 'pipe'],
    });
    let peak = '';
    child.stdio[3]?.on('data', (chunk) => {
      peak += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) reject(new Error(`exit code ${code}: node ${args.join(' ')}`));
      else
        resolve({ seconds: Number(process.hrtime.bigint() - started) / 1e9, mebibytes: Number(peak) / 1024 });
    });
  });
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function run({ name, ours, floor, most, mebibytes, bare, runs }, wanted) {
  const pairs = [];
  for (let count = 0; count < (runs ?? wanted) + 1; count++) {
    const below = await measure(floor, bare);
    const above = await measure(ours, bare);
    // The first pair warms the caches of the machine.
    if (count > 0 || runs === 1) pairs.push({ below, above });
    if (runs === 1) break;
  }
  const result = {
    name,
    ratio: median(pairs.map(({ below, above }) => above.seconds / below.seconds)),
    mostRatio: most,
    seconds: median(pairs.map(({ above }) => above.seconds)),
    floorSeconds: median(pairs.map(({ below }) => below.seconds)),
    ...(bare ? {} : { mebibytes: median(pairs.map(({ above }) => above.mebibytes)) }),
    ...(mebibytes === undefined ? {} : { mostMebibytes: mebibytes }),
    runs: pairs.length,
  };
  const isFine = result.ratio <= most && (mebibytes === undefined || result.mebibytes <= mebibytes);
  return { ...result, isFine };
}

function row({ name, ratio, mostRatio, seconds, floorSeconds, mebibytes, mostMebibytes, isFine }) {
  const memory = mebibytes === undefined ? '' : `${mebibytes.toFixed(0)} MiB`;
  const bound = mostMebibytes === undefined ? '' : ` (at most ${mostMebibytes})`;
  return [
    name.padEnd(18),
    `${ratio.toFixed(2)} x the floor (at most ${mostRatio.toFixed(2)})`.padEnd(38),
    `${seconds.toFixed(2)} s against ${floorSeconds.toFixed(2)} s`.padEnd(24),
    `${memory}${bound}`.padEnd(24),
    isFine ? 'fine' : 'MISSED',
  ].join(' ');
}

const args = process.argv.slice(2);
const runsAt = args.indexOf('--runs');
const wanted = runsAt < 0 ? 5 : Number(args[runsAt + 1]);
const names = args.filter((arg, index) => !arg.startsWith('--') && args[index - 1] !== '--runs');
const results = [];
for (const each of CASES) {
  if (names.length > 0 ? !names.includes(each.name) : each.big && args.includes('--small')) continue;
  if (each.needs !== undefined && !existsSync(each.needs)) {
    console.log(`${each.name.padEnd(18)} skipped: its trace is not there`);
    continue;
  }
  const result = await run(each, wanted);
  results.push(result);
  console.log(row(result));
}
if (names.length === 0 && !args.includes('--small')) {
  const { version } = JSON.parse(readFileSync(`${here}/../package.json`, 'utf8'));
  mkdirSync(`${here}/results`, { recursive: true });
  writeFileSync(
    `${here}/results/${version}.json`,
    `${JSON.stringify({ version, node: process.version, results }, null, 2)}\n`,
  );
}
// Formulas have a bench of their own: nanoseconds have no use for whole processes.
const formulas = names.length === 0 || names.includes('evaluate');
const status = formulas
  ? spawnSync(process.execPath, [`${here}/evaluate.js`, ...args.filter((arg) => arg === '--small')], {
      stdio: 'inherit',
    }).status
  : 0;
process.exitCode = results.every((result) => result.isFine) && status === 0 ? 0 : 1;
