// The bench of evaluation: the documentation's formula for pending tasks with six samples, in one process and in
// turns: JavaScript written by hand, our closures, our generated code, the tests' plain evaluator, and the same
// arithmetic in three other expression languages. Usage: node bench/evaluate.js [--small]

import { Environment as CelEnvironment } from '@marcbachmann/cel-js';
import jexl from 'jexl';
import { all, create } from 'mathjs';
import { compile } from '/tmp/eddist/compiler.js';
import { createSource } from '/tmp/eddist/grammar.js';
import { createEvaluator, createSampleStore } from '/tmp/eddist/runtime.js';

// Source: https://learn.microsoft.com/azure/batch/batch-automatic-scaling, "Write an autoscale formula".
const FORMULA = `startingNumberOfVMs = 1;
maxNumberofVMs = 25;
pendingTaskSamplePercent = $PendingTasks.GetSamplePercent(180 * TimeInterval_Second);
pendingTaskSamples = pendingTaskSamplePercent < 70 ? startingNumberOfVMs : avg($PendingTasks.GetSample(180 * TimeInterval_Second));
$TargetDedicatedNodes = min(maxNumberofVMs, pendingTaskSamples);
$NodeDeallocationOption = taskcompletion;`;

const NOW = Date.UTC(2025, 2, 5, 12);
const VALUES = [2, 4, 6, 8, 10, 12];
const samples = createSampleStore({ $PendingTasks: VALUES.map((value, index) => [NOW - (5 - index) * 30_000, value]) });
const environment = { now: NOW, samples, targetDedicatedNodes: 4, targetLowPriorityNodes: 2, live: {}, random: () => 0.5 };
const { program } = compile(createSource('pending-tasks', FORMULA));

/** What somebody writes who wants the same answer from the same environment. */
function byHand({ now, samples: source, targetLowPriorityNodes }) {
  const startingNumberOfVMs = 1;
  const maxNumberofVMs = 25;
  const length = 180 * 1000;
  const found = source.window('$PendingTasks', now, now - length, now);
  const pendingTaskSamplePercent = Math.min(100, Math.floor((100 * found.length) / Math.max(1, Math.floor(length / 30_000))));
  let pendingTaskSamples = startingNumberOfVMs;
  if (pendingTaskSamplePercent >= 70) {
    const again = source.window('$PendingTasks', now, now - length, now);
    let sum = 0;
    for (const value of again) sum += value;
    pendingTaskSamples = sum / again.length;
  }
  const target = Math.min(maxNumberofVMs, pendingTaskSamples);
  return {
    targetDedicatedNodes: Math.max(0, Math.trunc(target)),
    targetLowPriorityNodes,
    nodeDeallocationOption: 'taskcompletion',
    variables: { startingNumberOfVMs, maxNumberofVMs, pendingTaskSamplePercent, pendingTaskSamples },
  };
}
const bare = (values) => { const p = Math.floor(100*values.length/6); let s=0; for (const v of values) s+=v; return Math.min(25, p<70?1:s/values.length); };
const ev = createEvaluator(program);
const math = create(all).compile('min(25, floor(100 * size(v)[1] / 6) < 70 ? 1 : mean(v))');
const cel = new CelEnvironment().registerVariable('v','list<double>').registerFunction('avg(list<double>): double', (l)=>{let s=0;for(const x of l)s+=x;return s/l.length}).registerFunction('min(double, double): double',(a,b)=>Math.min(a,b)).registerFunction('floor(double): double',(a)=>Math.floor(a));
const celf = cel.parse('min(25.0, floor(100.0 * double(size(v)) / 6.0) < 70.0 ? 1.0 : avg(v))');
jexl.addFunction('avg',(l)=>{let s=0;for(const x of l)s+=x;return s/l.length}); jexl.addFunction('min',Math.min);jexl.addFunction('floor',Math.floor);
const jx = jexl.compile('min(25, floor(100 * v.length / 6) < 70 ? 1 : avg(v))');
function time(name, f) { let n=1000; for(;;){ const t=process.hrtime.bigint(); let x; for(let i=0;i<n;i++) x=f(); const d=Number(process.hrtime.bigint()-t); if(d>3e8){console.log(name.padEnd(12),(d/n).toFixed(1),'ns', JSON.stringify(x)?.slice(0,100));return;} n*=2; } }
time('byHand',()=>byHand(environment));time('closures',()=>ev(environment)); for (let i=0;i<3;i++) time('closures',()=>ev(environment));
