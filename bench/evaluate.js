// The bench of formulas, in one process and in turns, each figure the best of many rounds: an evaluation of the
// documentation's formula for pending tasks against JavaScript written by hand and against three other expression
// languages; compiling and completing a formula of 8 KB. Usage: node bench/evaluate.js [--small]

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Environment as CelEnvironment } from '@marcbachmann/cel-js';
import jexl from 'jexl';
import { all, create } from 'mathjs';
import ts from 'typescript';
import { analyse, compile, complete, inspect } from '../dist/compiler.js';
import { createSource } from '../dist/grammar.js';
import { createEvaluator, createSampleStore } from '../dist/runtime.js';

const here = dirname(fileURLToPath(import.meta.url));
const isSmall = process.argv.includes('--small');

// Source: https://learn.microsoft.com/azure/batch/batch-automatic-scaling, "Write an autoscale formula".
const FORMULA = `startingNumberOfVMs = 1;
maxNumberofVMs = 25;
pendingTaskSamplePercent = $PendingTasks.GetSamplePercent(180 * TimeInterval_Second);
pendingTaskSamples = pendingTaskSamplePercent < 70 ? startingNumberOfVMs : avg($PendingTasks.GetSample(180 * TimeInterval_Second));
$TargetDedicatedNodes = min(maxNumberofVMs, pendingTaskSamples);
$NodeDeallocationOption = taskcompletion;`;

const NOW = Date.UTC(2025, 2, 5, 12);
const VALUES = [2, 4, 6, 8, 10, 12];
const environment = {
  now: NOW,
  samples: createSampleStore({
    $PendingTasks: VALUES.map((value, index) => [NOW - (VALUES.length - 1 - index) * 30_000, value]),
  }),
  targetDedicatedNodes: 4,
  targetLowPriorityNodes: 2,
  live: {},
  random: () => 0.5,
};

/** What somebody writes who wants the same answer from the same environment. */
function writtenByHand({ now, samples, targetLowPriorityNodes }) {
  const startingNumberOfVMs = 1;
  const maxNumberofVMs = 25;
  const length = 180 * 1000;
  const found = samples.window('$PendingTasks', now, now - length, now);
  const expected = Math.max(1, Math.floor(length / 30_000));
  const pendingTaskSamplePercent = Math.min(100, Math.floor((100 * found.length) / expected));
  let pendingTaskSamples = startingNumberOfVMs;
  if (pendingTaskSamplePercent >= 70) {
    const again = samples.window('$PendingTasks', now, now - length, now);
    pendingTaskSamples = mean(again);
  }
  const target = Math.min(maxNumberofVMs, pendingTaskSamples);
  return {
    targetDedicatedNodes: Math.max(0, Math.trunc(target)),
    targetLowPriorityNodes,
    nodeDeallocationOption: 'taskcompletion',
    variables: { startingNumberOfVMs, maxNumberofVMs, pendingTaskSamplePercent, pendingTaskSamples },
  };
}

