// What the page writes around the lines of an editor: values beside them, and in the margin what tests reached.

import type { LineReach, LineValue } from './face.ts';
import { monaco } from './monaco.ts';

/** Marks of an editor that is open: each call takes the place of what was shown before. */
export interface Marks {
  readonly showValues: (values: readonly LineValue[]) => void;
  readonly showReach: (lines: readonly LineReach[]) => void;
}

const { TrackedRangeStickiness, InjectedTextCursorStops } = monaco.editor;

/** Marks of an editor. Lines that are not there are left out. */
export function createMarks(editor: monaco.editor.IStandaloneCodeEditor): Marks {
  const values = editor.createDecorationsCollection();
  const reach = editor.createDecorationsCollection();
  const lines = <Item extends { readonly line: number }>(items: readonly Item[]): readonly Item[] => {
    const count = editor.getModel()?.getLineCount() ?? 0;
    return items.filter(({ line }) => line >= 1 && line <= count);
  };
  return {
    showValues: (shown) =>
      values.set(lines(shown).map((one) => beside(one, editor.getModel()?.getLineMaxColumn(one.line) ?? 1))),
    showReach: (shown) => reach.set(lines(shown).map(inMargin)),
  };
}

const beside = ({ line, text }: LineValue, end: number): monaco.editor.IModelDeltaDecoration => ({
  range: new monaco.Range(line, end, line, end),
  options: {
    showIfCollapsed: true,
    stickiness: TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
    after: {
      // Spaces of a fixed width, which are not taken away at a line's end.
      content: `\u00a0\u00a0${text}\u00a0`,
      inlineClassName: 'line-value',
      cursorStops: InjectedTextCursorStops.None,
    },
  },
});

const inMargin = ({ line, reach, note }: LineReach): monaco.editor.IModelDeltaDecoration => ({
  range: new monaco.Range(line, 1, line, 1),
  options: {
    isWholeLine: true,
    linesDecorationsClassName: `line-reach ${reach}`,
    linesDecorationsTooltip: note,
  },
});
