// What happens once per task, kept in columns and told many events at a time: the service and the recorder then
// each run in tight loops of their own, which is measurably faster than taking turns at every event.

import type { Instant } from '../../runtime/index.ts';
import { ATTEMPT_ENDS, type JournalSink, type StretchSink } from '../../simulator/index.ts';
import type { RunRecorder } from './record.ts';
import { createPartRoom, type PartRoom } from './stretch.ts';

const CAPACITY = 8192;

/** What a row of the buffer tells. */
const ROW = {
  added: 0, started: 1, ended: 2, changed: 3, blocked: 4, unblocked: 5, preparing: 6, unprepared: 7, joined: 8, left: 9,
  withdrawn: 10, reactivated: 11,
} as const; // biome-ignore format: a list

/** From this end on, why an attempt failed must be asked at once, as with tasks that are withdrawn. */
const FIRST_WITH_FAILURE = ATTEMPT_ENDS.indexOf('notstarted');

/** Hears a run, and tells the recorder in order; what is kept is told before anything that is not a column. */
export class EventBuffer implements JournalSink {
  /** Stretches are told at once, after what is kept. */
  readonly stretches: StretchSink;
  private readonly recorder: (time: Instant) => RunRecorder;
  private length = 0;
  private readonly kinds = new Uint8Array(CAPACITY);
  private readonly times = new Float64Array(CAPACITY);
  private readonly firsts = new Int32Array(CAPACITY);
  private readonly seconds = new Int32Array(CAPACITY);
  /** Slots of an added task; how an attempt ended. */
  private readonly thirds = new Int32Array(CAPACITY);
  private readonly exitCodes = new Float64Array(CAPACITY);

  constructor(recorder: (time: Instant) => RunRecorder) {
    this.recorder = recorder;
    let room: PartRoom | undefined;
    this.stretches = {
      part: (part) => {
        this.drain();
        if (room?.times.length !== part.instants.times.length) room = createPartRoom(part);
        recorder(part.instants.times[0]!).followPart(part, room);
      },
      end: (end) => recorder(0).endStretch(end),
    };
  }

  fact(fact: Parameters<JournalSink['fact']>[0]): void {
    this.drain();
    this.recorder(fact.time).fact(fact);
  }

  taskAdded(time: Instant, task: number, job: number, requiredSlots: number): void {
    const row = this.row(ROW.added, time, task, job);
    this.thirds[row] = requiredSlots;
  }

  taskStarted(time: Instant, task: number, node: number): void {
    this.row(ROW.started, time, task, node);
  }

  taskEnded(time: Instant, task: number, node: number, end: number, exitCode: number): void {
    const row = this.row(ROW.ended, time, task, node);
    this.thirds[row] = end;
    this.exitCodes[row] = exitCode;
    if (end >= FIRST_WITH_FAILURE) this.drain();
  }

  nodeChanged(time: Instant, node: number, state: number): void {
    this.row(ROW.changed, time, node, state);
  }

  taskBlocked(time: Instant, task: number): void {
    this.row(ROW.blocked, time, task, 0);
  }

  taskUnblocked(time: Instant, task: number): void {
    this.row(ROW.unblocked, time, task, 0);
  }

  taskPreparing(time: Instant, task: number, node: number): void {
    this.row(ROW.preparing, time, task, node);
  }

  taskUnprepared(time: Instant, task: number, node: number): void {
    this.row(ROW.unprepared, time, task, node);
  }

  subtaskStarted(time: Instant, task: number, node: number): void {
    this.row(ROW.joined, time, task, node);
  }

  subtaskEnded(time: Instant, task: number, node: number): void {
    this.row(ROW.left, time, task, node);
  }

  taskWithdrawn(time: Instant, task: number): void {
    this.row(ROW.withdrawn, time, task, 0);
    this.drain();
  }

  taskDeleted(): void {}

  taskReactivated(time: Instant, task: number): void {
    this.row(ROW.reactivated, time, task, 0);
  }

  nodeAdded(time: Instant, node: number, identity: Parameters<JournalSink['nodeAdded']>[2]): void {
    this.drain();
    this.recorder(time).nodeAdded(time, node, identity);
  }

  nodeRemoved(time: Instant, node: number): void {
    this.drain();
    this.recorder(time).nodeRemoved(time, node);
  }

  private row(kind: number, time: Instant, first: number, second: number): number {
    if (this.length === CAPACITY) this.drain();
    const row = this.length++;
    this.kinds[row] = kind;
    this.times[row] = time;
    this.firsts[row] = first;
    this.seconds[row] = second;
    return row;
  }

  /** Tells what is kept. */
  drain(): void {
    const { kinds, times, firsts, seconds, thirds, exitCodes, length } = this;
    if (length === 0) return;
    this.length = 0;
    const sink = this.recorder(times[0]!);
    for (let row = 0; row < length; row++) {
      const time = times[row]!;
      const first = firsts[row]!;
      const second = seconds[row]!;
      switch (kinds[row]) {
        case ROW.added:
          sink.taskAdded(time, first, second, thirds[row]!);
          break;
        case ROW.started:
          sink.taskStarted(time, first, second);
          break;
        case ROW.ended:
          sink.taskEnded(time, first, second, thirds[row]!, exitCodes[row]!);
          break;
        case ROW.changed:
          sink.nodeChanged(time, first, second);
          break;
        default:
          tellRare(sink, kinds[row]!, time, first, second);
      }
    }
  }
}

/** What only some runs tell; apart, so that the loop over the others stays small. */
function tellRare(sink: JournalSink, kind: number, time: Instant, task: number, node: number): void {
  switch (kind) {
    case ROW.blocked:
      sink.taskBlocked(time, task);
      break;
    case ROW.unblocked:
      sink.taskUnblocked(time, task);
      break;
    case ROW.preparing:
      sink.taskPreparing(time, task, node);
      break;
    case ROW.unprepared:
      sink.taskUnprepared(time, task, node);
      break;
    case ROW.joined:
      sink.subtaskStarted(time, task, node);
      break;
    case ROW.left:
      sink.subtaskEnded(time, task, node);
      break;
    case ROW.withdrawn:
      sink.taskWithdrawn(time, task);
      break;
    default:
      sink.taskReactivated(time, task);
  }
}
