// The head of a report: the few numbers that matter, each with its sentence, and what to know before believing them.

import {
  describe,
  formatDuration,
  formatMoney,
  formatNumber,
  formatShare,
  formatTally,
  formatValue,
  neverNotes,
  type Report,
  type Sentence,
} from '../../planner/index.ts';
import { make } from '../dom.ts';

interface Headline {
  readonly about: Sentence['about'];
  readonly label: string;
  readonly figure: string;
  readonly aside: string;
}

/** Headline numbers in a row, and under them the sentences that say what they mean: the charts come soon after. */
export function makeSummary(report: Report): HTMLElement {
  const sentences = new Map(describe(report).map(({ about, text }) => [about, text]));
  const headlines = headlinesOf(report);
  const figures = headlines.map(({ label, figure, aside }) =>
    make(
      'article',
      { class: 'headline' },
      make('h3', {}, label),
      make('p', { class: 'figure' }, figure, make('small', {}, aside)),
    ),
  );
  const told = headlines
    .map(({ about }) => sentences.get(about))
    .filter((text) => text !== undefined)
    .map((text) => make('span', { class: 'sentence' }, `${text} `));
  return make(
    'div',
    { class: 'summary' },
    make('p', { class: 'lead' }, sentences.get('end') ?? ''),
    makeNotes(report),
    make(
      'div',
      { class: 'card numbers' },
      make('div', { class: 'headlines' }, ...figures),
      make('p', { class: 'sentences' }, ...told),
    ),
  );
}

function headlinesOf(report: Report): readonly Headline[] {
  const { cost, nodes, wait, tasks, evaluations, control } = report;
  const wasted = nodes.hours - nodes.parts.useful;
  const share =
    nodes.hours === 0
      ? 0
      : cost === null || cost.total === 0
        ? wasted / nodes.hours
        : 1 - cost.useful / cost.total;
  const started = tasks.total - tasks.neverStarted;
  return [
    {
      about: 'cost',
      label: 'Cost',
      figure: cost === null ? formatValue(nodes.hours, 'hours', '') : formatMoney(cost.total, cost.currency),
      aside: eachText(report),
    },
    {
      about: 'wait',
      label: 'Wait',
      figure: started === 0 ? '–' : formatDuration(wait.p95),
      aside: started === 0 ? 'nothing started' : 'or less for 95% of tasks',
    },
    {
      about: 'waste',
      label: 'Not useful',
      figure: formatShare(share),
      aside:
        cost === null
          ? formatValue(wasted, 'hours', '')
          : formatMoney(cost.total - cost.useful, cost.currency),
    },
    evaluations.total === 0
      ? { about: 'control', label: 'Nodes', figure: formatNumber(nodes.peak, 0), aside: 'at most at once' }
      : {
          about: 'control',
          label: 'Too few nodes',
          figure: formatShare(control.underTimeshare),
          aside: `of the time; at most ${formatTally(nodes.peak, 'node')}`,
        },
  ];
}

function eachText({ cost, tasks }: Report): string {
  if (cost === null) return 'of nodes, without a price';
  return tasks.succeeded === 0
    ? 'and no task succeeded'
    : `${formatMoney(cost.total / tasks.succeeded, cost.currency)} a task`;
}

/** Notes on what never ran are left out: a box after the summary tells all of it. */
function makeNotes(report: Report): HTMLElement | undefined {
  const never = new Set(neverNotes(report));
  const notes = report.notes.filter((note) => !never.has(note));
  if (notes.length === 0) return undefined;
  return make('ul', { class: 'notes' }, ...notes.map((note) => make('li', {}, note)));
}
