// A scenario for real: the composition for wall time. The service and its clock are those of a simulation; nodes are
// folders, tasks are processes, and what they do comes in through one door.

import { randomUUID } from 'node:crypto';
import {
  createPace, createSimulation, disableJob, type RunWorld, type Scenario, type Simulation, type SimulationEnd,
  type SimulationOptions, type Workload, type WorldParts,
} from '../simulator/index.ts'; // biome-ignore format: one list
import { type AccountNames, inheritedEnvironment } from './environment.ts';
import { createExecutor, type RealExecutor } from './executor.ts';
import type { FileServices } from './file-services.ts';
import { createGauges, type Gauges } from './gauges.ts';
import { createHousekeeping } from './housekeeping.ts';
import { openLedger } from './ledger.ts';
import { createMachines } from './machines.ts';
import { watchRunaways } from './runaways.ts';
import type { Site } from './site.ts';
import { createSpawner } from './spawner.ts';
import { createStandIns } from './stand-in.ts';
import { type WarpedWall, warpWall } from './warped-wall.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export interface RealRunOptions extends Pick<SimulationOptions, 'sinks' | 'version'> {
  /** The work folder, which must be there and free. */
  readonly folder: string;
  /** The run's name, where it has claimed the folder by it. */
  readonly run?: string;
  readonly files: FileServices;
  /** The environment of this process, of which tasks see a part. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly account?: AccountNames;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace?: number;
  /** How many times as fast time passes while nothing runs. */
  readonly speed?: number;
  /** How many milliseconds of the run pass in one of the wall while tasks run; for rehearsals in small. */
  readonly scale?: number;
  /** Measures what tasks use, for the report; the scenario may ask for it too, for its metrics. */
  readonly measures?: boolean;
  /** Whether every task is in a network of its node, or of its own. */
  readonly hasOwnNetworks?: boolean;
  /** Bytes that the folder of each node may hold. */
  readonly diskBytes?: number;
  /** Runs stand-ins for all tasks instead of their commands. */
  readonly rehearses?: boolean;
}

export interface RealRun {
  readonly simulation: Simulation;
  readonly workspace: Workspace;
  /** Attempts that run now. */
  readonly running: () => number;
  /** Runs to the end; nothing of the run is left running once it resolves. */
  readonly run: () => Promise<SimulationEnd>;
  /** Starts nothing more and ends once nothing runs. */
  readonly drain: () => void;
  /** Ends everything now. */
  readonly kill: () => void;
}

/** Azure's grace is not published; this one is a decision (U-25). */
const GRACE = 5000;

/** A real run that has not begun. */
export function createRealRun(scenario: Scenario, workload: Workload, options: RealRunOptions): RealRun {
  const { speed = 1, scale = 1 } = options;
  const wall = warpWall(() => performance.now(), speed, scale);
  const doors: Doors = { awaited: 0, perform: () => {}, fail: () => {} };
  const perform = (act: () => void): void => doors.perform(act);
  const workspace = createWorkspace(options.folder);
  const housekeeping = createHousekeeping(workspace, () => simulation.account);
  const gauges = createGauges({
    measures: options.measures === true || scenario.choices.resourceMetrics === 'measured',
    diskBytes: options.diskBytes,
    workspace,
    executor: () => executor,
    perform,
  });
  const site = createSite(options, workspace, gauges);
  let executor!: RealExecutor;
  const makeWorld = (world: WorldParts): RunWorld => {
    gauges.listen(world);
    const { machines, isSilent } = createMachines({
      world,
      site,
      executor: () => executor,
      perform,
      await: (change) => {
        doors.awaited += change;
      },
    });
    executor = createExecutor({
      world,
      site,
      standIns: createStandIns(world, scale),
      rehearses: options.rehearses ?? false,
      hasOwnNetworks: options.hasOwnNetworks ?? false,
      perform,
      isSilent,
      onBusy: wall.setBusy,
      onBug: (error) => doors.fail(error),
    });
    return { machines, executor };
  };
  const simulation: Simulation = createSimulation(scenario, workload, {
    ...options,
    sinks: [...options.sinks, housekeeping.makeSink],
    makeWorld,
  });
  return conduct({ simulation, executor, site, wall, doors, tidy: housekeeping.tidy });
}

