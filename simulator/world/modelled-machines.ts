// Nodes as timers: the world's first interface from delays, on the kernel. Each purpose draws from a stream of its own.

import { type Duration, HOUR, type Instant, type Streams } from '../../runtime/index.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { type EventId, NO_EVENT } from '../kernel/queue.ts';
import { RANKS } from '../ranks.ts';
import { statelessSampler } from './delay.ts';
import type { MachineEvents, Machines } from './machines.ts';
import type { CapacityStep, World } from './world.ts';

/** What the modelled world must know of a node. */
export interface NodeFacts {
  isLowPriority(node: number): boolean;
}

/** Nodes as timers: allocation, boot, start task, preemption and return, release. */
export function createModelledMachines(
  kernel: Kernel,
  world: World,
  streams: Streams,
  events: MachineEvents,
  facts: NodeFacts,
): Machines {
  const sampler = (delay: World['creating'], purpose: string): (() => Duration) =>
    statelessSampler(delay, streams.of(purpose));
  const allocation = sampler(world.allocation, 'allocation');
  const creating = sampler(world.creating, 'creating');
  const starting = sampler(world.starting, 'starting');
  const leaving = sampler(world.leaving, 'leaving');
  const recovery = sampler(world.preemption.recovery, 'preemption recovery');
  const spread = streams.of('allocation spread');
  const hazard = streams.of('preemption');
  /** What comes next for a node, and when it will be taken away. */
  const next: EventId[] = [];
  const preemption: EventId[] = [];
  const gates = [createGate(world.capacity.dedicated), createGate(world.capacity.lowPriority)];
  const gateOf = (node: number): Gate => gates[facts.isLowPriority(node) ? 1 : 0]!;
  const start = kernel.now;

  const after = (delay: Duration, handler: number, node: number): void => {
    next[node] = kernel.at(kernel.now + delay, RANKS.ready, handler, node);
  };
  const obtained = kernel.handler((node) => {
    const gate = gateOf(node);
    if (!gate.enter(kernel.now - start)) {
      gate.wait(node);
      scheduleGate(gate);
      return;
    }
    if (facts.isLowPriority(node) && world.preemption.perNodeHour > 0) {
      const life = Math.ceil((-Math.log(1 - hazard()) / world.preemption.perNodeHour) * HOUR);
      preemption[node] = kernel.at(kernel.now + life, RANKS.ready, preempted, node);
    }
    events.created(node);
    after(creating(), created, node);
  });
  const created = kernel.handler((node) => {
    events.starting(node);
    after(starting(), booted, node);
  });
  const booted = kernel.handler((node) => events.booted(node));
  const preempted = kernel.handler((node) => {
    kernel.cancel(next[node] ?? NO_EVENT);
    gateOf(node).leave();
    after(recovery(), obtained, node);
    events.preempted(node);
  });
  const released = kernel.handler((node) => {
    const gate = gateOf(node);
    gate.leave();
    events.released(node);
    admitWaiting(gate);
  });
  const gateOpened = kernel.handler((index) => admitWaiting(gates[index]!));
  const admitWaiting = (gate: Gate): void => {
    const room = gate.room(kernel.now - start);
    for (const node of gate.takeWaiting(room)) after(0, obtained, node);
    if (gate.isWaiting()) scheduleGate(gate);
  };
  const scheduleGate = (gate: Gate): void => {
    const at = gate.nextStep(kernel.now - start);
    if (at === undefined || gate.scheduledFor === at) return;
    gate.scheduledFor = at;
    kernel.at(start + at, RANKS.ready, gateOpened, gates.indexOf(gate));
  };

  return {
    request(nodes) {
      const lead = allocation();
      for (const node of nodes) {
        const extra =
          world.allocationSpread === 0 ? 0 : Math.round(spread() * world.allocationSpread * nodes.length);
        after(lead + extra, obtained, node);
      }
    },
    withdraw(node) {
      kernel.cancel(next[node] ?? NO_EVENT);
      gateOf(node).forget(node);
    },
    reboot() {},
    reimage() {},
    deallocate() {},
    start() {},
    release(node) {
      kernel.cancel(next[node] ?? NO_EVENT);
      kernel.cancel(preemption[node] ?? NO_EVENT);
      after(leaving(), released, node);
    },
  };
}

/** How many nodes of a kind the region gives now, and who waits for one. */
interface Gate {
  scheduledFor: Duration | undefined;
  enter(elapsed: Duration): boolean;
  leave(): void;
  room(elapsed: Duration): number;
  wait(node: number): void;
  forget(node: number): void;
  isWaiting(): boolean;
  takeWaiting(most: number): readonly number[];
  /** When the capacity changes next; undefined when it stays. */
  nextStep(elapsed: Duration): Duration | undefined;
}

function createGate(steps: readonly CapacityStep[]): Gate {
  const waiting = new Set<number>();
  let inside = 0;
  const capacityAt = (elapsed: Duration): number => {
    let capacity = steps.length === 0 ? Number.POSITIVE_INFINITY : steps[0]!.nodes;
    for (const step of steps) if (step.at <= elapsed) capacity = step.nodes;
    return capacity;
  };
  const room = (elapsed: Duration): number => Math.max(0, capacityAt(elapsed) - inside);
  return {
    scheduledFor: undefined,
    enter(elapsed) {
      if (room(elapsed) <= 0) return false;
      inside++;
      return true;
    },
    leave: () => {
      inside--;
    },
    room,
    wait: (node) => void waiting.add(node),
    forget: (node) => void waiting.delete(node),
    isWaiting: () => waiting.size > 0,
    takeWaiting(most) {
      const taken: number[] = [];
      for (const node of waiting) {
        if (taken.length >= most) break;
        taken.push(node);
      }
      for (const node of taken) waiting.delete(node);
      return taken;
    },
    nextStep: (elapsed): Instant | undefined => steps.find((step) => step.at > elapsed)?.at,
  };
}
