// The series of a report as one table: a row for each moment at which something changed.

import type { Report, Series } from '../../planner/index.ts';

/** Comma-separated values with a header; `seconds` counts from the start of the run. */
export function renderCsv({ series }: Report): string {
  const columns: readonly (readonly [name: string, series: Series])[] = [
    ...Object.entries(series.tasks).map(([name, one]) => [`tasks_${name}`, one] as const),
    ['demand_nodes', series.demand],
    ['supply_nodes', series.supply],
    ['target_dedicated_nodes', series.targets.dedicated],
    ['target_low_priority_nodes', series.targets.lowPriority],
    ['dedicated_nodes', series.nodesByKind.dedicated],
    ['low_priority_nodes', series.nodesByKind.lowPriority],
    ...Object.entries(series.nodes).map(([state, one]) => [`nodes_${state}`, one] as const),
    ['slots_total', series.slots.total],
    ['slots_used', series.slots.used],
    ...(series.hourlyCost === null ? [] : [['cost_per_hour', series.hourlyCost] as const]),
  ];
  const times = [...new Set(columns.flatMap(([, { times: own }]) => own))].sort((a, b) => a - b);
  const cursors = columns.map(() => -1);
  const rows = times.map((time) =>
    [time, ...columns.map(([, one], column) => valueAt(one, time, cursors, column))].join(','),
  );
  return `${[['seconds', ...columns.map(([name]) => name)].join(','), ...rows].join('\n')}\n`;
}

/** The value that holds at a time; times only rise, so each column keeps where it was. Empty before the first. */
function valueAt(
  { times, values }: Series,
  time: number,
  cursors: number[],
  column: number,
): number | string {
  let at = cursors[column]!;
  while (at + 1 < times.length && times[at + 1]! <= time) at++;
  cursors[column] = at;
  return values[at] ?? '';
}
