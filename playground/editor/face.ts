// What a text field of the page can do, whichever stands there: the plain one that is there at once, and the editor
// that takes its place. Lines and columns count from 1, columns in UTF-16 code units.

/** Where the caret is, or the other end of what is selected. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/** What is selected; `anchor` is where the selection began. */
export interface Selected {
  readonly anchor: Spot;
  readonly caret: Spot;
}

/** A value that is shown beside the line that made it. */
export interface LineValue {
  readonly line: number;
  /** As people read it: `= 12`. */
  readonly text: string;
}

/** Whether tests reached a line: all of it, some of it, or nothing; or reached it, and would not notice a change. */
export interface LineReach {
  readonly line: number;
  readonly reach: 'reached' | 'partly' | 'missed' | 'unnoticed';
  /** What there is to say of it, for the pointer. */
  readonly note: string;
}

/** A complaint about a text, as a list shows it. */
export interface TextProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly hint?: string;
  readonly start: Spot;
  readonly end: Spot;
  /** Other places that belong to it. */
  readonly related: readonly { readonly message: string; readonly start: Spot; readonly end: Spot }[];
  /** Whether it stands on something that never runs. */
  readonly isUnnecessary: boolean;
}

/** A document: whoever shows it again under its key gets its history of changes back. */
export interface Shown {
  readonly key: string;
  readonly text: string;
}

/** Commands of the editor that buttons of the page give, too; a plain field knows none of them. */
export type EditorCommand = 'format' | 'fix-all' | 'undo' | 'redo' | 'next-problem' | 'commands';

/** A field for one text at a time. */
export interface EditorFace {
  readonly text: () => string;
  /** Shows another document, or the same one with another text; the caret stays where it can. */
  readonly show: (document: Shown) => void;
  /** Forgets the history of a document that is gone. */
  readonly forget: (key: string) => void;
  readonly selected: () => Selected;
  readonly select: (selected: Selected) => void;
  readonly reveal: (spot: Spot) => void;
  readonly focus: () => void;
  readonly hasFocus: () => boolean;
  readonly showProblems: (problems: readonly TextProblem[]) => void;
  readonly showValues: (values: readonly LineValue[]) => void;
  readonly showReach: (lines: readonly LineReach[]) => void;
  /** Whether the command was known. */
  readonly run: (command: EditorCommand) => boolean;
  readonly dispose: () => void;
}

/** What a face is made with. */
export interface FaceOptions {
  readonly document: Shown;
  /** What a screen reader calls it. */
  readonly name: string;
  /** Told of every change that a person makes, not of those that `show` makes. */
  readonly onChange: (text: string) => void;
  /** A plain field that is on the page already. */
  readonly adopted?: HTMLTextAreaElement;
  /** Told in words of what changed about the field itself, for everybody to read or hear. */
  readonly onNotice?: (message: string) => void;
}
