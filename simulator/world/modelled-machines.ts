// Nodes as timers: the world's first interface from delays, on the kernel. Here is a machine's life from the request
// to its end; what goes wrong meanwhile stands in threats.ts. Each purpose draws from a stream of its own.

import type { Duration, Streams } from '../../runtime/index.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { RANKS } from '../ranks.ts';
import { capacityAt, nextStep, takeWaiting } from './capacity.ts';
import { type Delay, statelessSampler } from './delay.ts';
import { MACHINE_ERRORS } from './machine-errors.ts';
import {
  type Draws, enter, kindOf, type MachineState, type NodeFacts, PHASE, type Phase, rest, type Site, stepsOf,
} from './machine-state.ts'; // biome-ignore format: one list
import type { MachineEvents, Machines } from './machines.ts';
import {
  awaitTrouble, burst, fail, fault, hazard, preempt, preemptSome, silenceDue, spare, threaten,
} from './threats.ts'; // biome-ignore format: one list
import type { World } from './world.ts';

/** What modelled machines are made of. */
export interface MachineParts {
  readonly kernel: Kernel;
  readonly world: World;
  readonly streams: Streams;
  readonly events: MachineEvents;
  readonly facts: NodeFacts;
  readonly state: MachineState;
  /** Tells the executor that what ended unheard on a node is heard now. */
  readonly heard: (node: number) => void;
}

/** Nodes as timers: allocation, boot, restarts, failures, preemption and return, release. */
export function createModelledMachines(parts: MachineParts): Machines {
  const site = createSite(parts);
  const { world, state, draws } = site;
  awaitTrouble(site);
  const restart = (node: number, lasts: Duration): void => enter(site, node, PHASE.restarting, lasts);
  return {
    state,
    request(nodes) {
      const lead = draws.allocation();
      const { allocationSpread } = world;
      for (const node of nodes) {
        const extra =
          allocationSpread === 0 ? 0 : Math.round(draws.spread() * allocationSpread * nodes.length);
        enter(site, node, PHASE.obtaining, lead + extra);
      }
    },
    withdraw(node) {
      rest(site, node);
      state.gates[kindOf(site, node)].waiting.delete(node);
    },
    isUnobtainable: (node) => state.gates[kindOf(site, node)].waiting.has(node),
    reboot: (node) => restart(node, draws.reboot()),
    reimage: (node) => restart(node, draws.reimage()),
    upgrade: (node) => restart(node, draws.upgrade()),
    deallocate(node) {
      spare(site, node);
      enter(site, node, PHASE.stopping, draws.deallocating());
    },
    start(node) {
      spare(site, node);
      threaten(site, node);
      restart(node, 0);
    },
    release(node) {
      spare(site, node);
      enter(site, node, PHASE.leaving, draws.leaving());
    },
  };
}

function createSite({ kernel, world, streams, events, facts, state, heard }: MachineParts): Site {
  const site: Site = {
    kernel,
    world,
    events,
    facts,
    state,
    heard,
    draws: drawsOf(world, streams),
    start: kernel.now,
    handlers: {
      step: kernel.handler((node) => step(site, node)),
      preempt: kernel.handler((node) => preempt(site, node)),
      hazard: kernel.handler((node) => hazard(site, node)),
      silence: kernel.handler((node) => silenceDue(site, node)),
      capacity: kernel.handler((kind) => capacityChanged(site, kind as 0 | 1)),
      burst: kernel.handler((index) => burst(site, index)),
      fault: kernel.handler((index) => fault(site, world.faults[index]!)),
    },
  };
  return site;
}

function drawsOf(world: World, streams: Streams): Draws {
  const sampler = (delay: Delay, purpose: string): (() => Duration) =>
    statelessSampler(delay, streams.of(purpose));
  const { failures, packages, preemption } = world;
  return {
    allocation:       sampler(world.allocation, 'allocation'),
    creating:         sampler(world.creating, 'creating'),
    starting:         sampler(world.starting, 'starting'),
    reboot:           sampler(world.reboot, 'reboot'),
    reimage:          sampler(world.reimage, 'reimage'),
    upgrade:          sampler(world.upgrade, 'upgrade'),
    deallocating:     sampler(world.deallocating, 'deallocating'),
    leaving:          sampler(world.leaving, 'leaving'),
    packages:         sampler(packages.duration, 'packages'),
    recovery:         sampler(preemption.recovery, 'preemption recovery'),
    unreachable:      sampler(failures.unreachable.duration, 'unreachable nodes'),
    unusableRecovery: sampler(failures.unusableRecovery, 'recovery of unusable nodes'),
    spread:           streams.of('allocation spread'),
    preemption:       streams.of('preemption'),
    burst:            streams.of('preemption bursts'),
    fall:             streams.of('falls of capacity'),
    boot:             streams.of('boot failures'),
    hazard:           streams.of('node failures'),
    packageFailure:   streams.of('package failures'),
  }; // biome-ignore format: a table
}

