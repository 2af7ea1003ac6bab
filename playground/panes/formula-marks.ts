// What is written around the lines of the editor: values of "Evaluate now" beside them, what tests reached in the
// margin, and the part that another pane wishes to show.

import { isOfEditor } from '../coverage.ts';
import { make } from '../dom.ts';
import type { LineReach } from '../editor/face.ts';
import type { FormulaEditor } from '../editor/formula-editor.ts';
import { valuesByLine } from '../evaluated.ts';
import type { Playground } from '../playground.ts';
import { activeFormula } from '../state.ts';
import type { UnnoticedChange } from '../trial-protocol.ts';
import type { NamesList } from './formula-names.ts';

/** Keeps the marks as the page has them; gives the switch of the values. */
export function markLines(page: Playground, editor: FormulaEditor, names: NamesList): HTMLElement {
  const { evaluations, coverage, changes, place, store } = page;
  const box = make('input', { type: 'checkbox', checked: true });
  const showValues = (): void => {
    const outcome = evaluations.read();
    const values = box.checked ? valuesByLine(outcome) : new Map<number, string>();
    editor.showValues([...values].map(([line, text]) => ({ line, text: text === 'failed' ? text : `=\u00a0${shortened(text)}` })));
    const statements = outcome?.kind === 'evaluated' ? outcome.statements : [];
    names.showValues(new Map(statements.map(({ place: { line }, name = '', value, outcome: end }) => [`${line} ${name}`, end === 'failed' ? 'failed' : (value ?? '')])));
  };
  const showReach = (): void => {
    const reached = coverage.read();
    // Marks of another text mean nothing.
    const isOfThis = reached !== undefined && reached.text === activeFormula(store.state()).text;
    const unnoticed = changes.read().filter(({ formula }) => isOfEditor(store.state(), formula));
    editor.showCoverage(isOfThis ? reached.lines.map((one) => reachOf(one, unnoticed)) : []);
  };
  evaluations.listen(showValues);
  box.addEventListener('change', showValues);
  coverage.listen(showReach);
  changes.listen(showReach);
  store.listen((state, before) => {
    // Another formula is another document, which has no marks yet, though its text may be the same.
    const isOther = state.active !== before.active || state.formulas.length !== before.formulas.length;
    if (isOther) showValues();
    if (isOther || activeFormula(state).text !== activeFormula(before).text) showReach();
  });
  place.listen((wished) => {
    if (wished === undefined) return;
    const { line, column, endLine, endColumn } = wished;
    editor.reveal(line, column);
    editor.select({ anchor: { line, column }, caret: { line: endLine, column: endColumn } });
  });
  showValues();
  showReach();
  return make('label', { class: 'check' }, box, 'Values beside lines');
} // biome-ignore format: rows

/** A long list of numbers would push its line apart; the list under the editor has all of it. */
const LONGEST = 28;
const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

type Covered = NonNullable<ReturnType<Playground['coverage']['read']>>['lines'][number];

function reachOf({ line, kind, hits, never }: Covered, changes: readonly UnnoticedChange[]): LineReach {
  if (kind === 'missed') return { line, reach: kind, note: 'No test reaches this line.' };
  const unnoticed = changes.filter(({ place }) => place.line === line).map(({ change }) => `No test notices when ${change}.`);
  const notes = [`Reached ${hits} time${hits === 1 ? '' : 's'} by the tests.`, ...never, ...unnoticed];
  return { line, reach: unnoticed.length > 0 ? 'unnoticed' : kind, note: notes.join(' ') };
} // biome-ignore format: rows
