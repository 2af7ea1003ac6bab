// Why modelled nodes are unusable. A full disk and a bad package are errors that Azure lists on the node; the others
// Azure tells by the state alone, and the codes are ours.

import { NODE_ERROR_CODES, type NodeError } from '../model/node.ts';

export const MACHINE_ERRORS = {
  diskFull: { code: NODE_ERROR_CODES.diskFull, message: 'There is not enough disk space on the node' },
  package: { code: NODE_ERROR_CODES.package, message: 'An application package could not be installed on the node' },
  boot: { code: 'BootFailed', message: 'The node did not become ready after it was started' },
  unreachable: { code: 'AgentUnreachable', message: 'The agent on the node has not been heard for too long' },
  broken: { code: 'NodeFailed', message: 'The node failed' },
} as const satisfies Record<string, NodeError>; // biome-ignore format: a table
