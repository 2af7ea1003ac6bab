// Figures of a report by name: the path in its JSON, or the key of a measure.

import { nearestName } from '../../simulator/index.ts';
import { createCollector } from '../report/collect.ts';
import { MEASURES } from '../report/measures.ts';
import type { Report } from '../report/report.ts';

/** A figure of a report; undefined when it has none of that name, or none this time. */
export function figureOf(report: Report, name: string): unknown {
  const found = partAt(report, name);
  if (found !== undefined && found !== null && typeof found !== 'object') return found;
  return MEASURES.find(({ key }) => key === name)?.read(report) ?? undefined;
}

function partAt(report: Report, path: string): unknown {
  return path.split('.').reduce<unknown>((value, step) => {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined;
    return (value as Record<string, unknown>)[step];
  }, report);
}

/** What to write in place of a name that no report has; undefined when some report may have it. */
export function hintForFigure(name: string): string | undefined {
  const empty = createCollector().report();
  const known = new Set(MEASURES.map(({ key }) => key));
  walk(empty, '', known);
  const steps = name.split('.');
  const isInList = steps.some((_, at) => Array.isArray(partAt(empty, steps.slice(0, at).join('.'))));
  if (known.has(name) || isInList) return undefined;
  const near = nearestName(name, [...known]);
  return near === undefined
    ? 'the figures are those of `simulate --json`, such as `wait.p95` or `cost.total`'
    : `did you mean \`${near}\`?`;
}

function walk(value: unknown, path: string, known: Set<string>): void {
  if (value === null || typeof value !== 'object') known.add(path);
  else
    for (const [key, part] of Object.entries(value)) walk(part, path === '' ? key : `${path}.${key}`, known);
}
