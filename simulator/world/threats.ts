// What goes wrong with modelled machines: preemption by rate, in bursts and by falling capacity; machines that break,
// are not heard for a while, or run out of disk; and the faults that a scenario asks for.

import { type Duration, HOUR, type Instant } from '../../runtime/index.ts';
import { NO_EVENT } from '../kernel/queue.ts';
import type { NodeError } from '../model/node.ts';
import { RANKS } from '../ranks.ts';
import { MACHINE_ERRORS } from './machine-errors.ts';
import { enter, kindOf, PHASE, type Phase, rest, type Site } from './machine-state.ts';
import type { Fault } from './world.ts';

/** A wait for something that happens this often an hour; a draw in [0, 1) decides. */
const waitFor = (perHour: number, draw: number): Duration =>
  Math.ceil((-Math.log(1 - draw) / perHour) * HOUR);

/** The machine is on from now on, and everything can happen to it. */
export function threaten(site: Site, node: number): void {
  const { state, world, kernel, draws, handlers } = site;
  state.alive.add(node);
  if (kindOf(site, node) === 1 && world.preemption.perNodeHour > 0) {
    const life = waitFor(world.preemption.perNodeHour, draws.preemption());
    state.preemptions[node] = kernel.at(kernel.now + life, RANKS.ready, handlers.preempt, node);
  }
  scheduleHazard(site, node);
}

/** Nothing happens to the machine any more. */
export function spare({ state, kernel }: Site, node: number): void {
  state.alive.delete(node);
  kernel.cancel(state.preemptions[node] ?? NO_EVENT);
  kernel.cancel(state.hazards[node] ?? NO_EVENT);
  const silence = state.silences.get(node);
  if (silence === undefined) return;
  kernel.cancel(silence.event);
  state.silences.delete(node);
}

/** The machine is taken away; the node waits for another. */
export function preempt(site: Site, node: number): void {
  const { state, draws, events } = site;
  spare(site, node);
  state.gates[kindOf(site, node)].inside--;
  enter(site, node, PHASE.obtaining, draws.recovery());
  events.preempted(node);
}

function scheduleHazard(site: Site, node: number): void {
  const { perNodeHour, unreachable, diskFull } = site.world.failures;
  const rate = perNodeHour + unreachable.perNodeHour + diskFull.perNodeHour;
  if (rate === 0) return;
  const { kernel, state, draws, handlers } = site;
  const wait = waitFor(rate, draws.hazard());
  state.hazards[node] = kernel.at(kernel.now + wait, RANKS.ready, handlers.hazard, node);
}

/** Something happens to the machine, in proportion to the rates. */
export function hazard(site: Site, node: number): void {
  const { perNodeHour, unreachable, diskFull } = site.world.failures;
  const which = site.draws.hazard() * (perNodeHour + unreachable.perNodeHour + diskFull.perNodeHour);
  scheduleHazard(site, node);
  if (which < perNodeHour) strike(site, node, 'broken');
  else if (which < perNodeHour + unreachable.perNodeHour) strike(site, node, 'lost');
  else strike(site, node, 'diskfull');
}

/** A fault that the scenario asks for. */
export function fault(site: Site, { node: place, kind, lasts }: Fault): void {
  const node = [...site.state.joined][place - 1];
  if (node !== undefined) strike(site, node, kind, lasts);
}

function strike(site: Site, node: number, kind: Fault['kind'], lasts?: Duration): void {
  const { state, kernel, draws } = site;
  if (!state.alive.has(node)) return;
  if (FAILED.has(state.phases[node]!) && kind !== 'preempted') return;
  switch (kind) {
    case 'preempted':
      if (kindOf(site, node) === 1) preempt(site, node);
      break;
    case 'unusable':
      fail(site, node, MACHINE_ERRORS.broken, 'restart');
      break;
    case 'diskfull':
      fail(site, node, MACHINE_ERRORS.diskFull);
      break;
    case 'lost':
      silence(site, node, kernel.now + (lasts ?? draws.unreachable()), 'restart');
      break;
    case 'broken':
      silence(site, node, Number.POSITIVE_INFINITY, 'replace');
      break;
  }
}

