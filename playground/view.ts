// What the time charts of a page share: the stretch of time in view, and the time the reader points at.

export interface TimeView {
  /** The whole run, in seconds since its start. */
  readonly whole: readonly [number, number];
  /** The start as milliseconds since the epoch: axes and labels show UTC. */
  readonly start: number;
  readonly shown: () => readonly [number, number];
  readonly cursor: () => number | null;
  readonly point: (time: number | null) => void;
  readonly show: (from: number, to: number) => void;
  /** Calls back after each change until the page goes. */
  readonly listen: (listener: (change: 'shown' | 'cursor') => void) => void;
  readonly room: Room;
}

/** How the panes of a run stand and what the reader chose of them: those of the next run begin so. */
export interface Room {
  /** How wide the picture of the pool was last, in pixels: the next one has its height before it is on the page. */
  poolWidth: number;
  /** Seconds of the run in a second; undefined until somebody chose. */
  speed: number | undefined;
  /** Who lets time pass; the one before it has ended then. */
  player: object | undefined;
  /** Whether a comparison shows every measure. */
  isEverything: boolean;
  /** How the Gantt chart was chosen to look, as its switches say. */
  readonly gantt: { color: number; rows: number | undefined };
  /** The evaluation that the table begins with, and whether only those that failed are there. */
  readonly evaluations: { first: number; isFailed: boolean };
}

const freshRoom = (): Room => ({
  poolWidth: 600,
  speed: undefined,
  player: undefined,
  isEverything: false,
  gantt: { color: 0, rows: undefined },
  evaluations: { first: 0, isFailed: false },
});

/** What a view begins with; another view of a run alike, so that nothing jumps. */
export type Kept = Pick<TimeView, 'whole' | 'shown' | 'cursor'> & Partial<Pick<TimeView, 'room'>>;

/** A run to be looked at: whose, and what of it. */
export interface CloserLook {
  readonly name: string;
  readonly view: Kept;
}

/** A view of a run of so many seconds; it shows all of it unless `before` showed less. */
export function createView(length: number, start: number, before?: Kept): TimeView {
  const whole: readonly [number, number] = [0, Math.max(1, length)];
  const least = Math.min(whole[1], 60);
  const listeners: ((change: 'shown' | 'cursor') => void)[] = [];
  let shown = before === undefined ? whole : keptStretch(before, whole);
  let cursor = before?.cursor() ?? null;
  if (cursor !== null && cursor > whole[1]) cursor = null;
  const tell = (change: 'shown' | 'cursor') => {
    for (const listener of listeners) listener(change);
  };
  return {
    room: before?.room ?? freshRoom(),
    whole,
    start,
    shown: () => shown,
    cursor: () => cursor,
    point: (time) => {
      const next = time === null ? null : Math.min(whole[1], Math.max(0, time));
      if (next === cursor) return;
      cursor = next;
      tell('cursor');
    },
    show: (from, to) => {
      const length = Math.min(whole[1], Math.max(least, to - from));
      const left = Math.min(whole[1] - length, Math.max(0, from));
      if (shown[0] === left && shown[1] === left + length) return;
      shown = [left, left + length];
      tell('shown');
    },
    listen: (listener) => {
      listeners.push(listener);
    },
  };
}

/** The stretch that was in view, as far as the run goes; all of it when all was. */
function keptStretch(before: Kept, whole: readonly [number, number]): readonly [number, number] {
  const [from, to] = before.shown();
  const isAll = from <= before.whole[0] && to >= before.whole[1];
  return isAll || from >= whole[1] ? whole : [from, Math.min(to, whole[1])];
}

/** Zooms so that a time stays where it is. A factor above 1 shows less. */
export function zoomAbout(view: TimeView, factor: number, time: number): void {
  const [from, to] = view.shown();
  const about = Math.min(to, Math.max(from, time));
  view.show(about - (about - from) / factor, about + (to - about) / factor);
}

/** Zooms about the cursor, or the middle. A factor above 1 shows less. */
export function zoom(view: TimeView, factor: number): void {
  const [from, to] = view.shown();
  const cursor = view.cursor();
  zoomAbout(view, factor, cursor !== null && cursor >= from && cursor <= to ? cursor : (from + to) / 2);
}

/** Moves by a share of what is in view; to an end of the run when the share is infinite. */
export function pan(view: TimeView, share: number): void {
  const [from, to] = view.shown();
  const length = to - from;
  const by = Math.min(view.whole[1] - to, Math.max(-from, length * share));
  view.show(from + by, to + by);
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `Tue 4 Mar, 10:35`, in UTC; with seconds when there are any. */
export function clockText(view: Pick<TimeView, 'start'>, time: number): string {
  const date = new Date(view.start + time * 1000);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  const seconds = date.getUTCSeconds() === 0 ? '' : `:${two(date.getUTCSeconds())}`;
  return `${day}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}${seconds}`;
}
