// Nodes as folders: the world's first interface for real. How long nodes take to come, and what happens to them, is the
// scenario's world; what a new machine, a reboot, a reimage or a removal means to folders and processes is here.

import {
  createMachineState, createModelledMachines, type FailureInfo, type MachineEvents, type Machines, nodePart, type PoolSpec, type WorldParts,
} from '../simulator/index.ts'; // biome-ignore format: one list
import type { RealExecutor } from './executor.ts';
import { folderFailure } from './folder-failures.ts';
import type { Site } from './site.ts';

/** What real machines are made of besides the parts of every world. */
export interface RealMachineParts {
  readonly world: WorldParts;
  readonly site: Site;
  readonly executor: () => RealExecutor;
  readonly perform: (act: () => void) => void;
  /** Counts what is under way outside and will come in through `perform`. */
  readonly await: (change: 1 | -1) => void;
}

/** Machines with folders, and whether one of them is silent at present. */
export interface RealMachines {
  readonly machines: Machines;
  readonly isSilent: (node: number) => boolean;
}

/** Whether nodes of the pool are ready with nothing on them. */
const isBare = ({ applicationPackageReferences, kept }: PoolSpec): boolean =>
  applicationPackageReferences.length === 0 && kept?.virtualMachineConfiguration === undefined;

/** Nodes as folders. */
export function createMachines(parts: RealMachineParts): RealMachines {
  const { world, site, executor, perform } = parts;
  const { kernel, streams, scenario, facts, account } = world;
  const state = createMachineState();
  const idOf = (node: number): string => nodePart(account(), node).id;
  /** What is asked of a node last: whatever waits for an earlier wish is dropped. */
  const wishes = new Map<number, number>();
  const wish = (node: number): number => {
    const next = (wishes.get(node) ?? 0) + 1;
    wishes.set(node, next);
    return next;
  };
  /** Processes get their grace, then the machine does what is asked. */
  const afterProcesses = (node: number, act: () => void): void => {
    const own = wish(node);
    parts.await(1);
    void executor()
      .endNode(node, site.grace)
      .then(() => {
        perform(() => {
          if (wishes.get(node) === own) act();
        });
        parts.await(-1);
      });
  };
  const takeAway = (node: number): void => {
    wish(node);
    void executor().endNode(node, 0);
    site.workspace.removeNode(idOf(node));
  };
  /** Nodes whose folders could not be made, as on a full disk: they come, and are unusable. */
  const folderless = new Map<number, FailureInfo>();
  const openFolders = (node: number): void => {
    folderless.delete(node);
    try {
      site.workspace.openNode(idOf(node));
    } catch (error) {
      folderless.set(node, folderFailure(error, site.workspace.node(idOf(node)).root));
    }
  };
  /** The node is ready once it has packages and images of its pool; without them it is unusable, and stays so. */
  const furnishThen = (node: number, pool: PoolSpec): void => {
    const own = wish(node);
    parts.await(1);
    const signal = new AbortController().signal;
    const furnish = async (): Promise<FailureInfo | undefined> => {
      const folders = site.workspace.node(idOf(node));
      const installed = await site.files.install(pool.applicationPackageReferences, folders, signal);
      return 'code' in installed ? installed : site.files.fetchImages(pool, signal);
    };
    void furnish().then((failure) => {
      perform(() => {
        if (wishes.get(node) !== own) return;
        if (failure === undefined) world.events.booted(node);
        else events.failed(node, failure);
      });
      parts.await(-1);
    });
  };
  const events: MachineEvents = {
    ...world.events,
    created(node) {
      // A node that had a machine has a new one, with an empty disk.
      if (wishes.has(node)) takeAway(node);
      world.events.created(node);
      wish(node);
      openFolders(node);
    },
    booted(node) {
      const failure = folderless.get(node);
      if (failure !== undefined) {
        events.failed(node, failure);
        return;
      }
      const { pools, nodes } = account();
      const { spec } = pools[nodes.pools[node]!]!;
      if (isBare(spec)) world.events.booted(node);
      else furnishThen(node, spec);
    },
    preempted(node) {
      world.events.preempted(node);
      takeAway(node);
    },
    released(node) {
      const id = idOf(node);
      world.events.released(node);
      wish(node);
      void executor()
        .endNode(node, site.grace)
        .then(() => site.workspace.removeNode(id));
    },
    deallocated(node) {
      world.events.deallocated(node);
      void executor().endNode(node, site.grace);
    },
    failed(node, error) {
      wish(node);
      world.events.failed(node, error);
      void executor().endNode(node, site.grace);
    },
  };
  const { heard } = { heard: (node: number) => executor().heard(node) };
  const inner = createModelledMachines({
    kernel,
    world: scenario.world,
    streams,
    events,
    facts,
    state,
    heard,
  });
  const machines: Machines = {
    request: inner.request,
    withdraw: inner.withdraw,
    reboot: (node) => afterProcesses(node, () => inner.reboot(node)),
    reimage: (node) =>
      afterProcesses(node, () => {
        openFolders(node);
        inner.reimage(node);
      }),
    upgrade: (node) => afterProcesses(node, () => inner.upgrade(node)),
    deallocate: inner.deallocate,
    start: inner.start,
    release(node) {
      wish(node);
      inner.release(node);
    },
  };
  return { machines, isSilent: (node) => state.silences.has(node) };
}
