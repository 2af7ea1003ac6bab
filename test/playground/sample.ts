// A plausible week for the page to show: frames arrive by day, a formula is evaluated every five minutes, nodes
// boot, are preempted and leave. A small loop of its own, so that the page can be looked at without a simulation.

import { type Collector, createCollector, type Report } from '../../planner/index.ts';
import { ATTEMPT_ENDS, NODE_STATES, type NodeState } from '../../simulator/index.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Monday, 3 March 2025. */
const START = 1_740_960_000_000;
const SLOTS = 4;
const STEP = 10 * SECOND;

export interface SampleOptions {
  readonly title: string;
  readonly days: number;
  readonly seed: number;
  /** Tasks at the busiest hour of a working day, an hour. */
  readonly busiest: number;
  /** Nodes per waiting or running task. */
  readonly eagerness: number;
  readonly most: number;
  readonly lowPriorityShare: number;
  /** How often an evaluation fails. */
  readonly failures: number;
  readonly autoscale: boolean;
}

export const WEEK: SampleOptions = {
  title: 'A week of the render farm',
  days: 7,
  seed: 1,
  busiest: 160,
  eagerness: 0.25,
  most: 40,
  lowPriorityShare: 0.5,
  failures: 0.01,
  autoscale: true,
};

interface Machine {
  readonly handle: number;
  readonly isDedicated: boolean;
  state: NodeState;
  until: number;
  readonly tasks: { readonly task: number; until: number; readonly fails: boolean }[];
}

/** The report of such a week. */
export function sampleReport(changes: Partial<SampleOptions> = {}): Report {
  const options = { ...WEEK, ...changes };
  const farm = new Farm(options);
  for (let now = START; now < START + options.days * DAY; now += STEP) farm.step(now);
  farm.finish(START + options.days * DAY);
  return farm.collector.report();
}

class Farm {
  readonly collector: Collector;
  private readonly options: SampleOptions;
  private readonly machines: Machine[] = [];
  private readonly queue: number[] = [];
  private seed: number;
  private tasks = 0;
  private handles = 0;
  private target = { dedicated: 0, lowPriority: 0 };

  constructor(options: SampleOptions) {
    this.options = options;
    this.seed = options.seed * 7919 + 17;
    this.collector = createCollector();
    const { collector } = this;
    collector.fact({
      time: START,
      event: 'RunStartEvent',
      seed: options.seed,
      version: '0.1.0',
      title: options.title,
    });
    const fixed = options.autoscale ? 0 : options.most;
    this.target = { dedicated: fixed, lowPriority: 0 };
    collector.fact({
      time: START, event: 'PoolCreateEvent', id: 'render', vmSize: 'standard_d4s_v5', targetDedicatedNodes: fixed,
      targetLowPriorityNodes: 0, taskSlotsPerNode: SLOTS, vmFillType: 'Pack', enableAutoScale: options.autoscale,
      resizeTimeout: '900000', isAutoPool: false, enableInterNodeCommunication: false,
    }); // biome-ignore format: a table
    for (let job = 0; job < 12; job += 1)
      collector.fact({
        time: START,
        event: 'JobStartEvent',
        id: `shot-${String(job * 10 + 10).padStart(3, '0')}`,
        poolId: 'render',
        priority: 0,
      });
  }

