// States that a search tries: at the edges of what the world allows, around the numbers that stand in the
// formula, and anywhere between; with all samples, some, or none.

import type { LiveId, MetricUse, Node, Numbers, Program, World } from '../../compiler/index.ts';
import type { Random } from '../random.ts';
import { SAMPLE_PERIOD } from '../samples.ts';
import { type AgedValue, DEFAULT_NOW, LIVE_FIELDS, type State } from '../state.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../time.ts';
import type { Subject } from './property.ts';

/** The most samples of one metric that a state is given. */
const MOST_SAMPLES = 240;
/** The largest number a search thinks of by itself. */
const LARGEST = 1e5;

/** What a search draws from. */
export interface Palette {
  readonly program: Program;
  readonly world: World;
  /** Numbers worth trying: those of the formula and their neighbours. */
  readonly numbers: readonly number[];
}

/** Everything worth trying for a formula in a world. */
export function paletteOf({ program, world }: Pick<Subject, 'program' | 'world'>): Palette {
  const found = new Set<number>([0, 1, 2, 3, 10, 100, 1000]);
  for (const step of program.steps) collectNumbers(step.value, found);
  return { program, world, numbers: [...found].flatMap((one) => [one - 1, one, one + 1]) };
}

function collectNumbers(root: Node, found: Set<number>): void {
  const waiting: unknown[] = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if ('kind' in next && next.kind === 'number' && 'value' in next && typeof next.value === 'number')
      found.add(next.value);
    for (const part of Object.values(next)) if (typeof part === 'object' && part !== null) waiting.push(part);
  }
}

const pick = <One>(random: Random, list: readonly One[]): One => list[Math.floor(random() * list.length)]!;

/** A number that is possible. */
function drawNumber({ numbers }: Palette, { low, high, whole }: Numbers, random: Random): number {
  const most = Math.min(high, Math.max(LARGEST, low));
  const least = Math.max(low, Math.min(-LARGEST, high));
  const near = (value: number): number => Math.min(most, Math.max(least, whole ? Math.round(value) : value));
  const way = random();
  if (way < 0.15) return least;
  if (way < 0.25) return most;
  if (way < 0.7) return near(pick(random, numbers));
  if (way < 0.85) return near(Math.floor(random() * 30));
  return near(least + random() * (Math.min(most, least + 10 ** Math.floor(random() * 6)) - least));
}

function drawNow(world: World, random: Random): number {
  const { low, high } = world.now;
  const near = (value: number): number => Math.min(high, Math.max(low, value));
  const way = random();
  if (way < 0.2) return near(DEFAULT_NOW);
  const day = Math.floor(random() * 3650) * DAY;
  const edge = pick(random, [0, -SECOND, MINUTE, 30 * MINUTE]);
  return near(DEFAULT_NOW - 1800 * DAY + day + Math.floor(random() * 24) * HOUR + edge);
}

/** Any state of the world. */
export function drawState(palette: Palette, random: Random): State {
  const { world, program } = palette;
  const pool: Record<string, number> = {
    targetDedicatedNodes: drawNumber(palette, world.targets.$TargetDedicatedNodes, random),
    targetLowPriorityNodes: drawNumber(palette, world.targets.$TargetLowPriorityNodes, random),
  };
  for (const [id, [field]] of liveFields()) pool[field] = drawNumber(palette, world.values[id], random);
  const samples: Record<string, readonly AgedValue[]> = {};
  for (const use of program.uses) {
    const drawn = drawSamples(palette, use, random);
    if (drawn.length > 0) samples[use.id] = drawn;
  }
  return {
    now: drawNow(world, random),
    seed: Math.floor(random() * 1000),
    pool,
    samples,
    decisions: world.decisions,
  };
}

const liveFields = () => Object.entries(LIVE_FIELDS) as [LiveId, (typeof LIVE_FIELDS)[LiveId]][];

/** How many samples of 30 s it takes to fill all that a formula reads of a metric. */
export function neededSamples({ lookBack, newest }: MetricUse): number {
  const inWindow = Number.isFinite(lookBack) ? Math.ceil(lookBack / SAMPLE_PERIOD) + 1 : MOST_SAMPLES;
  return Math.max(1, Math.min(MOST_SAMPLES, Math.max(inWindow, Number.isFinite(newest) ? newest : 20)));
}

function drawSamples(palette: Palette, use: MetricUse, random: Random): readonly AgedValue[] {
  const values = palette.world.values[use.id];
  const count = neededSamples(use);
  const way = random();
  if (way < 0.12 && palette.world.availability.low === 0) return [];
  const isWhole = way < 0.6 || palette.world.availability.low > 0;
  const share = isWhole ? 1 : random();
  const level = drawNumber(palette, values, random);
  const varies = random() < 0.4;
  const list: AgedValue[] = [];
  for (let index = 0; index < count; index++) {
    if (random() > share) continue;
    list.push([index * 30, varies ? drawNumber(palette, values, random) : level]);
  }
  return list;
}

/** The state with a sample at every sampling instant that the formula reads. */
export function withAllSamples({ program }: Pick<Subject, 'program'>, state: State): State {
  const samples = Object.fromEntries(
    program.uses.map((use) => {
      const there = state.samples[use.id] ?? [];
      const [, level = 0] = there[0] ?? [];
      const byAge = new Map(there);
      return [
        use.id,
        Array.from(
          { length: neededSamples(use) },
          (_, index): AgedValue => [index * 30, byAge.get(index * 30) ?? level],
        ),
      ];
    }),
  );
  return { ...state, samples };
}

/** Whether every metric the formula reads has all its samples. */
export const isComplete = ({ program }: Pick<Subject, 'program'>, { samples }: State): boolean =>
  program.uses.every((use) => (samples[use.id] ?? []).length >= neededSamples(use));
