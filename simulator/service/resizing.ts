// A resize from its start to its end: Azure's allocation states, errors that stay until the next resize, the
// manual resize's timeout and stop. What nodes come and go for it stands in allocation and deallocation.

import type { Duration } from '../../runtime/index.ts';
import type { Fact } from '../journal.ts';
import { NO_EVENT } from '../kernel/queue.ts';
import type { NodeDeallocationOption } from '../model/node.ts';
import { MOST_COMMUNICATING_NODES, type ResizeError } from '../model/pool.ts';
import { RANKS } from '../ranks.ts';
import { type Account, type ByKind, type Pool, type Resize, touch } from './account.ts';
import { isDraining, QUOTA_ERROR, stayingNodes, takeBack, withdrawRequest } from './allocation.ts';
import { DEDICATED, NODE_KINDS, type NodeKind } from './node-table.ts';
import { setAllocationState } from './transitions.ts';

/** How a resize is done. */
export interface ResizeWay {
  readonly option: NodeDeallocationOption;
  /** The end of patience of a manual resize; Infinity for one that is never given up. */
  readonly timeout?: Duration;
  /** Nodes that are to go, whatever the targets. */
  readonly named?: readonly number[];
}

/** Sets targets and begins a resize toward them; one under way goes on toward the new targets. */
export function beginResize(account: Account, pool: Pool, target: Readonly<ByKind>, way: ResizeWay): void {
  const { kernel, timers } = account;
  const staying = stayingNodes(pool, 0) + stayingNodes(pool, 1);
  const isGrowing = target[0] + target[1] >= staying && pool.state !== 'deleting';
  if (pool.resize !== undefined) kernel.cancel(pool.resize.timeout);
  pool.target[0] = target[0];
  pool.target[1] = target[1];
  pool.resizeErrors = [];
  pool.seeksLowPriority = false;
  const isManual = pool.autoScale === undefined;
  const timeoutAt = kernel.now + (way.timeout ?? pool.spec.resizeTimeout);
  pool.resize = {
    startedAt: kernel.now,
    option: way.option,
    isGrowing,
    refused: [0, 0],
    refusedByFamily: 0,
    refusedByLimit: 0,
    named: way.named ?? [],
    timeout:
      isManual && timeoutAt < Number.POSITIVE_INFINITY
        ? kernel.at(timeoutAt, RANKS.ready, timers.resizeTimeout, pool.index)
        : NO_EVENT,
    endsShort: isManual,
  };
  setAllocationState(pool, 'resizing');
  account.journal.fact({ event: 'PoolResizeStartEvent', ...resizeBody(account, pool, pool.resize) });
  retarget(account, pool);
}

/** Autoscale is disabled: what it left under way is a manual resize from now on. */
export function takeOverResize(account: Account, pool: Pool): void {
  const { resize } = pool;
  if (resize === undefined) return;
  const { kernel, timers } = account;
  resize.endsShort = true;
  resize.timeout = kernel.at(
    kernel.now + pool.spec.resizeTimeout,
    RANKS.ready,
    timers.resizeTimeout,
    pool.index,
  );
  touch(account, pool);
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
  if (pool.allocationState === 'stopping') {
    endResize(account, pool, [STOPPED]);
    return;
  }
  const errors = shortfallErrors(resize);
  if (errors.length > 0 && !resize.endsShort) return;
  endResize(account, pool, errors);
}

const STOPPED: ResizeError = {
  code: 'ResizeStopped',
  message: 'The resize operation was stopped by the user',
};

/**
 * The manual resize took too long: dedicated nodes that are not there are given up, and so is what still drains
 * (U-12). Low-priority nodes are sought on (U-43).
 */