function mean(values) {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** The tests' evaluator: it only has types to lose. */
async function loadPlainEvaluator() {
  const text = readFileSync(`${here}/../test/runtime/plain-evaluator.ts`, 'utf8');
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: 'es2022', module: 'esnext', verbatimModuleSyntax: true },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`);
}

/** The arithmetic alone in the other languages: their samples are a list in a variable, with no window to find. */
function others() {
  const cel = new CelEnvironment()
    .registerVariable('samples', 'list<double>')
    .registerFunction('avg(list<double>): double', mean)
    .registerFunction('floor(double): double', Math.floor)
    .registerFunction('min(double, double): double', Math.min)
    .parse('min(25.0, floor(100.0 * double(size(samples)) / 6.0) < 70.0 ? 1.0 : avg(samples))');
  const math = create(all).compile('min(25, floor(100 * size(samples)[1] / 6) < 70 ? 1 : mean(samples))');
  jexl.addFunction('avg', mean);
  jexl.addFunction('floor', Math.floor);
  jexl.addFunction('min', Math.min);
  const jex = jexl.compile('min(25, floor(100 * samples.length / 6) < 70 ? 1 : avg(samples))');
  return {
    'cel-js': () => cel({ samples: VALUES }),
    mathjs: () => math.evaluate({ samples: VALUES }),
    jexl: () => jex.evalSync({ samples: VALUES }),
  };
}

/** A formula of this many characters at most, in the style of the documentation. */
function longFormula(length) {
  let text = '';
  for (let index = 0; ; index++) {
    const next = `percent${index} = $PendingTasks.GetSamplePercent(TimeInterval_Minute * ${index + 1});
tasks${index} = percent${index} < 70 ? max(0, $ActiveTasks.GetSample(1)) : max($ActiveTasks.GetSample(1), avg($ActiveTasks.GetSample(TimeInterval_Minute * ${index + 1})) + ${index === 0 ? 0 : `tasks${index - 1}`} / 2 - (${index} + 3) * 4);
`;
    if (text.length + next.length + 60 > length)
      return `${text}$TargetDedicatedNodes = max(0, min(20, tasks0));\n`;
    text += next;
  }
}

/** Nanoseconds of each thing, the best of many rounds in which all take turns. */
function measure(things, rounds) {
  const entries = Object.entries(things).map(([name, run]) => ({ name, run, count: 1, best: Infinity }));
  for (const entry of entries) {
    // As often as fits into a few milliseconds, found by doubling; that warms it, too.
    const enough = (isSmall ? 0.2 : 4) * 1e6;
    while (timed(entry) < enough) entry.count *= 2;
  }
  for (let round = 0; round < rounds; round++)
    for (const entry of entries) entry.best = Math.min(entry.best, timed(entry) / entry.count);
  return Object.fromEntries(entries.map(({ name, best }) => [name, best]));
}

function timed({ run, count }) {
  const started = process.hrtime.bigint();
  for (let index = 0; index < count; index++) run();
  return Number(process.hrtime.bigint() - started);
}

const program = (text) => compile(createSource('bench', text)).program;
const { evaluatePlainly } = await loadPlainEvaluator();
const compiled = program(FORMULA);
const [closures, generated] = [createEvaluator(compiled), createEvaluator(compiled, { generated: true })];
const peers = others();

const answers = {
  'by hand': writtenByHand(environment).targetDedicatedNodes,
  generated: generated(environment).targets.targetDedicatedNodes,
  closures: closures(environment).targets.targetDedicatedNodes,
  plain: evaluatePlainly(compiled, environment).targets[0],
  ...Object.fromEntries(Object.entries(peers).map(([name, run]) => [name, run()])),
};
const wrong = Object.entries(answers).filter(([, answer]) => answer !== 7);
if (wrong.length > 0) throw new Error(`not everybody says 7: ${JSON.stringify(wrong)}`);

const evaluations = measure(
  {
    'by hand': () => writtenByHand(environment),
    generated: () => generated(environment),
    closures: () => closures(environment),
    plain: () => evaluatePlainly(compiled, environment),
    ...peers,
  },
  isSmall ? 3 : 200,
);
const [half, whole] = [longFormula(4096), longFormula(8192)].map((text) => createSource('long', text));
const editing = measure(
  {
    'compile 4 KB': () => compile(half),
    'compile 8 KB': () => compile(whole),
    'compile and advise 8 KB': () => inspect(whole),
    'complete in 8 KB': () => complete(analyse(whole), whole.text.length - 10),
  },
  isSmall ? 2 : 150,
);

const times = (name) => evaluations[name] / evaluations['by hand'];
const quickestPeer = Math.min(...Object.keys(peers).map((name) => evaluations[name]));
const milliseconds = (name) => editing[name] / 1e6;
const results = [
  ['generated code, times by hand', times('generated'), 4],
  ['closures, times by hand', times('closures'), 4],
  ['generated code, times the quickest peer', evaluations.generated / quickestPeer, 1],
  ['closures, times the quickest peer', evaluations.closures / quickestPeer, 1],
  ['compile and check 8 KB, ms', milliseconds('compile 8 KB'), 5],
  ['the same with all advice, ms', milliseconds('compile and advise 8 KB'), 5],
  ['8 KB, times 4 KB', editing['compile 8 KB'] / editing['compile 4 KB'], 2.6],
  ['complete in 8 KB, ms', milliseconds('complete in 8 KB'), 20],
].map(([name, figure, most]) => ({
  name,
  figure: Number(figure.toPrecision(3)),
  most,
  isFine: figure <= most,
}));

for (const [name, best] of Object.entries(evaluations))
  console.log(
    `${name.padEnd(18)} ${best.toFixed(0).padStart(6)} ns ${times(name).toFixed(1).padStart(7)} times by hand`,
  );
for (const { name, figure, most, isFine } of results)
  console.log(
    `${name.padEnd(42)} ${String(figure).padStart(6)} (at most ${most}) ${isSmall ? '' : isFine ? 'fine' : 'MISSED'}`,
  );

if (!isSmall) {
  const { version } = JSON.parse(readFileSync(`${here}/../package.json`, 'utf8'));
  mkdirSync(`${here}/results`, { recursive: true });
  const nanoseconds = Object.fromEntries(
    Object.entries({ ...evaluations, ...editing }).map(([name, best]) => [name, Math.round(best)]),
  );
  const text = JSON.stringify({ version, node: process.version, results, nanoseconds }, null, 2);
  writeFileSync(`${here}/results/${version}-evaluate.json`, `${text}\n`);
  process.exitCode = results.every(({ isFine }) => isFine) ? 0 : 1;
}
