// One run to look at: its numbers, its charts over time, who ran where, the pool as a picture, and why each
// evaluation said what it said. All of them share one stretch of time and one cursor, which stay when the run is
// made anew.

import type { EvaluationRecord } from '../../planner/index.ts';
import { button, make } from '../dom.ts';
import type { RunEntry } from '../engine.ts';
import { createExplainer, type Explainer } from '../explained.ts';
import { notableEvaluations } from '../notable.ts';
import type { Playground } from '../playground.ts';
import type { Runs } from '../runner.ts';
import { type CloserLook, createView, type TimeView } from '../view.ts';
import { createParts, type MakePart } from './parts.ts';
import { makeSaving } from './saving.ts';
import { makeRunParts } from './single.ts';
import { missingWords, sayWhy, staleWords } from './stale.ts';
import { makeWhy } from './why.ts';

/** What outlives a run. */
interface Kept {
  view: TimeView | undefined;
  /** The evaluation that is explained. */
  chosen: EvaluationRecord | undefined;
}

/** The pane of results; the last good result stays, dimmed and with the reason over it. */
export function makeSeePane(page: Playground): HTMLElement {
  const { runner, store } = page;
  const reason = make('p', { class: 'stale-reason', role: 'status', hidden: true });
  const which = make('div', { class: 'buttons', role: 'group', 'aria-label': 'Whose run', hidden: true });
  const parts = createParts();
  const explainer = createExplainer();
  const kept: Kept = { view: undefined, chosen: undefined };
  let drawn: RunEntry | undefined;
  let wanted: string | undefined;
  const draw = () => {
    const runs = runner.runs();
    const { formulas, active, pane } = store.state();
    if (pane !== 'simulate') return;
    // One that is gone is not wanted any more.
    const name = formulas.some((one) => one.name === wanted) ? wanted : formulas[active]?.name;
    const entry = runs.entries.find((one) => one.name === name) ?? runs.entries[0];
    if (entry === undefined) return;
    sayWhy(reason, staleWords(runs) ?? insteadWords(runs, name, entry));
    showChoice(which, runs.entries, entry, choose);
    if (entry === drawn) return;
    drawn = entry;
    kept.view = createView(entry.report.end.time, Date.parse(entry.report.start), kept.view);
    parts.renew(partsOf(page, entry, kept, explainer));
  };
  const choose = (name: string) => {
    wanted = name;
    draw();
  };
  store.listen((state, before) => {
    if (state.active !== before.active) wanted = undefined;
    if (state.active !== before.active || state.pane !== before.pane) draw();
  });
  const lookCloser = (look: CloserLook | undefined) => {
    if (look === undefined) return;
    wanted = look.name;
    if (kept.view !== undefined) kept.view.room.player = undefined;
    kept.view = createView(look.view.whole[1], 0, look.view);
    drawn = undefined;
    // Whoever asked from another pane comes here with the pane.
    requestAnimationFrame(() => {
      draw();
      which.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
    });
  };
  runner.listen(draw);
  page.closer.listen(lookCloser);
  lookCloser(page.closer.read());
  draw();
  return make('div', { class: 'see-pane' }, reason, which, parts.element);
}

/** The run of another formula stands in for that of one that cannot be simulated, and is not taken for it. */
function insteadWords(runs: Runs, name: string | undefined, shown: RunEntry): string | undefined {
  const words = missingWords(runs, name);
  return words === undefined ? undefined : `${words} This is the run of “${shown.name}”.`;
}

/** A button for each run there is, as long as there are several; whoever pressed one keeps the focus. */
function showChoice(
  which: HTMLElement,
  entries: readonly RunEntry[],
  shown: RunEntry,
  choose: (name: string) => void,
): void {
  which.hidden = entries.length < 2;
  const names = entries.map(({ name }) => name);
  const known = [...which.children].map(({ textContent }) => textContent);
  if (JSON.stringify(names) !== JSON.stringify(known))
    which.replaceChildren(...names.map((name) => button(`Show ${name}`, {}, () => choose(name), name)));
  for (const [at, one] of [...which.children].entries())
    one.setAttribute('aria-pressed', String(entries[at] === shown));
}

function partsOf(page: Playground, entry: RunEntry, kept: Kept, explainer: Explainer): readonly MakePart[] {
  const { report, timeline } = entry;
  const why = makeWhyOf(page, entry, kept, explainer);
  return [...makeRunParts({ report, timeline, view: kept.view!, why }), () => makeSaving(entry)];
}

/** The explanation under the strip, and the ways to evaluations worth a look. */
function makeWhyOf(
  { store, files }: Playground,
  { name, text, report }: RunEntry,
  kept: Kept,
  explainer: Explainer,
) {
  const { list } = report.evaluations;
  const { title, scenario } = store.state();
  const question = { title, scenario, formula: { name, text } };
  const pane = makeWhy({
    view: kept.view!,
    explain: ({ poolId, time }) => explainer.explain({ ...question, files: files.all(), poolId, time }),
    load: ({ now }) => store.change({ now, pane: 'now' }),
    close: () => {
      kept.chosen = undefined;
    },
    step: (by) => {
      const at = kept.chosen === undefined ? -1 : list.indexOf(kept.chosen);
      choose(Math.min(list.length - 1, Math.max(0, at + by)));
    },
  });
  const choose = (at: number) => {
    kept.chosen = list[at];
    if (kept.chosen === undefined) return;
    bringIntoView(kept.view!, kept.chosen.time);
    pane.show(kept.chosen);
  };
  const before = kept.chosen;
  if (before !== undefined) {
    kept.chosen = list.find(({ time, poolId }) => time === before.time && poolId === before.poolId);
    pane.show(kept.chosen);
  }
  const notable = notableEvaluations(report);
  const jumps = notable.map(({ label, words, evaluation }) =>
    button(`${label}: ${words}`, { class: 'small' }, () => choose(evaluation), label),
  );
  const element = make(
    'div',
    { class: 'why-place' },
    jumps.length === 0
      ? undefined
      : make('div', { class: 'jumps', role: 'group', 'aria-label': 'Evaluations worth a look' }, ...jumps),
    pane.element,
  );
  return { element, choose };
}

function bringIntoView(view: TimeView, time: number): void {
  const [from, to] = view.shown();
  if (time < from || time > to) view.show(time - (to - from) / 2, time + (to - from) / 2);
  view.point(time);
}
