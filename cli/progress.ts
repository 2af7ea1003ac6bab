// One line on standard error that says how far long work is; only on a terminal, and gone when the work is done.

import type { Io } from './io.ts';

export interface Progress {
  /** `share` is from 0 to 1; undefined while nobody can tell. */
  readonly show: (label: string, share: number | undefined) => void;
  readonly clear: () => void;
}

const WIDTH = 28;
/** Milliseconds between two drawings; faster only costs. */
const PACE = 80;
/** Work that is done sooner than this needs no bar. */
const PATIENCE = 400;

/** Makes a progress line; off a terminal it does nothing. */
export function createProgress(io: Io): Progress {
  if (!io.errIsTerminal) return { show: () => {}, clear: () => {} };
  const began = io.now();
  let drawn = Number.NEGATIVE_INFINITY;
  let visible = false;
  return {
    show(label, share) {
      const now = io.now();
      if (now - began < PATIENCE || now - drawn < PACE) return;
      drawn = now;
      visible = true;
      io.err(`\r\u001b[K${line(label, share, (now - began) / 1000).slice(0, io.columns - 1)}`);
    },
    clear() {
      if (visible) io.err('\r\u001b[K');
      visible = false;
    },
  };
}

function line(label: string, share: number | undefined, seconds: number): string {
  if (share === undefined) return `${label}  ${seconds.toFixed(0)} s`;
  const bounded = Math.max(0, Math.min(1, share));
  const full = Math.round(bounded * WIDTH);
  const left = bounded > 0.02 ? `, about ${Math.ceil((seconds / bounded) * (1 - bounded))} s left` : '';
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${Math.floor(bounded * 100)} %  ${label}${left}`;
}
