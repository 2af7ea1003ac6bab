// The complaints about the formula in words: a click leads to the place, a button makes the fix, and another tells
// why the rule is there.

import { button, make } from '../dom.ts';
import type { TextProblem } from '../editor/face.ts';
import type { OfferedFix, OfferedFixes } from '../editor/fixes.ts';
import type { RuleProse } from '../formula-questions.ts';
import { inWords } from './prose.ts';

export interface ProblemsOptions {
  readonly reveal: (problem: TextProblem) => void;
  readonly apply: (fix: OfferedFix) => void;
  readonly explain: (code: string) => Promise<RuleProse | undefined>;
}

export interface Problems {
  readonly element: HTMLElement;
  readonly show: (problems: readonly TextProblem[], fixes: OfferedFixes) => void;
  /** Opens the text about a code. */
  readonly explain: (code: string) => void;
}

/** More than these are not read by anybody. */
const MOST_SHOWN = 40;

const SIGNS = { error: '✕', warning: '!', info: 'i' } as const;
const WORDS = { error: 'error', warning: 'warning', info: 'remark' } as const;

/** The list under the editor. */
export function makeProblems(options: ProblemsOptions): Problems {
  const count = make('span', { role: 'status' });
  const heading = make('h3', { id: 'problems-title' }, count);
  const list = make('ul', { class: 'problems' });
  const prose = make('div', { class: 'rule-prose', tabindex: -1 });
  const fixAll = make('span', { class: 'fix-all' });
  const head = make('div', { class: 'problems-head' }, heading, fixAll);
  const explain = (code: string): void =>
    void options.explain(code).then((rule) => {
      if (rule === undefined) return;
      prose.dataset.code = code;
      prose.replaceChildren(...ruleText(rule, () => prose.replaceChildren()));
      prose.scrollIntoView({ block: 'nearest' });
      prose.focus();
    });
  return {
    element: make(
      'section',
      { class: 'formula-problems', 'aria-labelledby': 'problems-title' },
      head,
      list,
      prose,
    ),
    show: (problems, fixes) => {
      const summary = summaryOf(problems);
      if (count.textContent !== summary) count.textContent = summary;
      fixAll.replaceChildren(...fixAllButton(fixes, options));
      const shown = problems
        .slice(0, MOST_SHOWN)
        .map((one) => itemOf(one, fixes.of(one), { ...options, explain }));
      // A rule that is not broken any more needs no explanation.
      if (problems.every(({ code }) => code !== prose.dataset.code)) prose.replaceChildren();
      const left = problems.length - shown.length;
      const rest = left > 0 ? [make('li', { class: 'more' }, `And ${left} more.`)] : [];
      list.replaceChildren(...shown, ...rest);
    },
    explain,
  };
}

function summaryOf(problems: readonly TextProblem[]): string {
  if (problems.length === 0) return 'No problems';
  return (['error', 'warning', 'info'] as const)
    .map((severity) => ({ severity, count: problems.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${WORDS[severity]}${count === 1 ? '' : 's'}`)
    .join(', ');
}

const fixAllButton = ({ all }: OfferedFixes, { apply }: ProblemsOptions): readonly HTMLElement[] =>
  all === undefined
    ? []
    : [button('Fix what can be fixed', { class: 'small' }, () => apply({ title: 'all', text: all }), 'Fix what can be fixed')]; // biome-ignore format: a choice

interface ItemOptions extends Pick<ProblemsOptions, 'reveal' | 'apply'> {
  readonly explain: (code: string) => void;
}

function itemOf(problem: TextProblem, fixes: readonly OfferedFix[], options: ItemOptions): HTMLElement {
  const { severity, message, hint, start, code } = problem;
  const place = make(
    'button',
    { type: 'button', class: 'problem-place', title: 'Go there' },
    make('span', { class: `sign ${severity}`, 'aria-hidden': 'true' }, SIGNS[severity]),
    make('span', { class: 'hidden' }, `${WORDS[severity]}: `),
    make('span', { class: 'problem-text' }, ...inWords(message)),
    make('span', { class: 'problem-line' }, `line ${start.line}`),
  );
  place.addEventListener('click', () => options.reveal(problem));
  const actions = [
    ...fixes.map((fix) => button(fix.title, { class: 'small' }, () => options.apply(fix), ...inWords(fix.title))),
    button(`Explain ${code}`, { class: 'link', title: code }, () => options.explain(code), 'Explain'),
  ];
  return make(
    'li',
    {},
    place,
    hint === undefined ? undefined : make('p', { class: 'problem-hint' }, ...inWords(hint)),
    make('div', { class: 'problem-actions' }, ...actions),
  );
} // biome-ignore format: rows

/** The text about a rule, with its example and what would be fine. */
function ruleText(rule: RuleProse, close: () => void): readonly HTMLElement[] {
  const { code, prose, example, fixed, nearMiss } = rule;
  const good = fixed ?? nearMiss;
  const head = make(
    'div',
    { class: 'problems-head' },
    make('h3', {}, code),
    button('Close the explanation', { class: 'link' }, close, 'Close'),
  );
  const better = fixed === undefined ? 'This is fine:' : 'With the fix:';
  return [
    head,
    make('p', {}, ...inWords(prose)),
    make('p', { class: 'example-title' }, 'This is complained of:'),
    make('pre', {}, example),
    ...(good === undefined ? [] : [make('p', { class: 'example-title' }, better), make('pre', {}, good)]),
  ];
}
