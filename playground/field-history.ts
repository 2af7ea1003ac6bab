// Undo for what a field's own undo does not know: a text that somebody wrote, replaced as a whole. The keys are those of
// every field, and whatever was typed is the browser's to take back.

/** Takes note of a text that was put in the place of another, which somebody wrote or which was put there, too. */
export type NoteReplaced = (before: string, after: string, wasWritten: boolean) => void;

interface Replaced {
  readonly before: string;
  readonly after: string;
}

/** So many are remembered: each holds two texts. */
const MOST = 10;

/** Follows the keys of a field; whoever listens to its input hears of what they bring back. */
export function keepFieldHistory(field: HTMLTextAreaElement): NoteReplaced {
  const done: Replaced[] = [];
  const undone: Replaced[] = [];
  const put = (text: string, was: string) => {
    field.value = text;
    const at = firstDifference(was, text);
    field.setSelectionRange(at, at);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  field.addEventListener('keydown', (event) => {
    const way = wayOf(event);
    // What was typed since is taken back first, by the browser.
    const last = way === 'undo' ? done.at(-1) : way === 'redo' ? undone.at(-1) : undefined;
    if (last === undefined || field.value !== (way === 'undo' ? last.after : last.before)) return;
    event.preventDefault();
    if (way === 'undo') {
      undone.push(...done.splice(-1));
      put(last.before, last.after);
    } else {
      done.push(...undone.splice(-1));
      put(last.after, last.before);
    }
  });
  return (before, after, wasWritten) => {
    undone.length = 0;
    if (wasWritten) done.push({ before, after });
    // One step back is what was written last, however often the text was put anew since.
    else if (done.at(-1)?.after === before) done.push({ before: done.pop()!.before, after });
    if (done.length > MOST) done.shift();
  };
}

function wayOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): 'undo' | 'redo' | undefined {
  if (ctrlKey === metaKey || altKey) return undefined;
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' && !shiftKey ? 'redo' : undefined;
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return Math.min(at, b.length);
}
