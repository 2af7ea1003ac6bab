// The pools of a run, which job is on which, and what all of them together asked for and had. A pool that a user
// deletes stays in the book; a new one of the same name goes on in its place, as its jobs do.

import type { Duration } from '../../runtime/index.ts';
import type { Fact } from '../../simulator/index.ts';
import { Balance } from './control.ts';
import { PoolLedger } from './pools.ts';
import { SeriesRecorder } from './series.ts';
import { IS_DEMAND, TASK } from './task-states.ts';
import type { TaskLedger } from './tasks.ts';

type PoolCreation = Extract<Fact, { event: 'PoolCreateEvent' }>;

/** Every pool by name and by job. */
export class PoolBook {
  readonly pools: PoolLedger[] = [];
  readonly jobIds: string[] = [];
  readonly dedicatedTarget = new SeriesRecorder();
  readonly lowPriorityTarget = new SeriesRecorder();
  /** The pool, as long as there is one alone. */
  only: PoolLedger | undefined;
  /** Demand and supply over all pools; kept only once there are two. */
  overall: Balance | undefined;
  private readonly byId = new Map<string, PoolLedger>();
  private readonly jobPools: PoolLedger[] = [];
  private demand = 0;
  private supply = 0;

  /** The pool of that name, made when it is new; a pool that had to be guessed takes the first name told. */
  named(id: string, now: Duration): PoolLedger {
    const known = this.byId.get(id) ?? this.byId.get('');
    if (known === undefined) return this.add(new PoolLedger(id), now);
    if (known.id !== id) {
      this.byId.delete(known.id);
      known.id = id;
      this.byId.set(id, known);
    }
    return known;
  }

  private add(pool: PoolLedger, now: Duration): PoolLedger {
    this.pools.push(pool);
    this.byId.set(pool.id, pool);
    this.only = this.pools.length === 1 ? pool : undefined;
    if (this.pools.length === 2) {
      const first = this.pools[0]!;
      first.balance.advance(now);
      this.overall = first.balance.copy();
      this.sumUp(first, now);
    }
    return pool;
  }

  /** The pool of a job, by the job's place in the order of addition. */
  ofJob(job: number, now: Duration): PoolLedger {
    return this.only ?? this.jobPools[job] ?? this.pools[0] ?? this.named('', now);
  }

  /** A job that was added last. */
  addJob(id: string, poolId: string, now: Duration): void {
    this.jobIds.push(id);
    this.jobPools.push(this.named(poolId, now));
  }

  /** The last job of that name; -1 for none. */
  jobNamed(id: string): number {
    return this.jobIds.lastIndexOf(id);
  }

  moveJob(job: number, pool: PoolLedger): void {
    this.jobPools[job] = pool;
  }

  /** What the pool is, as it says when it is made. */
  describe(pool: PoolLedger, fact: PoolCreation): void {
    pool.vmSize = fact.vmSize;
    pool.slots = Math.max(1, fact.taskSlotsPerNode);
    pool.joinsNodes = fact.enableInterNodeCommunication;
    pool.enableAutoScale = fact.enableAutoScale;
  }

  /** Enters an unfinished task into the counts of a pool, or takes it out: `sign` is 1 or -1. */
  count(tasks: TaskLedger, task: number, pool: PoolLedger, sign: number, time: Duration): void {
    const wanted = sign * pool.demandOf(tasks.slots(task), tasks.nodes(task));
    if (wanted === 0) return;
    const state = tasks.state(task);
    if (IS_DEMAND[state] === 1) pool.want(wanted, time);
    if (state === TASK.waiting) pool.wait(sign, wanted);
    else if (state === TASK.blocked) pool.blocked += sign;
    else if (state === TASK.preparing) pool.preparing += sign;
  }

  /** The pool is asked for so many nodes from now on. */
  aim(time: Duration, pool: PoolLedger, dedicated: number, lowPriority: number): void {
    this.dedicatedTarget.set(time, this.dedicatedTarget.value + dedicated - pool.dedicatedTarget);
    this.lowPriorityTarget.set(time, this.lowPriorityTarget.value + lowPriority - pool.lowPriorityTarget);
    pool.dedicatedTarget = dedicated;
    pool.lowPriorityTarget = lowPriority;
    pool.targetSeries.set(time, pool.target);
  }

  /** Enters what has changed of a pool into the balance over all of them, if there are several. */
  sumUp(pool: PoolLedger, time: Duration): void {
    const { overall } = this;
    if (overall === undefined) return;
    const { demand, supply } = pool.balance;
    this.demand += demand - pool.summedDemand;
    this.supply += supply - pool.summedSupply;
    pool.summedDemand = demand;
    pool.summedSupply = supply;
    overall.changeDemand(this.demand, time);
    overall.changeSupply(this.supply, time);
  }

  /** Demand against supply over all pools, up to now. */
  balance(now: Duration): Balance {
    for (const pool of this.pools) {
      pool.advance(now);
      pool.balance.advance(now);
    }
    this.overall?.advance(now);
    return this.overall ?? this.pools[0]?.balance ?? new Balance();
  }
}
