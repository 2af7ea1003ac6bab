// What a world is made of in a run, and the modelled one: nodes and tasks as timers. A real one is made elsewhere, of
// the same parts.

import type { Streams } from '../runtime/index.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Scenario } from './scenario.ts';
import type { Account } from './service/account.ts';
import type { ServiceFacts } from './service/service.ts';
import type { Workload } from './workload/workload.ts';
import type { Executor, ExecutorEvents } from './world/executor.ts';
import { createMachineState } from './world/machine-state.ts';
import type { MachineEvents, Machines } from './world/machines.ts';
import { type Arrivals, createModelledExecutor } from './world/modelled-executor.ts';
import { createModelledMachines } from './world/modelled-machines.ts';

/** What a world is made of: the run's clock and question, the service's ears, and what it can be asked. */
export interface WorldParts {
  readonly kernel: Kernel;
  readonly scenario: Scenario;
  readonly workload: Workload;
  /** How what comes during the run behaves. */
  readonly arrivals: Arrivals;
  readonly streams: Streams;
  readonly events: MachineEvents & ExecutorEvents;
  readonly facts: ServiceFacts;
  /** The service, to be read once the run has begun. */
  readonly account: () => Account;
}

/** The world's two interfaces. */
export interface RunWorld {
  readonly machines: Machines;
  readonly executor: Executor;
}

export type MakeWorld = (parts: WorldParts) => RunWorld;

/** Nodes and tasks as timers, from the scenario's world and the behaviours. */
export function makeModelledWorld(parts: WorldParts): RunWorld {
  const { kernel, scenario, workload, arrivals, streams, events, facts } = parts;
  const { world } = scenario;
  const state = createMachineState();
  const executor = createModelledExecutor(kernel, workload, arrivals, world, streams, events, facts, state);
  const { heard } = executor;
  const machines = createModelledMachines({ kernel, world, streams, events, facts, state, heard });
  return { machines, executor };
}
