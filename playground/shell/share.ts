// The link to what is on the page, for somebody else.

import { encodeState } from '../codec.ts';
import { button, make } from '../dom.ts';
import type { Playground } from '../playground.ts';
import { MOST_LETTERS } from './address.ts';

/** Mail and chat programs begin to cut links somewhere beyond this many letters. */
const LONG = 8000;
/** Files up to this size together travel in the link, in bytes. */
const MOST_FILES = 24_000;

/** A link, or why there is none, and what whoever passes it on should know. */
export interface SharedLink {
  readonly link?: string;
  readonly notes: readonly string[];
}

/** The link to the present state. Files that the scenario names travel with it while they are small. */
export async function linkTo({ store, files }: Pick<Playground, 'store' | 'files'>): Promise<SharedLink> {
  const state = store.state();
  const scenario = JSON.stringify(state.scenario);
  const named = [...files.all()].filter(([name]) => scenario.includes(JSON.stringify(name)));
  const size = named.reduce((sum, [, bytes]) => sum + bytes.length, 0);
  const fits = size <= MOST_FILES;
  const hash = await encodeState(state, new Map(fits ? named : []));
  const notes: string[] = [];
  if (!fits)
    notes.push(
      `It does not carry ${named.map(([name]) => name).join(', ')}: whoever opens it has to drop ${named.length === 1 ? 'that file' : 'those files'} on the page too.`,
    );
  if (hash.length > MOST_LETTERS)
    return {
      notes: [
        `All of this would make a link of ${thousands(hash.length)} letters, more than browsers take. Export the scenario as a file instead.`,
      ],
    };
  if (hash.length > LONG)
    notes.push(
      `It has ${thousands(hash.length)} letters, and some mail and chat programs cut links of that length: a file is safer.`,
    );
  const { origin, pathname } = location;
  return { link: `${origin === 'null' ? 'file://' : origin}${pathname}#${hash}`, notes };
}

const thousands = (count: number): string => count.toLocaleString('en');

/** Copies the link and says what came of it. */
export async function copyLink(page: Playground): Promise<void> {
  const { link, notes } = await linkTo(page);
  if (link === undefined) return page.say(notes.join(' '));
  const told = 'The link is copied: it holds the formulas, the scenario and the rest of this page.';
  if (await toClipboard(link)) return page.say([told, ...notes].join(' '));
  page.say([NOT_COPIED, ...notes].join(' '), { label: 'Show the link', act: () => showLink(link) });
}

const NOT_COPIED = 'The browser did not let the page copy the link.';

/** The link in a field of its own, selected, to be copied by hand. */
function showLink(link: string): void {
  const field = make('textarea', { 'aria-label': 'Link', readonly: true, rows: 6, spellcheck: 'false' });
  field.value = link;
  const close = button('Close', { class: 'primary', title: undefined }, () => dialog.close(), 'Close');
  const intro = make('p', { class: 'intro' }, 'It is selected: copy it with Ctrl+C, or ⌘C on a Mac.');
  const title = make('h2', { id: 'link-title' }, 'The link');
  const dialog = make(
    'dialog',
    { class: 'help card', 'aria-labelledby': 'link-title' },
    title,
    intro,
    field,
    close,
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  field.select();
  field.focus();
}

async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not allowed, or not a secure host: the link is shown to be copied by hand.
    return false;
  }
}

/** The button of the header. */
export const makeShareButton = (page: Playground): HTMLElement =>
  button('Copy link to all of this', { class: 'bar-button' }, () => void copyLink(page), 'Copy link');
