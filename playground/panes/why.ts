// Why an evaluation said what it said: the targets in words, the branches that were taken, the samples that were
// read, every name; and the way to "Evaluate now" with the same moment.

import { type EvaluationRecord, formatDuration, formatTally } from '../../planner/index.ts';
import { button, make, table } from '../dom.ts';
import type { Explained, ExplainedBranch, ExplainedRead } from '../explanation.ts';
import { clockText, type TimeView } from '../view.ts';
import { renewChildren } from './renewed.ts';

export interface WhyOptions {
  readonly view: TimeView;
  readonly explain: (
    evaluation: EvaluationRecord,
  ) => Promise<Explained | { readonly problem: string } | undefined>;
  /** Takes the moment to "Evaluate now". */
  readonly load: (explained: Explained) => void;
  /** Told that nobody wants to know any more. */
  readonly close: () => void;
  /** To the evaluation before or after. */
  readonly step: (by: 1 | -1) => void;
}

export interface WhyPane {
  readonly element: HTMLElement;
  readonly show: (evaluation: EvaluationRecord | undefined) => void;
}

/** An empty place until an evaluation is chosen. */
export function makeWhy({ view, explain, load, close, step }: WhyOptions): WhyPane {
  const element = make('div', { class: 'why', role: 'region', 'aria-label': 'Why', hidden: true });
  let shown: EvaluationRecord | undefined;
  const show = async (evaluation: EvaluationRecord | undefined) => {
    shown = evaluation;
    element.hidden = evaluation === undefined;
    if (evaluation === undefined) return;
    const leave = () => {
      void show(undefined);
      close();
    };
    const head = makeHead(evaluation, { view, step, close: leave });
    const body = make('p', { class: 'legend-note' }, 'Computing it again…');
    renewChildren(element, head, make('p', { class: 'verdict' }, verdictOf(evaluation)), body);
    const found = await explain(evaluation);
    if (shown !== evaluation || found === undefined) return;
    if ('problem' in found) {
      body.textContent = found.problem;
      return;
    }
    const actions = button('Load into Evaluate now', {}, () => load(found), 'Load into Evaluate now');
    const hint = make(
      'span',
      { class: 'legend-note' },
      ['The moment with all that the formula saw, to change and try.', ...found.leftOut].join(' '),
    );
    renewChildren(element, head, ...wordsOf(found), make('div', { class: 'why-actions' }, actions, hint));
  };
  return { element, show: (evaluation) => void show(evaluation) };
}

function makeHead(
  { time, poolId }: EvaluationRecord,
  {
    view,
    step,
    close,
  }: { readonly view: TimeView; readonly step: (by: 1 | -1) => void; readonly close: () => void },
): HTMLElement {
  return make(
    'div',
    { class: 'why-head' },
    make('h3', {}, `Why, at ${clockText(view, time)} UTC · ${poolId}`),
    make(
      'div',
      { class: 'buttons' },
      button('The evaluation before', {}, () => step(-1), '‹'),
      button('The next evaluation', {}, () => step(1), '›'),
      button('Close', {}, close, '×'),
    ),
  );
}

/** What the journal alone says, until the rest is known. */
function verdictOf({ dedicated, lowPriority, error }: EvaluationRecord): string {
  if (error !== undefined) return `It failed with ${error.code}; the targets stay as they were.`;
  return `It asks for ${dedicated ?? 0} dedicated and ${lowPriority ?? 0} low-priority nodes.`;
}

function wordsOf(found: Explained): readonly HTMLElement[] {
  const { names, branches, reads, error } = found;
  const failure = error === undefined ? undefined : make('p', { class: 'error' }, error);
  const given = names.map(({ name, line, value, isTarget }) => [
    String(line),
    isTarget ? make('b', {}, name) : name,
    make('code', {}, value),
  ]);
  return [
    make('p', { class: 'verdict' }, targetWords(found)),
    ...(failure === undefined ? [] : [failure]),
    part('Branches taken', branches.length === 0 ? undefined : make('ul', {}, ...branches.map(branchItem))),
    part('Samples read', reads.length === 0 ? undefined : make('ul', {}, ...reads.map(readItem))),
    part('The pool then', make('p', {}, poolWords(found))),
    part(
      'Names',
      given.length === 0
        ? undefined
        : table('Names', ['Line', 'Name', 'Value'], given, ['number', 'text', 'text']),
    ),
  ].filter((one) => one !== undefined);
}