  private random(): number {
    this.seed = (Math.imul(this.seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return ((this.seed >>> 8) & 0x7fffff) / 0x800000;
  }

  step(now: number): void {
    this.arrive(now);
    this.end(now);
    this.boot(now);
    this.place(now);
    if ((now - START) % (5 * MINUTE) === 0 && this.options.autoscale) this.evaluate(now);
    this.allocate(now);
  }

  private arrive(now: number): void {
    const day = Math.floor((now - START) / DAY);
    const hour = ((now - START) % DAY) / HOUR;
    const shape =
      day % 7 >= 5
        ? 0.12
        : Math.exp(-(((hour - 11) / 2.2) ** 2)) + 0.8 * Math.exp(-(((hour - 16) / 2) ** 2)) + 0.06;
    const burst = day % 7 === 2 && hour > 19 && hour < 19.2 ? 14 : 1;
    if (this.random() >= (shape * burst * this.options.busiest * STEP) / HOUR) return;
    const job = Math.floor(this.random() ** 2 * 12);
    const count = burst > 1 ? 3 : 1;
    for (let index = 0; index < count; index += 1) {
      this.collector.taskAdded(now, this.tasks, job, 1);
      this.queue.push(this.tasks);
      this.tasks += 1;
    }
  }

  private end(now: number): void {
    for (const machine of this.machines) {
      for (const attempt of machine.tasks.filter(({ until }) => until <= now)) {
        machine.tasks.splice(machine.tasks.indexOf(attempt), 1);
        this.collector.taskEnded(
          now,
          attempt.task,
          machine.handle,
          endCode(attempt.fails ? 'retry' : 'success'),
          attempt.fails ? 1 : 0,
        );
        if (attempt.fails) this.queue.unshift(attempt.task);
      }
      if (machine.state === 'running' && machine.tasks.length === 0) this.turn(now, machine, 'idle');
    }
  }

  private boot(now: number): void {
    for (const machine of [...this.machines]) {
      const { state } = machine;
      if (state === 'creating' && machine.until <= now) {
        this.turn(now, machine, this.random() < 0.01 ? 'unusable' : 'starting');
        machine.until = now + 40 * SECOND;
      } else if (state === 'starting' && machine.until <= now) this.turn(now, machine, 'idle');
      else if (state === 'leavingpool' && machine.until <= now && machine.tasks.length === 0) {
        this.collector.nodeRemoved(now, machine.handle);
        this.machines.splice(this.machines.indexOf(machine), 1);
      } else if (
        !machine.isDedicated &&
        (state === 'running' || state === 'idle') &&
        this.random() < (0.04 * STEP) / HOUR
      ) {
        this.preempt(now, machine);
      } else if (state === 'preempted' && this.random() < (2 * STEP) / HOUR) {
        this.turn(now, machine, 'creating');
        machine.until = now + MINUTE;
      }
    }
  }

  private preempt(now: number, machine: Machine): void {
    for (const { task } of machine.tasks.splice(0)) {
      this.collector.taskEnded(now, task, machine.handle, endCode('recovery'), Number.NaN);
      this.queue.unshift(task);
    }
    this.turn(now, machine, 'preempted');
  }

  private place(now: number): void {
    for (const machine of this.machines) {
      if (machine.state !== 'idle' && machine.state !== 'running') continue;
      while (machine.tasks.length < SLOTS && this.queue.length > 0) {
        const task = this.queue.shift()!;
        this.collector.taskStarted(now, task, machine.handle);
        if (machine.state === 'idle') this.turn(now, machine, 'running');
        machine.tasks.push({
          task,
          until: now + Math.ceil(-Math.log(1 - this.random()) * 25) * MINUTE + MINUTE,
          fails: this.random() < 0.02,
        });
      }
    }
  }

  private evaluate(now: number): void {
    const running = this.machines.reduce((sum, { tasks }) => sum + tasks.length, 0);
    const pending = this.queue.length + running;
    const failed = this.random() < this.options.failures;
    if (!failed) {
      const wanted = Math.min(this.options.most, Math.ceil(pending * this.options.eagerness));
      const lowPriority = Math.round(wanted * this.options.lowPriorityShare);
      this.aim(now, wanted - lowPriority, lowPriority);
    }
    const { dedicated, lowPriority } = this.target;
    const own = failed
      ? ''
      : `;cores=${SLOTS};pending=${pending};samples=[${pending},${Math.max(0, pending - 3)},${pending + 2}]`;
    this.collector.fact({
      time: now, event: 'PoolAutoScaleEvent', id: 'render', timestamp: now, formula: FORMULA,
      results: `$TargetDedicatedNodes=${dedicated};$TargetLowPriorityNodes=${lowPriority};$NodeDeallocationOption=taskcompletion${own}`,
      error: failed
        ? { code: 'InsufficientSampleData', message: 'Autoscale evaluation failed due to insufficient sample data', values: [{ name: 'Message', value: 'Line 1, Col 18: Insufficient data from data set: $PendingTasks wanted 70%, received 50%' }] }
        : { code: '', message: '', values: [] },
    }); // biome-ignore format: a table
  }

  private aim(now: number, dedicated: number, lowPriority: number): void {
    if (dedicated === this.target.dedicated && lowPriority === this.target.lowPriority) return;
    const grows = dedicated + lowPriority > this.target.dedicated + this.target.lowPriority;
    this.target = { dedicated, lowPriority };
    const fact = {
      id: 'render', nodeDeallocationOption: grows ? 'Invalid' : 'taskcompletion', currentDedicatedNodes: this.here(true).length,
      targetDedicatedNodes: dedicated, currentLowPriorityNodes: this.here(false).length, targetLowPriorityNodes: lowPriority,
      enableAutoScale: true, isAutoPool: false,
    } as const; // biome-ignore format: a table
    this.collector.fact({ ...fact, time: now, event: 'PoolResizeStartEvent' });
    const short = dedicated > 18;
    this.collector.fact({
      ...fact, time: now, event: 'PoolResizeCompleteEvent', startTime: now, endTime: now,
      resultCode: short ? 'AccountCoreQuotaReached' : 'Success',
      resultMessage: short ? 'The specified account has reached core quota' : 'The operation succeeded',
    }); // biome-ignore format: a table
  }

  private here(isDedicated: boolean): Machine[] {
    return this.machines.filter(
      (machine) => machine.isDedicated === isDedicated && machine.state !== 'leavingpool',
    );
  }

  private allocate(now: number): void {
    for (const isDedicated of [true, false]) {
      const wanted = isDedicated ? Math.min(18, this.target.dedicated) : this.target.lowPriority;
      const here = this.here(isDedicated);
      if (!this.options.autoscale && here.length >= this.options.most) continue;
      const most = this.options.autoscale ? wanted : isDedicated ? this.options.most : 0;
      if (here.length < most && this.random() < 0.3) this.add(now, isDedicated);
      for (const machine of here.slice(most)) {
        if (machine.state === 'preempted') continue;
        this.turn(now, machine, 'leavingpool');
        machine.until = now + MINUTE;
      }
    }
  }

  private add(now: number, isDedicated: boolean): void {
    const machine: Machine = {
      handle: this.handles,
      isDedicated,
      state: 'creating',
      until: now + 80 * SECOND,
      tasks: [],
    };
    this.handles += 1;
    this.machines.push(machine);
    this.collector.nodeAdded(now, machine.handle, {
      poolId: 'render', nodeId: `tvm-${machine.handle}`, vmSize: 'standard_d4s_v5', isDedicated, taskSlotsPerNode: SLOTS,
    }); // biome-ignore format: a table
  }

  private turn(now: number, machine: Machine, state: NodeState): void {
    machine.state = state;
    this.collector.nodeChanged(now, machine.handle, NODE_STATES.indexOf(state));
  }

  finish(now: number): void {
    this.collector.fact({
      time: now,
      event: 'RunEndEvent',
      reason: 'horizon',
      message: 'The horizon of the scenario was reached.',
    });
  }
}

const FORMULA = `// Follow the work, half of it on low-priority nodes.
cores = 4;
samples = $PendingTasks.GetSample(3);
pending = max(samples);
wanted = min(40, pending / cores);
$TargetLowPriorityNodes = wanted / 2;
$TargetDedicatedNodes = wanted - $TargetLowPriorityNodes;
$NodeDeallocationOption = taskcompletion;`;

const endCode = (end: (typeof ATTEMPT_ENDS)[number]): number => ATTEMPT_ENDS.indexOf(end);
