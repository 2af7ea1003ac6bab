// The formula's editor as a person uses it: the text that is in it, and what is typed into it.

import type { Page as Tab } from 'playwright-core';
import { decodeState } from '../../playground/codec.ts';

/** Waits until the editor has taken the plain field's place. */
export const editorThere = (tab: Tab) => tab.waitForSelector('.formula-place .monaco-editor .view-line');

/** What the editor shows of a short formula, with the hints and values that are written between. */
export async function shownFormula(tab: Tab): Promise<string> {
  await editorThere(tab);
  return (await tab.innerText('.formula-place .view-lines')).replaceAll('\u00a0', ' ');
}

/** Selects everything and pastes another text over it. */
export async function writeFormula(tab: Tab, text: string): Promise<void> {
  await editorThere(tab);
  // A click on the text would need a place of it that is in sight, and long formulas are scrolled.
  await tab.locator('.formula-place [aria-label="Formula"]').focus();
  // Whatever is open over the text is closed.
  await tab.keyboard.press('Escape');
  await tab.keyboard.press('Control+a');
  await tab.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}

/** Waits until the page's link holds a formula that is as wanted; gives all of them, by name. */
export async function formulasWhen(
  tab: Tab,
  isIt: (formulas: Readonly<Record<string, string>>) => boolean,
): Promise<Readonly<Record<string, string>>> {
  for (let tries = 0; ; tries++) {
    const { found } = await decodeState((await tab.evaluate('location.hash')) as string);
    const formulas = Object.fromEntries((found.formulas ?? []).map(({ name, text }) => [name, text]));
    if (isIt(formulas)) return formulas;
    if (tries === 100) throw new Error(`The link never came to it: ${JSON.stringify(formulas)}`);
    await tab.waitForTimeout(50);
  }
}

/** Waits until the one formula of the page is this text. */
export const formulaIs = (tab: Tab, text: string) =>
  formulasWhen(
    tab,
    (formulas) => Object.values(formulas).length === 1 && Object.values(formulas)[0] === text,
  );
