// The evaluation and its state as files: Azure's own record of it, and the state as the command line takes it.

import { createSource, placeAt } from '../../grammar/index.ts';
import {
  documentOf,
  hasErrors,
  inSource,
  printState,
  printYaml,
  readDocument,
  readState,
} from '../../simulator/index.ts';
import { button, make } from '../dom.ts';
import type { Outcome } from '../evaluated.ts';
import type { Playground } from '../playground.ts';
import type { JsonObject } from '../state.ts';

/** What the service would answer: the AutoScaleRun of the pool. */
export function makeAzureRecord(page: Playground): HTMLElement {
  const text = make('pre', { tabindex: 0, role: 'region', 'aria-label': 'AutoScaleRun' });
  const draw = (outcome: Outcome | undefined) => {
    if (!element.open) return;
    text.textContent =
      outcome?.kind === 'evaluated'
        ? JSON.stringify(outcome.run, null, 2)
        : 'The formula cannot be evaluated.';
  };
  const copy = button('Copy the AutoScaleRun', {}, () => copyText(text.textContent ?? '', page), 'Copy');
  const element = make(
    'details',
    { class: 'now-file' },
    make('summary', {}, 'AutoScaleRun, as the service answers it'),
    make('div', { class: 'buttons' }, copy),
    text,
  );
  element.addEventListener('toggle', () => draw(page.evaluations.read()));
  page.evaluations.listen(draw);
  return element;
}

/** The state as a file: to copy, to paste one, or to write it by hand. */
export function makeStateFile(page: Playground): HTMLElement {
  const { store } = page;
  const field = make('textarea', { 'aria-label': 'State file', spellcheck: 'false', rows: 10 });
  const problem = make('p', { class: 'problem', role: 'alert' });
  let isChanged = false;
  const show = () => {
    if (isChanged || !element.open) return;
    field.value = printNow(store.state().now);
  };
  field.addEventListener('input', () => {
    isChanged = true;
    apply.disabled = false;
  });
  const apply = button(
    'Take this state',
    { disabled: true },
    () => {
      const found = readNow(field.value);
      problem.textContent = found.problem ?? '';
      if (found.now === undefined) return;
      isChanged = false;
      apply.disabled = true;
      store.change({ now: found.now });
      show();
    },
    'Take this state',
  );
  const copy = button('Copy the state file', {}, () => copyText(field.value, page), 'Copy');
  const undo = button(
    'Reset the text to the present state',
    {},
    () => {
      isChanged = false;
      apply.disabled = true;
      problem.textContent = '';
      show();
    },
    'Reset',
  );
  page.evaluations.listen(show);
  const intro = make(
    'p',
    { class: 'intro' },
    'What ',
    make('code', {}, 'lazurite eval FORMULA --state FILE'),
    ' takes. Paste one here, YAML or JSON.',
  );
  const element = make(
    'details',
    { class: 'now-file' },
    make('summary', {}, 'State file'),
    intro,
    field,
    problem,
    make('div', { class: 'buttons' }, copy, apply, undo),
  );
  element.addEventListener('toggle', show);
  return element;
}

/** The state as people write it, where it can be read; else as it is. */
function printNow(now: JsonObject): string {
  const { state } = readState(documentOf('state', now));
  return state === undefined ? printYaml(now) : printState(state);
}

function readNow(text: string): { readonly now?: JsonObject; readonly problem?: string } {
  const source = createSource('state', text);
  const { document, diagnostics } = readDocument(source);
  const complaints = [
    ...inSource(source, diagnostics),
    ...(document === undefined ? [] : readState(document).complaints),
  ];
  const [first] = complaints;
  if (first !== undefined && hasErrors(complaints.map(({ diagnostic }) => diagnostic))) {
    const { line } = placeAt(source, first.diagnostic.span.start);
    const { message, hint } = first.diagnostic;
    return { problem: `Line ${line}: ${message}.${hint === undefined ? '' : ` ${hint}.`}` };
  }
  return { now: (document?.data ?? {}) as JsonObject };
}

/** Copies, and says how that went. */
export function copyText(text: string, page: Playground): void {
  void navigator.clipboard.writeText(text).then(
    () => page.say('Copied.'),
    () => page.say('The browser does not let this page copy; select the text and copy it by hand.'),
  );
}
