// A field that is there at once and becomes an editor when the page stands: text, caret and focus are handed over,
// and where no editor can be loaded, the plain field stays and the reason is said.

import type { EditorFace, FaceOptions, LineReach, LineValue, Shown, TextProblem } from './face.ts';
import { createPlainFace } from './plain-face.ts';

/** A field and what became of it. */
export interface Field extends EditorFace {
  /** Whether it became an editor; settled when that is known. */
  readonly settled: Promise<boolean>;
}

export interface FieldOptions extends FaceOptions {
  /** Loads the editor and puts it into the place. */
  readonly load: () => Promise<(place: HTMLElement, options: FaceOptions) => EditorFace>;
  /** Told in words when no editor can be had. */
  readonly onTrouble: (message: string) => void;
}

const NO_EDITOR =
  'The code editor could not be loaded, so a plain text field stands in its place. Everything else works as usual. Load the page again to try once more.';

/** Puts a field into a place of the page. It never throws, whatever becomes of the editor. */
export function createField(place: HTMLElement, options: FieldOptions): Field {
  let face = createPlainFace(place, options);
  let document = options.document;
  let problems: readonly TextProblem[] = [];
  let values: readonly LineValue[] = [];
  let reach: readonly LineReach[] = [];
  let isGone = false;
  const load = async (): Promise<EditorFace | undefined> => {
    try {
      const createFace = await options.load();
      await untilComposed(place);
      return isGone
        ? undefined
        : createFace(place, { ...options, document: { key: document.key, text: face.text() } });
    } catch {
      // No network, or a browser that lacks what editors need: for the person it is the same.
      if (!isGone) options.onTrouble(NO_EDITOR);
      return undefined;
    }
  };
  const swap = async (): Promise<boolean> => {
    const next = await load();
    if (next === undefined) return false;
    handOver(face, next);
    face = next;
    face.showProblems(problems);
    face.showValues(values);
    face.showReach(reach);
    return true;
  };
  return {
    text: () => face.text(),
    show: (shown: Shown) => {
      document = shown;
      face.show(shown);
    },
    forget: (key) => face.forget(key),
    selected: () => face.selected(),
    select: (selected) => face.select(selected),
    reveal: (spot) => face.reveal(spot),
    focus: () => face.focus(),
    hasFocus: () => face.hasFocus(),
    showProblems: (shown) => {
      problems = shown;
      face.showProblems(shown);
    },
    showValues: (shown) => {
      values = shown;
      face.showValues(shown);
    },
    showReach: (shown) => {
      reach = shown;
      face.showReach(shown);
    },
    run: (command) => face.run(command),
    dispose: () => {
      isGone = true;
      face.dispose();
    },
    settled: painted().then(swap),
  };
}

function handOver(from: EditorFace, to: EditorFace): void {
  const [selected, hadFocus] = [from.selected(), from.hasFocus()];
  from.dispose();
  to.select(selected);
  if (hadFocus) to.focus();
}

/** When the page has been drawn and has nothing better to do; in a page that nobody sees, when it is seen. */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });

/** Letters that are being put together by an input method would be lost with their field. */
function untilComposed(place: HTMLElement): Promise<void> {
  const field = place.querySelector<HTMLElement>('textarea[data-composing]');
  if (field === null) return Promise.resolve();
  return new Promise((resolve) => {
    field.addEventListener('compositionend', () => setTimeout(resolve), { once: true });
  });
}
