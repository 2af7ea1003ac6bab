// Waiting tasks onto free slots: as long as some task fits somewhere, the next one by priority, job and order
// of creation goes to the node that placement picks. Smaller tasks may overtake one that does not fit.

import { RANKS } from '../ranks.ts';
import { type Account, type Pool, slotsOn } from './account.ts';
import { restingState } from './availability.ts';
import { pickSuitable } from './demands.ts';
import { NODE } from './node-table.ts';
import { mostFreeSlots, pickNode } from './placement.ts';
import { beginPrepared } from './preparation.ts';
import { placeTask, setNodeState } from './transitions.ts';

/** Places what can be placed, then brings each touched node's state up to date: running or idle. */
export function dispatch(account: Account, pool: Pool): void {
  place(account, pool);
  pool.waiting.unpark();
  const { nodes } = account;
  const { touchedNodes } = pool;
  for (let place = 0; place < touchedNodes.length; place++) {
    const node = touchedNodes.at(place);
    const state = nodes.states[node]!;
    if (state !== NODE.idle && state !== NODE.running) continue;
    setNodeState(account, node, restingState(nodes, node));
  }
  touchedNodes.clear();
}

function place(account: Account, pool: Pool): void {
  const { tasks, jobs, settings } = account;
  while (pool.waiting.size > 0) {
    const free = mostFreeSlots(pool);
    if (free === 0) return;
    const task = pool.waiting.take(free);
    if (task < 0) return;
    const spec = tasks.specs[tasks.specsOf[task]!]!;
    const job = jobs[tasks.jobs[task]!]!;
    const isPlain = spec.demands === undefined && job.barredNodes === undefined;
    const node = isPlain
      ? pickNode(pool, spec.requiredSlots)
      : pickSuitable(account, pool, job, slotsOn(pool, spec), spec.demands);
    if (node < 0) {
      // Others may overtake it until the pool is settled again.
      pool.waiting.giveBack(job.index, task, slotsOn(pool, spec), spec.kind);
      pool.waiting.park(job.index, slotsOn(pool, spec), spec.kind);
      continue;
    }
    const attempt = placeTask(account, pool, task, node);
    const { execution } = attempt;
    if (job.placed === job.spec.maxParallelTasks) pool.waiting.setOpen(job.index, false);
    const delay = settings.schedulingDelay();
    if (delay > 0) {
      const { kernel, timers, executions } = account;
      executions.events[execution] = kernel.at(kernel.now + delay, RANKS.command, timers.begin, execution);
    } else beginPrepared(account, attempt);
  }
}
