// The `world` section of a scenario: a named world, or changes to one.

import { delay } from './delays.ts';
import { pricesSection } from './price-section.ts';
import { described, type RecordOf, record, required } from './record.ts';
import { byKind, choice, duration, list, mapped, number, outOfRange, type Shape } from './schema.ts';
import type { PriceList } from './sizes.ts';
import {
  type CapacityStep, DEFAULT_WORLD, FAULT_KINDS, IDEAL_WORLD, type PreemptionBurst, type World,
} from './world/world.ts'; // biome-ignore format: one list

const WORLDS = { ideal: IDEAL_WORLD, default: DEFAULT_WORLD } as const;

const probability = number({ least: 0, most: 1 });
const capacityStep = record(
  { at: duration, nodes: required(number({ least: 0, whole: true })) },
  { what: 'a step of capacity' },
);

const steps: Shape<readonly CapacityStep[]> = byKind<readonly CapacityStep[]>({
  number: mapped(number({ least: 0, whole: true }), (nodes) => [{ at: 0, nodes }]),
  list: mapped(list(capacityStep), (found, at) => {
    const filled = found.map(({ at: since = 0, nodes }) => ({ at: since, nodes }));
    const first = filled[0];
    if (first !== undefined && first.at !== 0) return outOfRange(at, found, 'a first step at 0');
    return filled.every((step, index) => index === 0 || step.at > filled[index - 1]!.at)
      ? filled
      : outOfRange(at, found, 'steps in order of time');
  }),
});

const rate = number({ least: 0 });
const share = number({ least: 0, most: 1 });

const burst = mapped(
  record({ at: duration, perHour: rate, share: required(share) }, { what: 'a burst of preemptions' }),
  (found: PreemptionBurst, at) =>
    (found.at === undefined) === (found.perHour === undefined)
      ? outOfRange(at, found, 'either `at` or `perHour`')
      : found,
);
const fault = record(
  {
    after: required(described('How long after the start.', duration)),
    node: required(
      described('Which of all nodes that ever joined, from 1.', number({ least: 1, whole: true })),
    ),
    kind: required(described('What happens to it.', choice(FAULT_KINDS))),
    lasts: described('How long a lost node is not heard.', duration),
  },
  { what: 'a fault' },
);
const FAILURES = {
  boot: described('How often a boot ends in unusable, 0 to 1.', probability),
  perNodeHour: described('How often machines break.', rate),
  unreachable: described(
    'Nodes that are not heard for a while.',
    record({ perNodeHour: rate, duration: delay }, { what: 'unreachable nodes' }),
  ),
  diskFull: described('Disks that fill up.', record({ perNodeHour: rate }, { what: 'full disks' })),
  heartbeat: described(
    'Silence after which a node is unknown, and unusable.',
    record({ unknown: duration, unusable: duration }, { what: 'the heartbeat' }),
  ),
  unusableRecovery: described('From unusable until the service restarts or replaces the node.', delay),
} as const;
const START_TASK = { duration: delay, failureProbability: probability } as const;
const SAMPLES = { lag: duration, loss: probability } as const;
const TRANSFER = { bytesPerSecond: number({ least: 1 }), perFile: duration } as const;
const PREEMPTION = { perNodeHour: rate, recovery: delay, bursts: list(burst) } as const;
const CAPACITY = { dedicated: steps, lowPriority: steps } as const;

/** The keys of the section besides its base, one for each part of the model's world. */
const PARTS = {
  allocation: described('From a resize to its first node being created.', delay),
  allocationSpread: described(
    'A resize of N nodes takes up to this times N longer for its last node.',
    duration,
  ),
  creating: described('From creating to starting.', delay),
  starting: described('From starting to ready, or to the start task.', delay),
  reboot: described('How long a node is rebooting.', delay),
  reimage: described('How long a node is reimaging.', delay),
  upgrade: described('How long a node is upgrading its system.', delay),
  deallocating: described('How long a node is deallocating.', delay),
  packages: described(
    'How long each application package of the pool takes to install, and how often that fails.',
    record(START_TASK, { what: 'the packages' }),
  ),
  startTask: described(
    'How long the start task takes, and how often it fails.',
    record(START_TASK, { what: 'a start task’s behaviour' }),
  ),
  leaving: described('How long a node takes to leave.', delay),
  poolDeletion: described('From the end of the last node to the end of its deleted pool.', delay),
  scheduling: described('From the moment a task can be placed to its start.', delay),
  slotReuse: described('From the end of a task until its slots are free.', duration),
  subtaskEnd: described('From the end of a multi-instance task until a subtask has left its node.', delay),
  transfer: described(
    'How fast files of tasks are moved, and how long each takes besides.',
    record(TRANSFER, { what: 'the transfer of files' }),
  ),
  retry: described('Between attempts after a non-zero exit code.', delay),
  samples: described(
    'How late samples are, and how many never come.',
    record(SAMPLES, { what: 'the samples' }),
  ),
  preemption: described(
    'How often a low-priority node is taken, and when it comes back.',
    record(PREEMPTION, { what: 'preemption' }),
  ),
  failures: described('What goes wrong with nodes by chance.', record(FAILURES, { what: 'the failures' })),
  faults: described('What goes wrong with which node at which time.', list(fault)),
  capacity: described(
    'The most nodes there are to be had, by time since the start.',
    record(CAPACITY, { what: 'capacity' }),
  ),
} as const satisfies { readonly [Part in keyof World]: Shape<unknown> };

const WORLD = {
  base: described('The world that is changed.', choice(['ideal', 'default'])),
  ...PARTS,
  prices: described('What an hour of a node costs; the same as `prices` beside `world`.', pricesSection),
} as const;

/** A world, and the prices that may be written in it. */
export interface WorldSection {
  readonly world: World;
  readonly prices?: string | PriceList;
}

function changed({ base = 'default', prices, ...changes }: RecordOf<typeof WORLD>): WorldSection {
  const world = merged(WORLDS[base], changes) as unknown as World;
  return { world, ...(prices === undefined ? {} : { prices }) };
}

type Plain = Readonly<Record<string, unknown>>;

/** The parts of `from` with the changes in their places; a delay is changed as a whole. */
function merged(from: object, changes: object): Plain {
  const parts: Record<string, unknown> = { ...from };
  for (const [key, change] of Object.entries(changes as Plain)) {
    const before = parts[key];
    parts[key] = isSection(before) && isSection(change) ? merged(before, change) : change;
  }
  return parts;
}

const isSection = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('kind' in value);

const name = mapped(choice(['ideal', 'default']), (found): WorldSection => ({ world: WORLDS[found] }));

/** `ideal`, `default`, or a mapping of changes to one of them. */
export const worldSection: Shape<WorldSection> = {
  ...byKind<WorldSection>({ text: name, mapping: mapped(record(WORLD, { what: 'a world' }), changed) }),
  expected: '`ideal`, `default`, or a mapping of changes',
};
