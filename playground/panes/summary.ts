// The head of a report: the few numbers that matter, each with its sentence, and what to know before believing them.

import {
  describe,
  formatDuration,
  formatMoney,
  formatNumber,
  formatShare,
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

/** Headline numbers with plain sentences. */
export function makeSummary(report: Report): HTMLElement {
  const sentences = new Map(describe(report).map(({ about, text }) => [about, text]));
  const cards = headlinesOf(report).map(({ about, label, figure, aside }) =>
    make(
      'article',
      { class: 'card headline' },
      make('h3', {}, label),
      make('p', { class: 'figure' }, figure, make('small', {}, aside)),
      make('p', { class: 'sentence' }, sentences.get(about) ?? ''),
    ),
  );
  const lead = make('p', { class: 'lead' }, sentences.get('end') ?? '');
  return make(
    'div',
    { class: 'summary' },
    lead,
    makeNotes(report.notes),
    make('div', { class: 'cards' }, ...cards),
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
      figure: cost === null ? `${formatNumber(nodes.hours, 1)} h` : formatMoney(cost.total, cost.currency),
      aside:
        cost === null
          ? 'of nodes, without a price'
          : `${formatNumber(nodes.hours, nodes.hours < 100 ? 1 : 0)} node hours`,
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
          ? `${formatNumber(wasted, 1)} node hours`
          : formatMoney(cost.total - cost.useful, cost.currency),
    },
    evaluations.total === 0
      ? { about: 'control', label: 'Nodes', figure: formatNumber(nodes.peak, 0), aside: 'at most at once' }
      : {
          about: 'control',
          label: 'Short of nodes',
          figure: formatShare(control.underTimeshare),
          aside: `of the time; at most ${formatNumber(nodes.peak, 0)} nodes`,
        },
  ];
}

function makeNotes(notes: readonly string[]): HTMLElement | undefined {
  if (notes.length === 0) return undefined;
  return make('ul', { class: 'notes' }, ...notes.map((note) => make('li', {}, note)));
}
