// What everything about real execution is given: the work folder and its keepers, and what tasks are told.

import type { DiskWatch } from './disk.ts';
import type { AccountNames, Environment } from './environment.ts';
import type { FileServices } from './file-services.ts';
import type { Ledger } from './ledger.ts';
import type { Runaways } from './runaways.ts';
import type { Spawner } from './spawner.ts';
import type { Meter } from './usage/meter.ts';
import type { Workspace } from './workspace.ts';

export interface Site {
  /** The run's name, which begins the marks of its attempts. */
  readonly run: string;
  readonly nextMark: () => number;
  readonly workspace: Workspace;
  readonly ledger: Ledger;
  readonly runaways: Runaways;
  readonly spawner: Spawner;
  /** Absent where nobody asks what attempts use. */
  readonly meter: Meter | undefined;
  /** Absent where disks are neither bounded nor measured. */
  readonly disks: DiskWatch | undefined;
  readonly files: FileServices;
  /** What of this machine's environment tasks see. */
  readonly inherited: Environment;
  readonly account: AccountNames;
  /** What tasks that ask for one get as a token. */
  readonly token: string;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace: number;
}
