// The file of properties as a form has it: read whenever its text has come to rest, and values put into it. Both happen in
// a worker where the text is long, so whatever was written meanwhile is looked at again.

import { createReader, isLong, oneAtATime } from './reader.ts';
import type { FileData, FileEdit } from './readings.ts';
import type { Store } from './state.ts';

export interface PropertyFile {
  /** Has the file read, and told. */
  readonly read: () => void;
  /** Puts a value into the file, or takes it out. */
  readonly write: (path: readonly string[], value: unknown) => void;
}

export interface PropertyFileListener {
  /** What stands in the file; a broken one is not told. */
  readonly found: (data: FileData) => void;
  /** Why nothing can be written into it, as a sentence; empty when something could. It may be for a mistake in the file. */
  readonly refused: (says: string, isBroken?: boolean) => void;
}

/** How long a long text must rest before it is read, in milliseconds. */
const PAUSE = 300;

const BROKEN_FILE = 'The file has a mistake; mend it first, then the form can write into it.';

/** The store's file. */
export function makePropertyFile(store: Store, { found, refused }: PropertyFileListener): PropertyFile {
  const reader = createReader();
  /** What is to be written, by its path: the latest value counts. */
  const due = new Map<string, FileEdit>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tellWhether = (there: unknown) =>
    there === undefined ? refused(BROKEN_FILE, true) : refused('', false);
  const read = oneAtATime(async () => {
    const text = store.state().properties;
    const outcome = await reader.read('data', { text });
    if ('problem' in outcome) return refused(outcome.problem);
    // The fields are ahead of the file while something is to be written.
    const isPresent = store.state().properties === text && due.size === 0;
    if (!isPresent) return;
    tellWhether(outcome.found);
    if (outcome.found !== undefined) found(outcome.found);
  });
  const write = oneAtATime(async () => {
    while (due.size > 0) {
      const text = store.state().properties;
      const edits = [...due.values()];
      const outcome = await reader.read('edited', { text, edits });
      if (store.state().properties !== text) continue;
      for (const edit of edits) if (due.get(keyOf(edit)) === edit) due.delete(keyOf(edit));
      if ('problem' in outcome) refused(outcome.problem);
      else {
        tellWhether(outcome.found);
        if (outcome.found !== undefined) store.change({ properties: outcome.found });
      }
    }
  });
  store.listen((state, before) => {
    if (state.properties === before.properties) return;
    clearTimeout(timer);
    if (isLong(state.properties)) timer = setTimeout(read, PAUSE);
    else read();
  });
  return {
    read,
    write: (path, value) => {
      const edit = { path, value };
      due.set(keyOf(edit), edit);
      write();
    },
  };
}

const keyOf = ({ path }: FileEdit): string => path.join('\n');