/** A phase is over, unless nobody hears of it. */
function step(site: Site, node: number): void {
  const { state } = site;
  const silence = state.silences.size === 0 ? undefined : state.silences.get(node);
  if (silence !== undefined) silence.isOverdue = true;
  else STEPS[state.phases[node]!](site, node);
}

const STEPS: Readonly<Record<Phase, (site: Site, node: number) => void>> = {
  [PHASE.still]: () => {},
  [PHASE.failed]: () => {},
  [PHASE.obtaining]: obtain,
  [PHASE.creating]: boot,
  [PHASE.restarting]: boot,
  [PHASE.recovering]: boot,
  [PHASE.replacing]: begin,
  [PHASE.starting]: beReady,
  [PHASE.leaving]: (site, node) => {
    const kind = kindOf(site, node);
    rest(site, node);
    site.state.gates[kind].inside--;
    site.events.released(node);
    admit(site, kind);
  },
  [PHASE.stopping]: (site, node) => {
    rest(site, node);
    site.events.deallocated(node);
  },
};

/** The region gives a machine, or has none for now. */
function obtain(site: Site, node: number): void {
  const { state } = site;
  const kind = kindOf(site, node);
  const gate = state.gates[kind];
  rest(site, node);
  if (roomAt(site, kind) <= 0) gate.waiting.add(node);
  else {
    gate.inside++;
    threaten(site, node);
    begin(site, node);
  }
  awaitCapacity(site, kind);
}

function begin(site: Site, node: number): void {
  const { events, draws, state } = site;
  state.joined.add(node);
  events.created(node);
  enter(site, node, PHASE.creating, draws.creating());
}

/** The agent starts, and installs what packages are missing. */
function boot(site: Site, node: number): void {
  const { events, draws, facts } = site;
  events.starting(node);
  let lasts = draws.starting();
  for (let missing = facts.missingPackages(node); missing > 0; missing--) lasts += draws.packages();
  enter(site, node, PHASE.starting, lasts);
}

function beReady(site: Site, node: number): void {
  const { world, events, draws, facts } = site;
  const { failureProbability } = world.packages;
  for (let missing = failureProbability > 0 ? facts.missingPackages(node) : 0; missing > 0; missing--) {
    if (draws.packageFailure() < failureProbability) {
      fail(site, node, MACHINE_ERRORS.package);
      return;
    }
  }
  if (world.failures.boot > 0 && draws.boot() < world.failures.boot) {
    fail(site, node, MACHINE_ERRORS.boot, 'restart');
    return;
  }
  rest(site, node);
  events.booted(node);
}

const roomAt = (site: Site, kind: 0 | 1): number =>
  capacityAt(stepsOf(site, kind), site.kernel.now - site.start) - site.state.gates[kind].inside;

/** Lets in who waits, as far as there is room. */
function admit(site: Site, kind: 0 | 1): void {
  for (const node of takeWaiting(site.state.gates[kind], roomAt(site, kind))) {
    enter(site, node, PHASE.obtaining, 0);
  }
  awaitCapacity(site, kind);
}

/** Capacity rose or fell: nodes come in, or low-priority nodes are taken away. */
function capacityChanged(site: Site, kind: 0 | 1): void {
  const { state, draws } = site;
  const excess = -roomAt(site, kind);
  if (kind === 1 && excess > 0) {
    const nodes = [...state.alive].filter((node) => kindOf(site, node) === 1);
    preemptSome(site, nodes, Math.min(excess, nodes.length), draws.fall);
  }
  admit(site, kind);
}

/** Looks again at the next step of capacity, if anybody waits for it or could suffer from it. */
function awaitCapacity(site: Site, kind: 0 | 1): void {
  const { state, kernel, start, handlers } = site;
  const gate = state.gates[kind];
  if (gate.waiting.size === 0 && (kind === 0 || gate.inside === 0)) return;
  const at = nextStep(stepsOf(site, kind), kernel.now - start);
  if (at === undefined || gate.scheduledFor === at) return;
  gate.scheduledFor = at;
  kernel.at(start + at, RANKS.ready, handlers.capacity, kind);
}
