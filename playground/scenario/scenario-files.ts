// The scenario as a file that the command line takes, and files of the command line taken in.

import { decodeText } from '../../simulator/index.ts';
import { button, make } from '../dom.ts';
import { sentence } from '../panes/prose.ts';
import type { Playground } from '../playground.ts';
import { createReader } from '../reader.ts';
import { type PlaygroundState, withText } from '../state.ts';
import { changeWithUndo } from '../undo.ts';
import { fileOf, partsOf } from '../workload/parts.ts';
import { changesOf, scenarioText } from './scenario-text.ts';

/** The buttons that save the scenario and open another. */
export function makeScenarioFiles(page: Playground): HTMLElement {
  const input = make('input', {
    type: 'file',
    multiple: true,
    class: 'hidden',
    tabindex: -1,
    'aria-hidden': 'true',
    accept: '.yaml,.yml,.json,.txt,.csv,.swf,.gz',
  });
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.value = '';
    void openScenario(page, files);
  });
  const open = button(
    'Open a scenario file, with the files it names',
    { class: 'small' },
    () => input.click(),
    'Open',
  );
  const save = button(
    'Save the scenario as a file for the command line',
    { class: 'small' },
    () => saveScenario(page),
    'Save',
  );
  return make('div', { class: 'scenario-files' }, open, save, input);
}

/** Gives the scenario as one file, the formula in it; and the traces that it names beside it. */
export function saveScenario({ store, files, say }: Playground): void {
  const state = store.state();
  const name = fileName(state.title);
  give(`${name}.yaml`, new TextEncoder().encode(scenarioText(state)));
  const named = partsOf(state.scenario)
    .filter(({ kind }) => kind === 'trace')
    .map(fileOf);
  const there = named.flatMap((one) => {
    const bytes = files.all().get(one);
    return bytes === undefined ? [] : [[one, bytes] as const];
  });
  for (const [one, bytes] of there) give(one, bytes);
  const beside = there.length === 0 ? '' : ` Put ${there.map(([one]) => one).join(', ')} beside it.`;
  say(`Saved ${name}.yaml: \`lazurite simulate ${name}.yaml\` runs it.${beside}`);
}

const fileName = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'scenario';

function give(name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The most that a scenario file may have, in bytes. */
const MOST_BYTES = 4 << 20;

/** Takes a scenario file in, and those beside it that it names. */
export async function openScenario(page: Playground, chosen: readonly File[]): Promise<void> {
  const { store, files, say } = page;
  const main = chosen.find(({ name }) => /\.(ya?ml|json)$/i.test(name)) ?? chosen[0];
  if (main === undefined) return;
  if (main.size > MOST_BYTES)
    return say(`${main.name} is too large for a scenario. A trace is opened in the workload.`);
  const text = decodeText(new Uint8Array(await main.arrayBuffer()));
  const reader = createReader();
  const outcome = await reader.read('scenario', { text });
  reader.end();
  if ('problem' in outcome) return say(outcome.problem);
  const { taken, complaints } = outcome.found;
  const [first] = complaints.filter(({ isError }) => isError);
  if (taken === undefined) {
    const where = first === undefined ? '' : ` Line ${first.line}: ${sentence(first.message)}`;
    return say(`${main.name} is not a scenario that can be opened.${where}`);
  }
  const beside = new Map<string, Uint8Array>();
  for (const file of chosen)
    if (file !== main) beside.set(file.name, new Uint8Array(await file.arrayBuffer()));
  const formula = formulaFileOf(text, beside);
  for (const [name, bytes] of beside) if (name !== formula.name) files.put(name, bytes);
  const changes = changesOf(taken, store.state());
  const whole: Partial<PlaygroundState> =
    formula.text === undefined ? changes : { ...changes, ...withText(store.state(), formula.text) };
  changeWithUndo(page, `Opened ${main.name}.${formula.words}`, whole);
}

/** The formula's file that a scenario names, when it is among those that were chosen. */
function formulaFileOf(text: string, beside: ReadonlyMap<string, Uint8Array>) {
  const named = /^\s*autoScaleFormulaFile:\s*["']?([^"'\n#]+?)["']?\s*(?:#.*)?$/m.exec(text)?.[1];
  if (named === undefined) return { words: '' };
  const name = named.replace(/^.*[/\\]/, '');
  const bytes = beside.get(name);
  return bytes === undefined
    ? {
        words: ` Its formula is in ${named}, which was not chosen with it: the formula in the editor is used.`,
      }
    : { words: '', name, text: decodeText(bytes) };
}
