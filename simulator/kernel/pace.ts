// The kernel against the wall clock, at a speed. The only file that waits; outside events come in through
// `perform`, in three beats: catch the clock up, act, settle.

import type { Duration, Instant } from '../../runtime/index.ts';
import type { Kernel } from './kernel.ts';

/** The wall: a monotonic reading in milliseconds, and a way to wait. Given from outside. */
export interface Wall {
  now(): number;
  /** Calls back after about this many milliseconds; the result cancels it. */
  wait(delay: Duration, then: () => void): () => void;
}

export interface Pace {
  /** Runs until the kernel has nothing more to do by `until`; resolves with the instant reached. */
  run(until: Instant): Promise<Instant>;
  /** Does something from outside at the present instant of a settled kernel, and settles again. */
  perform<Result>(act: () => Result): Result;
  /** Makes `run` resolve soon. */
  stop(): void;
}

/** What is paced, where that is more than the kernel alone. */
export interface Course {
  /** Runs what is due by then; answers whether all is over. */
  advance(until: Instant): boolean;
  /** Whether something is under way outside that will come in through `perform`: an empty queue is no end then. */
  isAwaiting(): boolean;
}

/** The longest single wait, so that a change of the wall clock is noticed. */
const LONGEST_WAIT: Duration = 60_000;

/** Ties a kernel to a wall: one millisecond of the wall is `speed` milliseconds of the kernel. */
export function createPace(
  kernel: Kernel,
  wall: Wall,
  speed: number,
  course: Course = courseOf(kernel),
): Pace {
  const wallStart = wall.now();
  const start = kernel.now;
  const present = (): Instant => start + Math.floor((wall.now() - wallStart) * speed);
  let cancelWait: (() => void) | undefined;
  let wake: (() => void) | undefined;
  let stopped = false;

  const sleep = (delay: Duration): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      cancelWait = wall.wait(Math.min(delay, LONGEST_WAIT), resolve);
    });
  const interrupt = (): void => {
    cancelWait?.();
    wake?.();
  };

  return {
    async run(until) {
      stopped = false;
      while (!stopped) {
        if (course.advance(Math.min(until, present()))) break;
        const due = kernel.peek();
        if (due > until || (due === Number.POSITIVE_INFINITY && !course.isAwaiting())) break;
        await sleep(Math.max(0, Math.ceil((due - present()) / speed)));
      }
      return kernel.now;
    },
    perform(act) {
      course.advance(Math.max(kernel.now, present()));
      const result = act();
      course.advance(kernel.now);
      interrupt();
      return result;
    },
    stop() {
      stopped = true;
      interrupt();
    },
  };
}

/** A kernel on its own is over when its queue is empty, which `run` sees by itself. */
function courseOf(kernel: Kernel): Course {
  return {
    advance(until) {
      kernel.advance(until);
      return false;
    },
    isAwaiting: () => false,
  };
}
