// What a run measures while it goes on: what processes use and how much the folders of nodes hold; each only where
// somebody asks. What is found comes into the run like everything from outside.

import type { WorldParts } from '../simulator/index.ts';
import { type DiskWatch, type NodeDisk, watchDisks } from './disk.ts';
import type { RealExecutor } from './executor.ts';
import { fullDisk } from './folder-failures.ts';
import { createMeter, type Meter } from './usage/meter.ts';
import type { Workspace } from './workspace.ts';

export interface GaugeOptions {
  /** Whether what tasks use is asked for. */
  readonly measures: boolean;
  /** Bytes that the folder of each node may hold. */
  readonly diskBytes: number | undefined;
  readonly workspace: Workspace;
  readonly executor: () => RealExecutor;
  readonly perform: (act: () => void) => void;
}

export interface Gauges {
  readonly meter: Meter | undefined;
  readonly disks: DiskWatch | undefined;
  /** Who is told what is found. */
  readonly listen: (world: Pick<WorldParts, 'events' | 'account'>) => void;
}

/** Gauges for these wishes. */
export function createGauges(options: GaugeOptions): Gauges {
  const { measures, diskBytes, workspace, executor, perform } = options;
  let world!: Pick<WorldParts, 'events' | 'account'>;
  const nodes = (): readonly NodeDisk[] => {
    const { pools, nodes: table } = world.account();
    const attempts = [...executor().attempts()];
    return pools.flatMap((pool) =>
      [...pool.nodes].map((node) => ({
        id: table.ids[node]!,
        root: workspace.node(table.ids[node]!).root,
        tasks: new Set(attempts.flatMap(({ order, root }) => (order.node.index === node ? root : []))),
      })),
    );
  };
  const onFull = (nodeId: string, folder: string): void =>
    perform(() => executor().cutShort(folder, fullDisk(nodeId)));
  const disks =
    measures || diskBytes !== undefined ? watchDisks({ most: diskBytes, nodes, onFull }) : undefined;
  const meter = measures
    ? createMeter({
        now: () => performance.now(),
        onNode: (node, figures) => {
          const held = disks?.bytesOn(world.account().nodes.ids[node]!);
          perform(() => world.events.nodeUses(node, { ...figures, diskBytes: held ?? 0 }));
        },
      })
    : undefined;
  return {
    meter,
    disks,
    listen(to) {
      world = to;
    },
  };
}
