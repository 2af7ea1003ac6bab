// The `world` section of a scenario: a named world, or changes to one.

import { delay } from './delays.ts';
import { pricesSection } from './price-section.ts';
import { described, type RecordOf, record, required } from './record.ts';
import { byKind, choice, duration, list, mapped, number, outOfRange, type Shape } from './schema.ts';
import type { PriceList } from './sizes.ts';
import { type CapacityStep, DEFAULT_WORLD, IDEAL_WORLD, type World } from './world/world.ts';

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

const START_TASK = { duration: delay, failureProbability: probability } as const;
const SAMPLES = { lag: duration, loss: probability } as const;
const PREEMPTION = { perNodeHour: number({ least: 0 }), recovery: delay } as const;
const TRANSFER = { bytesPerSecond: number({ least: 1 }), perFile: duration } as const;
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
  startTask: described(
    'How long the start task takes, and how often it fails.',
    record(START_TASK, { what: 'a start task’s behaviour' }),
  ),
  leaving: described('How long a node takes to leave.', delay),
  scheduling: described('From the moment a task can be placed to its start.', delay),
  slotReuse: described('From the end of a task until its slots are free.', duration),
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
  const from: World = WORLDS[base];
  const world = {
    ...from,
    ...changes,
    startTask: { ...from.startTask, ...changes.startTask },
    samples: { ...from.samples, ...changes.samples },
    transfer: { ...from.transfer, ...changes.transfer },
    preemption: { ...from.preemption, ...changes.preemption },
    capacity: { ...from.capacity, ...changes.capacity },
  };
  return { world, ...(prices === undefined ? {} : { prices }) };
}

const name = mapped(choice(['ideal', 'default']), (found): WorldSection => ({ world: WORLDS[found] }));

/** `ideal`, `default`, or a mapping of changes to one of them. */
export const worldSection: Shape<WorldSection> = {
  ...byKind<WorldSection>({ text: name, mapping: mapped(record(WORLD, { what: 'a world' }), changed) }),
  expected: '`ideal`, `default`, or a mapping of changes',
};
