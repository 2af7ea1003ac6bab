// Text that knows where it may break: pieces, lines, indentation and groups, and the one pass that fits them
// into a width. A group is printed flat when it fits and with all its own lines broken when it does not.

/** A layout; `hard` says that a line inside must break, so every group around it does. */
export type Layout = string | Sequence | Line | Indent | Group;

interface Sequence {
  readonly kind: 'sequence';
  readonly parts: readonly Layout[];
  readonly hard: boolean;
}
interface Line {
  readonly kind: 'line';
  /** What stands for it when it does not break. */
  readonly flat: string;
  readonly hard: boolean;
}
interface Indent {
  readonly kind: 'indent';
  readonly body: Layout;
  readonly hard: boolean;
}
interface Group {
  readonly kind: 'group';
  readonly body: Layout;
  readonly hard: boolean;
}

/** A blank, or a line break. */
export const LINE: Layout = { kind: 'line', flat: ' ', hard: false };
/** Nothing, or a line break. */
export const SOFT: Layout = { kind: 'line', flat: '', hard: false };
/** Always a line break. */
export const HARD: Layout = { kind: 'line', flat: '', hard: true };

/** One after the other. */
export function sequence(...parts: readonly Layout[]): Layout {
  return { kind: 'sequence', parts, hard: parts.some(isHard) };
}

/** One level further in after each line break. */
export function indent(...parts: readonly Layout[]): Layout {
  const body = sequence(...parts);
  return { kind: 'indent', body, hard: isHard(body) };
}

/** Flat if it fits. */
export function group(...parts: readonly Layout[]): Layout {
  const body = sequence(...parts);
  return { kind: 'group', body, hard: isHard(body) };
}

/** Whether a line inside must break. */
export function isHard(layout: Layout): boolean {
  return typeof layout !== 'string' && layout.hard;
}

interface Command {
  readonly layout: Layout;
  readonly depth: number;
  readonly broken: boolean;
}

const STEP = '  ';

/** The text of a layout in lines of at most `width` characters where it can be broken so. */
export function render(layout: Layout, width: number): string {
  const stack: Command[] = [{ layout, depth: 0, broken: true }];
  let text = '';
  let column = 0;
  for (let command = stack.pop(); command !== undefined; command = stack.pop()) {
    const { layout: piece, depth, broken } = command;
    if (typeof piece === 'string') {
      text += piece;
      column += piece.length;
    } else if (piece.kind === 'line') {
      if (broken) {
        text = `${text.trimEnd()}\n${STEP.repeat(depth)}`;
        column = depth * STEP.length;
      } else {
        text += piece.flat;
        column += piece.flat.length;
      }
    } else if (piece.kind === 'group') {
      const flat = { layout: piece.body, depth, broken: false };
      const fitting = !piece.hard && fits(flat, stack, width - column);
      stack.push({ ...flat, broken: !fitting });
    } else {
      unfold(command, stack);
    }
  }
  return text;
}

function unfold({ layout, depth, broken }: Command, stack: Command[]): void {
  if (typeof layout === 'string' || layout.kind === 'line') return;
  if (layout.kind !== 'sequence') {
    stack.push({ layout: layout.body, depth: layout.kind === 'indent' ? depth + 1 : depth, broken });
    return;
  }
  for (let index = layout.parts.length - 1; index >= 0; index--) {
    stack.push({ layout: layout.parts[index]!, depth, broken });
  }
}

/** Whether the text up to the next line break that will happen anyway has room. */
function fits(first: Command, rest: readonly Command[], room: number): boolean {
  const stack: Command[] = [first];
  let left = room;
  let upcoming = rest.length;
  while (left >= 0) {
    const command = stack.pop() ?? rest[--upcoming];
    if (command === undefined) return true;
    const { layout, broken } = command;
    if (typeof layout === 'string') left -= layout.length;
    else if (layout.kind !== 'line') unfold(layout.hard ? { ...command, broken: true } : command, stack);
    else if (broken) return true;
    else left -= layout.flat.length;
  }
  return false;
}