export function resizeTimedOut(account: Account, pool: Pool): void {
  const { resize } = pool;
  if (resize === undefined) return;
  const isShort = NODE_KINDS.some((kind) => pool.requested[kind].size > 0);
  withdrawRequests(account, pool, DEDICATED);
  const drained = takeBackAll(account, pool);
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

/**
 * An evaluation finds a resize under way that only waits for nodes the region does not have: it ends with the error,
 * and the next evaluation tries again (U-54). Low-priority nodes are sought on (U-43). Whether it ended.
 */
export function endUnobtainable(account: Account, pool: Pool): boolean {
  const { resize } = pool;
  if (
    resize === undefined ||
    pool.allocationState !== 'resizing' ||
    account.machines.isUnobtainable === undefined
  )
    return false;
  for (const kind of NODE_KINDS) {
    const requests = pool.requested[kind];
    if (pool.leaving[kind] > 0) return false;
    for (let at = 0; at < requests.size; at++)
      if (!account.machines.isUnobtainable(requests.at(at))) return false;
  }
  if (pool.requested[0].size + pool.requested[1].size === 0) return false;
  withdrawRequests(account, pool, DEDICATED);
  endResize(account, pool, [...shortfallErrors(resize), NO_CAPACITY]);
  return true;
}

const NO_CAPACITY: ResizeError = {
  code: 'AllocationFailed',
  message: 'Desired number of nodes could not be allocated: the region has not enough of this size',
};

/**
 * A user stops the resize: nothing more is asked for, and what still drains works again. The pool is stopping until
 * nodes that are going already are gone. Source: REST Pool - Stop Resize.
 */
export function stopResize(account: Account, pool: Pool): void {
  if (pool.resize === undefined) return;
  setAllocationState(pool, 'stopping');
  account.kernel.cancel(pool.resize.timeout);
  account.journal.fact({ time: account.kernel.now, event: 'PoolResizeStopEvent', id: pool.spec.id });
  pool.isRetargeted = false;
  pool.resize.named = [];
  for (const kind of NODE_KINDS) withdrawRequests(account, pool, kind);
  takeBackAll(account, pool);
  touch(account, pool);
}

/** Ends the resize at once, whatever is under way: the pool is being deleted. */
export function breakOffResize(account: Account, pool: Pool): void {
  if (pool.resize !== undefined) endResize(account, pool, [STOPPED]);
}

function withdrawRequests(account: Account, pool: Pool, kind: NodeKind): void {
  while (pool.requested[kind].size > 0) withdrawRequest(account, pool, kind);
}

/** Nodes that drain work again; returns how many. */
function takeBackAll(account: Account, pool: Pool): number {
  let drained = 0;
  for (const node of pool.nodes) {
    if (!isDraining(account, node)) continue;
    takeBack(account, pool, node);
    drained++;
  }
  return drained;
}

const QUOTA_NAMES = ['dedicated', 'low-priority'] as const;

function shortfallErrors({ refused, refusedByFamily, refusedByLimit }: Resize): ResizeError[] {
  const errors: ResizeError[] = [];
  for (const kind of NODE_KINDS) {
    if (refused[kind] > 0)
      errors.push({
        code: QUOTA_ERROR[kind],
        message: `The ${QUOTA_NAMES[kind]} core quota of the account has been reached`,
      });
  }
  if (refusedByFamily > 0)
    errors.push({
      code: 'AccountVMSeriesCoreQuotaReached',
      message: 'The dedicated core quota of the account for this family of sizes has been reached',
    });
  if (refusedByLimit > 0)
    errors.push({
      code: 'AllocationFailed',
      message: `A pool with inter-node communication has at most ${MOST_COMMUNICATING_NODES} nodes`,
    });
  return errors;
}

function endResize(account: Account, pool: Pool, errors: readonly ResizeError[]): void {
  const { kernel, timers, settings } = account;
  const resize = pool.resize!;
  kernel.cancel(resize.timeout);
  pool.resizeErrors = errors;
  const body = resizeBody(account, pool, resize);
  pool.resize = undefined;
  setAllocationState(pool, 'steady');
  const isStopped = errors[0] === STOPPED;
  pool.seeksLowPriority = pool.autoScale === undefined && !isStopped && errors.length > 0;
  account.journal.fact({
    event: 'PoolResizeCompleteEvent',
    ...body,
    startTime: resize.startedAt,
    endTime: kernel.now,
    resultCode: errors[0]?.code ?? 'Success',
    resultMessage: errors.map((error) => error.message).join('; '),
  });
  // The resize that a deletion began is over once the last node is gone.
  if (pool.state === 'deleting' && !isStopped)
    kernel.at(kernel.now + settings.poolDeletion(), RANKS.ready, timers.poolGone, pool.index);
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
    isAutoPool: pool.isAutoPool,
  };
}
