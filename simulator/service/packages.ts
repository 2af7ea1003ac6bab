// Application packages of a pool: which of them a node has. They are installed when a node starts, before its start
// task; what is there already is not installed again. Source: docs "application packages".

import type { ApplicationPackageReference } from '../model/task.ts';
import type { Account } from './account.ts';

/** How many packages of its pool the node has yet to install. */
export function missingPackages(account: Account, node: number): number {
  const { applicationPackageReferences: wanted } = account.pools[account.nodes.pools[node]!]!.spec;
  if (wanted.length === 0) return 0;
  const installed = account.nodes.packages.get(node) ?? [];
  return wanted.filter((one) => !installed.some((other) => isSame(one, other))).length;
}

/** The node has all packages of its pool from now on; old ones stay beside them. */
export function packagesInstalled(account: Account, node: number): void {
  const { applicationPackageReferences: wanted } = account.pools[account.nodes.pools[node]!]!.spec;
  if (wanted.length === 0) return;
  const installed = account.nodes.packages.get(node) ?? [];
  const fresh = wanted.filter((one) => !installed.some((other) => isSame(one, other)));
  account.nodes.packages.set(node, [...installed, ...fresh]);
}

const isSame = (one: ApplicationPackageReference, other: ApplicationPackageReference): boolean =>
  one.applicationId.toLowerCase() === other.applicationId.toLowerCase() && one.version === other.version;
