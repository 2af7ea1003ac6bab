// What runs again on a node after what, and what is lost: start task and packages of the pool, job preparations, the
// data of tasks. Source: docs "nodes and pools", "job preparation and release"; REST Node - Reboot, Reimage.

import type { Account } from './account.ts';
import { CLOSED } from './availability.ts';
import { type LossCause, preparationsLost } from './preparations.ts';
import { forgetDisk } from './retention.ts';
import { setNodeClosed } from './transitions.ts';

/** What a node goes through before its agent starts again, and its start task with it. */
export type Restart = 'reboot' | 'reimage' | 'upgrade' | 'deallocation' | 'newmachine';

interface RestartRule {
  /** What it means for job preparations: after a reboot they run again unless the user said no. */
  readonly preparation: LossCause;
  /** Whether packages that were installed, and the directories of tasks, are still there. */
  readonly keepsDisk: boolean;
  /** Whether disabled scheduling stays disabled (U-32). */
  readonly keepsScheduling: boolean;
}

/** The start task runs again after each of them. */
const RERUNS: Record<Restart, RestartRule> = {
  reboot:       { preparation: 'reboot',     keepsDisk: true,  keepsScheduling: true },
  reimage:      { preparation: 'reimage',    keepsDisk: false, keepsScheduling: false },
  upgrade:      { preparation: 'reimage',    keepsDisk: false, keepsScheduling: true },
  deallocation: { preparation: 'newmachine', keepsDisk: false, keepsScheduling: true },
  newmachine:   { preparation: 'newmachine', keepsDisk: false, keepsScheduling: false },
}; // biome-ignore format: a table

/** The node is about to start anew; what ran in its slots has ended. */
export function restart(account: Account, node: number, why: Restart): void {
  const { nodes } = account;
  const { preparation, keepsDisk, keepsScheduling } = RERUNS[why];
  preparationsLost(account, node, preparation);
  if (!keepsScheduling) setNodeClosed(account, node, CLOSED.disabled, false);
  if (keepsDisk) return;
  forgetDisk(account, node);
  nodes.packages.delete(node);
}
