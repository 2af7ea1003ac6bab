// A stranger's program over the packed package: it must compile under both ways TypeScript finds modules.

import { compile } from 'lazurite/compiler';
import { createSource, type Diagnostic } from 'lazurite/grammar';
import { createCollector, type Report } from 'lazurite/planner';
import { createSampleStore, evaluate, parseInstant, resultsText } from 'lazurite/runtime';
import { loadWorkload, readScenario, simulate } from 'lazurite/simulator';

const { program, diagnostics } = compile(
  createSource('mine.txt', '$TargetDedicatedNodes = min(10, $PendingTasks);'),
);
export const complaints: readonly Diagnostic[] = diagnostics;

export const results: string | undefined =
  program &&
  resultsText(
    evaluate(program, {
      now: parseInstant('2025-03-05T12:00:00Z') ?? 0,
      samples: createSampleStore({ $PendingTasks: [[0, 12]] }),
      targetDedicatedNodes: 0,
      targetLowPriorityNodes: 0,
      live: {},
      random: () => 0.5,
    }),
  );

export function report(text: string): Report | undefined {
  const { scenario, workload: parts } = readScenario(createSource('scenario.yaml', text));
  if (scenario === undefined) return undefined;
  const { workload } = loadWorkload(parts, scenario);
  if (workload === undefined) return undefined;
  const collector = createCollector({ prices: scenario.prices });
  simulate(scenario, workload, { sinks: [() => collector] });
  return collector.report();
}