function part(title: string, content: HTMLElement | undefined): HTMLElement | undefined {
  return content === undefined
    ? undefined
    : make('div', { class: 'why-part' }, make('h4', {}, title), content);
}

/** What the targets did, in a sentence or two. */
function targetWords({ before, after, option, error }: Explained): string {
  if (error !== undefined) return `The evaluation failed; the targets stay at ${bothWords(before)}.`;
  const changes = (['dedicated', 'low-priority'] as const).flatMap((kind, at) => {
    const by = after[at]! - before[at]!;
    if (by === 0) return [];
    return [
      `${formatTally(Math.abs(by), `${kind} node`)} ${by > 0 ? 'more' : 'fewer'}: ${after[at]} in place of ${before[at]}`,
    ];
  });
  if (changes.length === 0) return `The targets stay at ${bothWords(after)}.`;
  const shrinks = after[0] < before[0] || after[1] < before[1];
  return `It asks for ${changes.join(', and for ')}.${shrinks ? ` Nodes go by ${option}.` : ''}`;
}

const bothWords = ([dedicated, lowPriority]: readonly [number, number]): string =>
  `${dedicated} dedicated and ${lowPriority} low-priority`;

function branchItem({ line, condition, value, isFirst, taken, other, result }: ExplainedBranch): HTMLElement {
  return make(
    'li',
    {},
    make('code', {}, condition),
    ` was ${value}, so the ${isFirst ? 'first' : 'second'} branch was taken: `,
    make('code', {}, taken),
    ` = ${result}. `,
    make('span', { class: 'aside' }, 'Not taken: ', make('code', {}, other), `. Line ${line}.`),
  );
}

function readItem({ line, text, covered, value, metric }: ExplainedRead): HTMLElement {
  return make(
    'li',
    {},
    make('code', {}, text),
    ` ${coveredWords(covered, metric)}`,
    ...(value === undefined ? [] : [': ', make('code', {}, shortened(value))]),
    make('span', { class: 'aside' }, ` Line ${line}.`),
  );
}

function coveredWords(covered: ExplainedRead['covered'], metric: string): string {
  if (covered === undefined) return 'was not reached';
  const { expected, found } = covered;
  if (covered.kind === 'newest')
    return found === 0
      ? `found no sample of ${metric}`
      : `took the newest ${formatTally(found, 'sample')}${found < expected ? ` of ${expected} asked for` : ''}`;
  const { newer, older, percent, wanted } = covered;
  const window =
    newer === 0
      ? `the last ${formatDuration(older / 1000)}`
      : `${formatDuration(newer / 1000)} to ${formatDuration(older / 1000)} before`;
  const enough = wanted === undefined ? '' : percent >= wanted ? '' : `, and ${wanted}% were wanted`;
  return `looked at ${window}: ${found} of ${expected} samples (${percent}%)${enough}`;
}

const LONGEST = 220;
const shortened = (value: string): string => (value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);

const POOL_WORDS: Readonly<Record<string, string>> = {
  currentDedicatedNodes: 'dedicated nodes',
  currentLowPriorityNodes: 'low-priority nodes',
  preemptedNodeCount: 'preempted',
  usableNodeCount: 'usable',
  taskSlotsPerNode: 'slots a node',
};

function poolWords({ pool, before }: Explained): string {
  const counts = Object.entries(pool).map(([field, count]) => `${count} ${POOL_WORDS[field] ?? field}`);
  return `Asked for ${bothWords(before)}; ${counts.join(', ')}.`;
}
