// A resize from its start to its end: Azure's allocation states, errors that stay until the next resize, the
// manual resize's timeout and stop. What nodes come and go for it stands in allocation and deallocation.

import type { Fact } from '../journal.ts';
import { NO_EVENT } from '../kernel/queue.ts';
import type { NodeDeallocationOption } from '../model/node.ts';
import type { ResizeError } from '../model/pool.ts';
import { RANKS } from '../ranks.ts';
import { type Account, type Pool, type Resize, touch } from './account.ts';
import { isDraining, QUOTA_ERROR, stayingNodes, takeBack, withdrawRequest } from './allocation.ts';
import { NODE_KINDS } from './node-table.ts';
import { setAllocationState } from './transitions.ts';

/** Sets targets and begins a resize toward them; one under way goes on toward the new targets. */
export function beginResize(
  account: Account,
  pool: Pool,
  target: readonly [dedicated: number, lowPriority: number],
  option: NodeDeallocationOption,
): void {
  const { kernel, timers } = account;
  const isGrowing = target[0] + target[1] >= stayingNodes(pool, 0) + stayingNodes(pool, 1);
  if (pool.resize !== undefined) kernel.cancel(pool.resize.timeout);
  pool.target[0] = target[0];
  pool.target[1] = target[1];
  pool.resizeErrors = [];
  const isManual = pool.autoScale === undefined;
  const timeoutAt = kernel.now + pool.spec.resizeTimeout;
  pool.resize = {
    startedAt: kernel.now,
    option,
    isGrowing,
    refused: [0, 0],
    timeout: isManual ? kernel.at(timeoutAt, RANKS.ready, timers.resizeTimeout, pool.index) : NO_EVENT,
    endsShort: isManual,
  };
  setAllocationState(pool, 'resizing');
  account.journal.fact({ event: 'PoolResizeStartEvent', ...resizeBody(account, pool, pool.resize) });
  retarget(account, pool);
}

/** The next settling compares nodes and targets again. */
export function retarget(account: Account, pool: Pool): void {
  pool.isRetargeted = true;
  touch(account, pool);
}

/** Ends the resize when nothing is under way any more; called at each settling. */
export function checkResize(account: Account, pool: Pool): void {
  const { resize } = pool;
  if (resize === undefined) return;
  for (const kind of NODE_KINDS) {
    if (pool.requested[kind].size > 0 || pool.leaving[kind] > 0) return;
  }
  const errors = shortfallErrors(resize);
  if (errors.length > 0 && !resize.endsShort) return;
  endResize(account, pool, errors);
}

/** The manual resize took too long: what is not there is given up, what still drains stays (U-12). */
export function resizeTimedOut(account: Account, pool: Pool): void {
  const { resize } = pool;
  if (resize === undefined) return;
  const isShort = NODE_KINDS.some((kind) => pool.requested[kind].size > 0);
  const drained = giveUp(account, pool);
  const errors: ResizeError[] = [...shortfallErrors(resize)];
  if (isShort)
    errors.push({
      code: 'AllocationTimedout',
      message: 'Desired number of nodes could not be allocated within the resize timeout',
    });
  if (drained > 0)
    errors.push({
      code: 'RemoveNodesFailed',
      message: `${drained} nodes could not be removed within the resize timeout`,
    });
  endResize(account, pool, errors);
}

/** A user stops the resize: the pool keeps the nodes it has. Source: REST Pool - Stop Resize. */
export function stopResize(account: Account, pool: Pool): void {
  if (pool.resize === undefined) return;
  setAllocationState(pool, 'stopping');
  giveUp(account, pool);
  endResize(account, pool, [
    { code: 'ResizeStopped', message: 'The resize operation was stopped by the user' },
  ]);
}

/** Withdraws what is asked for and takes back what drains; returns how many drained. */
function giveUp(account: Account, pool: Pool): number {
  let drained = 0;
  for (const kind of NODE_KINDS) while (pool.requested[kind].size > 0) withdrawRequest(account, pool, kind);
  for (const node of pool.nodes) {
    if (!isDraining(account, node)) continue;
    takeBack(account, pool, node);
    drained++;
  }
  return drained;
}

function shortfallErrors(resize: Resize): ResizeError[] {
  return NODE_KINDS.filter((kind) => resize.refused[kind] > 0).map((kind) => ({
    code: QUOTA_ERROR[kind],
    message: `The ${kind === 0 ? 'dedicated' : 'low-priority'} core quota of the account has been reached`,
  }));
}

function endResize(account: Account, pool: Pool, errors: readonly ResizeError[]): void {
  const resize = pool.resize!;
  account.kernel.cancel(resize.timeout);
  pool.resizeErrors = errors;
  const body = resizeBody(account, pool, resize);
  pool.resize = undefined;
  setAllocationState(pool, 'steady');
  account.journal.fact({
    event: 'PoolResizeCompleteEvent',
    ...body,
    startTime: resize.startedAt,
    endTime: account.kernel.now,
    resultCode: errors[0]?.code ?? 'Success',
    resultMessage: errors.map((error) => error.message).join('; '),
  });
}

type ResizeBody = Omit<Extract<Fact, { event: 'PoolResizeStartEvent' }>, 'event'>;

function resizeBody(account: Account, pool: Pool, resize: Resize): ResizeBody {
  return {
    time: account.kernel.now,
    id: pool.spec.id,
    nodeDeallocationOption: resize.isGrowing ? 'Invalid' : resize.option,
    currentDedicatedNodes: pool.current[0],
    targetDedicatedNodes: pool.target[0],
    currentLowPriorityNodes: pool.current[1],
    targetLowPriorityNodes: pool.target[1],
    enableAutoScale: pool.autoScale !== undefined,
    isAutoPool: false,
  };
}