/** Stand-ins are programs of this machine, and need no images. */
const filesOf = ({ files, rehearses = false }: RealRunOptions): FileServices =>
  rehearses ? { ...files, fetchImages: async () => undefined } : files;

function createSite(options: RealRunOptions, workspace: Workspace, { meter, disks }: Gauges): Site {
  const { folder, environment, run = randomUUID() } = options;
  let marks = 0;
  return {
    run,
    nextMark: () => marks++,
    workspace,
    ledger: openLedger(folder, run),
    runaways: watchRunaways(run),
    meter,
    disks,
    spawner: createSpawner(meter?.reaped),
    files: filesOf(options),
    inherited: inheritedEnvironment(environment),
    account: options.account ?? { name: 'lazurite', url: 'https://lazurite.local.batch.azure.com' },
    token: randomUUID(),
    grace: options.grace ?? GRACE,
  };
}

/** By which the outside comes in; they open once the run can be driven. */
interface Doors {
  /** What is under way outside besides attempts. */
  awaited: number;
  perform: (act: () => void) => void;
  /** Ends the run for an error of ours. */
  fail: (error: unknown) => void;
}

interface RunParts {
  readonly simulation: Simulation;
  readonly executor: RealExecutor;
  readonly site: Site;
  readonly wall: WarpedWall;
  readonly doors: Doors;
  /** Does what is due in the folders. */
  readonly tidy: (now: number) => void;
}

/** Drives the run: time passes by the wall, ends of processes come in, Ctrl-C is heard. */
function conduct({ simulation, executor, site, wall, doors, tidy }: RunParts): RealRun {
  const { kernel, account } = simulation;
  let end: SimulationEnd | undefined;
  let isDraining = false;
  const advance = (until?: number): boolean => {
    end ??= simulation.advance(Number.POSITIVE_INFINITY, until);
    if (end === undefined && isDraining && executor.busy() === 0) end = simulation.interrupt();
    if (end === undefined) tidy(kernel.now);
    return end !== undefined;
  };
  const bugs: unknown[] = [];
  const isAwaiting = (): boolean => executor.busy() > 0 || doors.awaited > 0;
  const pace = createPace(kernel, wall, 1, { advance, isAwaiting });
  const stopSoon = (): void => {
    if (end !== undefined) pace.stop();
  };
  doors.perform = (act) => {
    if (end !== undefined) return;
    pace.perform(() => {
      if (end === undefined) act();
    });
    stopSoon();
  };
  doors.fail = (error) => {
    bugs.push(error);
    pace.stop();
  };
  return {
    simulation,
    workspace: site.workspace,
    running: executor.busy,
    async run() {
      // Whatever ends this process ends its tasks; after a kill -9 the ledger tells of them.
      const killAtOnce = (): void => void executor.endAll(0);
      process.on('exit', killAtOnce);
      // The first task is to wait for nothing but its own start.
      await site.spawner.open();
      wall.begin();
      site.disks?.begin();
      try {
        while (end === undefined && bugs.length === 0) {
          await pace.run(Number.POSITIVE_INFINITY);
          // Nothing is due and nobody works: to wait would change nothing, unless for a horizon.
          if (end === undefined && !isAwaiting()) end = simulation.giveUp();
          if (end === undefined && !isAwaiting()) advance();
        }
      } finally {
        await finish(executor, site);
        process.off('exit', killAtOnce);
      }
      if (bugs.length > 0) throw bugs[0];
      return end!;
    },
    drain() {
      doors.perform(() => {
        isDraining = true;
        for (const job of account.jobs) if (job.state === 'active') disableJob(account, job, 'wait');
      });
    },
    kill() {
      end ??= simulation.interrupt();
      void executor.endAll(0);
      pace.stop();
    },
  };
}

/** Ends what the run does not need any more: daemons of start tasks, whoever takes its time to die, runaways. */
async function finish(executor: RealExecutor, site: Site): Promise<void> {
  await executor.endAll(site.grace);
  await site.runaways.endAll();
  site.spawner.close();
  site.meter?.close();
  site.disks?.close();
  await site.workspace.settled();
  site.ledger.close();
}