/** A failed machine is beyond harm until it is restarted. */
const FAILED: ReadonlySet<Phase> = new Set([PHASE.failed, PHASE.recovering, PHASE.replacing]);

/** The node is of no use any more; with a cure, it will be some day. */
export function fail(site: Site, node: number, error: NodeError, cure?: 'restart' | 'replace'): void {
  const { draws, events } = site;
  endSilence(site, node);
  if (cure === undefined) {
    rest(site, node, PHASE.failed);
  } else {
    const phase = cure === 'restart' ? PHASE.recovering : PHASE.replacing;
    enter(site, node, phase, draws.unusableRecovery());
  }
  events.failed(node, error);
}

function silence(site: Site, node: number, until: Instant, cure: 'restart' | 'replace'): void {
  const { kernel, state, world, handlers } = site;
  const before = state.silences.get(node);
  // Who is dead stays so.
  if (before !== undefined && before.until >= until) return;
  endSilence(site, node);
  const since = kernel.now;
  const at = Math.min(until, since + world.failures.heartbeat.unknown);
  const event = kernel.at(at, RANKS.ready, handlers.silence, node);
  state.silences.set(node, { until, since, cure, isNoticed: false, isOverdue: false, event });
}

/** Something about a silence: it is noticed, it is over, or the service gives the node up. */
export function silenceDue(site: Site, node: number): void {
  const { kernel, state, world, events, handlers } = site;
  const found = state.silences.get(node);
  if (found === undefined) return;
  if (kernel.now >= found.until) {
    hear(site, node);
  } else if (!found.isNoticed) {
    found.isNoticed = true;
    events.lost(node);
    const at = Math.min(found.until, found.since + world.failures.heartbeat.unusable);
    found.event = kernel.at(at, RANKS.ready, handlers.silence, node);
  } else fail(site, node, MACHINE_ERRORS.unreachable, found.cure);
}

function hear(site: Site, node: number): void {
  const { state, events } = site;
  const { isNoticed, isOverdue } = state.silences.get(node)!;
  endSilence(site, node);
  if (isNoticed) events.found(node);
  site.heard(node);
  if (isOverdue) enter(site, node, state.phases[node]!, 0);
}

function endSilence({ state, kernel }: Site, node: number): void {
  kernel.cancel(state.silences.get(node)?.event ?? NO_EVENT);
  state.silences.delete(node);
}

/** A burst takes its share of the low-priority nodes; one with a rate comes again. */
export function burst(site: Site, index: number): void {
  const { state, world, draws } = site;
  const { share } = world.preemption.bursts[index]!;
  const nodes = [...state.alive].filter((node) => kindOf(site, node) === 1);
  preemptSome(site, nodes, Math.round(share * nodes.length), draws.burst);
  awaitBurst(site, index);
}

/** Waits for the bursts and faults of the run. */
export function awaitTrouble(site: Site): void {
  const { kernel, world, handlers, start } = site;
  for (const [index, { at }] of world.preemption.bursts.entries()) {
    if (at !== undefined) kernel.at(start + at, RANKS.ready, handlers.burst, index);
    else awaitBurst(site, index);
  }
  for (const [index, { after }] of world.faults.entries()) {
    kernel.at(start + after, RANKS.ready, handlers.fault, index);
  }
}

function awaitBurst({ kernel, world, draws, handlers }: Site, index: number): void {
  const { perHour = 0 } = world.preemption.bursts[index]!;
  if (perHour > 0)
    kernel.at(kernel.now + waitFor(perHour, draws.burst()), RANKS.ready, handlers.burst, index);
}

/** Takes this many of the nodes, at random. */
export function preemptSome(site: Site, nodes: readonly number[], count: number, draw: () => number): void {
  const left = [...nodes];
  for (let taken = 0; taken < count && left.length > 0; taken++) {
    const place = Math.floor(draw() * left.length);
    const node = left[place]!;
    const last = left.pop()!;
    if (place < left.length) left[place] = last;
    preempt(site, node);
  }
}
