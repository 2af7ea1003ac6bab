// The wall clock of a real run: while tasks run it goes at its own pace, and while all only wait it may go faster. It
// never goes back, whatever the machine's clock does.

import type { Wall } from '../simulator/index.ts';

/** A wall that can be told whether somebody works. */
export interface WarpedWall extends Wall {
  readonly setBusy: (isBusy: boolean) => void;
  /** Time begins to pass. */
  readonly begin: () => void;
}

/**
 * A wall over a raw clock in milliseconds. Idle time passes `speed` times as fast, busy time `scale` times; both are 1
 * in an ordinary run.
 */
export function warpWall(raw: () => number, speed: number, scale = 1): WarpedWall {
  let last = raw();
  let reading = 0;
  let hasBegun = false;
  let factor = Math.max(speed, scale);
  const now = (): number => {
    const present = raw();
    // A clock that was set back stands still until it has been set back no further.
    if (hasBegun && present > last) reading += (present - last) * factor;
    last = present;
    return reading;
  };
  return {
    now,
    wait(delay, then) {
      const timer = setTimeout(then, delay / factor);
      return () => clearTimeout(timer);
    },
    begin() {
      last = raw();
      hasBegun = true;
    },
    setBusy(isBusy) {
      now();
      factor = isBusy ? scale : Math.max(speed, scale);
    },
  };
}
