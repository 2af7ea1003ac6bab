// How a reader moves about in a Gantt chart: drag to go along and up, pinch or turn the wheel to look closer, and
// the same with keys. A plain wheel scrolls the page until the chart has been chosen by a click or the tab key.

import { pan, type TimeView, zoomAbout } from '../view.ts';

export interface MoveTarget {
  /** Takes the pointer and the keys, and scrolls up and down. */
  readonly scroller: HTMLElement;
  readonly view: TimeView;
  /** The time at a place of the page, across. */
  readonly timeAt: (clientX: number) => number;
  /** How many seconds a pixel is. */
  readonly pixel: () => number;
  /** The reader points at something, or at nothing. */
  readonly onPoint: (event: PointerEvent | null) => void;
  /** The reader clicks, or presses Enter. */
  readonly onPick: (event: PointerEvent | null) => void;
  /** The reader presses Escape: lets go of what was picked, and says whether anything was. */
  readonly onLetGo: () => boolean;
}

/** A pointer that moved less than this was a click, in pixels. */
const CLICK = 4;

interface Held {
  x: number;
  y: number;
}

/** Listens from now on. */
export function followMoves(target: MoveTarget): void {
  followPointers(target);
  followWheel(target);
  followArrows(target);
}

function followPointers({ scroller, view, timeAt, pixel, onPoint, onPick }: MoveTarget): void {
  const held = new Map<number, Held>();
  let moved = 0;
  const spread = () => {
    const [one, other] = [...held.values()];
    return one === undefined || other === undefined ? 0 : Math.abs(one.x - other.x);
  };
  scroller.addEventListener('pointerdown', (event) => {
    // The scroll bar is not the chart.
    if (event.button !== 0 || event.offsetX > scroller.clientWidth) return;
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    moved = 0;
    scroller.focus({ preventScroll: true });
    if (event.pointerType !== 'touch') scroller.setPointerCapture(event.pointerId);
  });
  scroller.addEventListener('pointermove', (event) => {
    const before = held.get(event.pointerId);
    if (before === undefined) {
      view.point(timeAt(event.clientX));
      onPoint(event);
      return;
    }
    const wide = spread();
    const [x, y] = [event.clientX - before.x, event.clientY - before.y];
    moved += Math.abs(x) + Math.abs(y);
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (held.size === 2) {
      const [one, other] = [...held.values()];
      if (wide > 0 && spread() > 0) zoomAbout(view, spread() / wide, timeAt((one!.x + other!.x) / 2));
    } else if (moved > CLICK) {
      const [from, to] = view.shown();
      view.show(from - x * pixel(), to - x * pixel());
      if (event.pointerType !== 'touch') scroller.scrollTop -= y;
      onPoint(null);
    }
  });
  const release = (event: PointerEvent) => {
    const isClick = held.delete(event.pointerId) && event.type === 'pointerup' && moved <= CLICK;
    if (isClick) onPick(event);
  };
  scroller.addEventListener('pointerup', release);
  scroller.addEventListener('pointercancel', release);
  scroller.addEventListener('pointerleave', (event) => {
    if (held.size > 0) return;
    if (event.pointerType !== 'touch') view.point(null);
    onPoint(null);
  });
  scroller.addEventListener('dblclick', () => view.show(...view.whole));
}

function followWheel({ scroller, view, timeAt, pixel }: MoveTarget): void {
  scroller.addEventListener(
    'wheel',
    (event) => {
      const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      const isChosen = event.ctrlKey || event.metaKey || document.activeElement === scroller;
      if (!isSideways && !isChosen) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      if (isSideways) {
        const by = (event.deltaX === 0 ? event.deltaY : event.deltaX) * unit * pixel();
        const [from, to] = view.shown();
        view.show(from + by, to + by);
      } else {
        // A pinch on a touchpad comes as a wheel with small steps.
        const step = event.ctrlKey ? 90 : 260;
        zoomAbout(view, 2 ** ((-event.deltaY * unit) / step), timeAt(event.clientX));
      }
    },
    { passive: false },
  );
}

function followArrows({ scroller, view, onPick, onLetGo }: MoveTarget): void {
  const keys: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
    ArrowLeft: ({ shiftKey }) => pan(view, shiftKey ? -0.5 : -0.1),
    ArrowRight: ({ shiftKey }) => pan(view, shiftKey ? 0.5 : 0.1),
    ArrowUp: () => scroller.scrollBy(0, -40),
    ArrowDown: () => scroller.scrollBy(0, 40),
    PageUp: () => scroller.scrollBy(0, -scroller.clientHeight * 0.9),
    PageDown: () => scroller.scrollBy(0, scroller.clientHeight * 0.9),
    Home: () => pan(view, Number.NEGATIVE_INFINITY),
    End: () => pan(view, Number.POSITIVE_INFINITY),
    '+': () => zoomAbout(view, 1.5, middleOf(view)),
    '=': () => zoomAbout(view, 1.5, middleOf(view)),
    '-': () => zoomAbout(view, 1 / 1.5, middleOf(view)),
    Escape: () => {
      if (!onLetGo()) view.show(...view.whole);
    },
    Enter: () => onPick(null),
  };
  scroller.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act(event);
  });
}

/** The cursor where it is in view, else the middle. */
function middleOf(view: TimeView): number {
  const [from, to] = view.shown();
  const cursor = view.cursor();
  return cursor !== null && cursor >= from && cursor <= to ? cursor : (from + to) / 2;
}
