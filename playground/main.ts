// Entry of the playground. First the formula's text is there to read and to change, from the link or the first one there
// is; then the page around it is loaded.

import './style.css';
import './styles/controls.css';
import './styles/editor.css';
import './styles/formula.css';
import './styles/shell.css';
import firstFormula from '../examples/render-week/pending-tasks.txt?raw';
import { decodeState } from './codec.ts';
import { reasonOf } from './reason.ts';
import { wearTheme } from './theme.ts';

async function start(): Promise<void> {
  wearTheme();
  const place = document.querySelector('#page');
  const editor = document.querySelector<HTMLTextAreaElement>('textarea.formula');
  if (place === null || editor === null) return;
  const linked = await decodeState(location.hash);
  const { formulas, active = 0 } = linked.found;
  const text = formulas?.[active]?.text ?? firstFormula;
  editor.value = text;
  try {
    const { makeWorkbench } = await import('./workbench.ts');
    makeWorkbench(place, linked, editor.value === text ? undefined : editor.value);
  } catch (error) {
    const loading = document.querySelector('#loading');
    if (loading !== null) loading.textContent = sentenceOf(error);
  }
}

const sentenceOf = (error: unknown): string =>
  `The page could not be loaded: ${reasonOf(error)}. The formula is there to copy; load the page again when the network is back.`;

void start();
