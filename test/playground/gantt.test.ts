// Places and bars of the Gantt chart against plain scans, and how much is painted: what is on the screen, not what is
// in the run.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTimeline, type Timeline } from '../../planner/index.ts';
import { nodePaint, nodePaintKeys } from '../../playground/palette.ts';
import { busiestTime } from '../../playground/panes/pool.ts';
import { berthsOf, nodeAt, stateAt } from '../../playground/plots/berths.ts';
import { paintGantt } from '../../playground/plots/gantt-paint.ts';
import { DENSITIES, hitAt, rowsOf } from '../../playground/plots/gantt-rows.ts';
import { barAt, lanesOf, takenSlots } from '../../playground/plots/lanes.ts';
import { placesOf } from '../../playground/plots/places.ts';
import { heapOf } from '../../playground/plots/pool-layout.ts';
import { createSvgBrushes } from '../../playground/plots/svg-brushes.ts';
import { ATTEMPT_ENDS, NODE_STATES } from '../../simulator/index.ts';
import { ACTIONS, poolRules, runOf } from '../planner/random-run.ts';
import { namesOf, tell } from '../planner/script.ts';

const choices = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 5000 }),
    fc.integer({ min: 0, max: ACTIONS - 1 }),
    fc.nat({ max: 10_000 }),
  ),
  { maxLength: 100, size: 'max' },
);

function randomTimeline(picked: Parameters<typeof runOf>[0]): Timeline {
  const sink = createTimeline({ names: namesOf() });
  tell(sink, runOf(picked, poolRules(false)).events);
  return sink.timeline();
}

describe('places', () => {
  test('every node has one berth, none is taken twice, and there are no more than nodes at once', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const timeline = randomTimeline(picked);
        const { nodes } = timeline;
        const groups = berthsOf(timeline);
        const all = groups.flatMap(({ berths }) => berths.flat());
        expect([...all].sort((one, other) => one - other)).toEqual(
          Array.from({ length: nodes.count }, (_, node) => node),
        );
        for (const { berths } of groups) {
          for (const berth of berths)
            for (const [at, node] of berth.entries())
              if (at > 0) expect(nodes.came[node]).toBeGreaterThanOrEqual(nodes.went[berth[at - 1]!]!);
          const members = berths.flat();
          const atOnce = members.map(
            (node) =>
              members.filter(
                (other) => nodes.came[other]! <= nodes.came[node]! && nodes.went[other]! > nodes.came[node]!,
              ).length,
          );
          // A node that went as it came stands somewhere too.
          const fleeting = members.filter((node) => nodes.came[node] === nodes.went[node]).length;
          expect(berths.length).toBeLessThanOrEqual(Math.max(...atOnce) + fleeting);
        }
      }),
    );
  });

  test('what is found at a time is what a scan finds', () => {
    fc.assert(
      fc.property(choices, fc.double({ min: 0, max: 1, noNaN: true }), (picked, share) => {
        const timeline = randomTimeline(picked);
        const { nodes, bars, length } = timeline;
        const lanes = lanesOf(timeline);
        const time = length * share;
        for (const { berths } of berthsOf(timeline))
          for (const berth of berths)
            expect(nodeAt(berth, timeline, time)).toBe(
              berth.findLast((node) => nodes.came[node]! <= time && time < nodes.went[node]!),
            );
        for (let node = 0; node < nodes.count; node += 1) {
          const here = Array.from({ length: bars.count }, (_, bar) => bar).filter(
            (bar) => bars.node[bar] === node && bars.start[bar]! <= time && time < bars.end[bar]!,
          );
          expect(takenSlots(timeline, lanes, node, time).taken).toBe(
            here.reduce((sum, bar) => sum + bars.slots[bar]!, 0),
          );
          for (let slot = 0; slot < nodes.slots[node]!; slot += 1)
            expect(barAt(timeline, lanes, { node, slot, time })).toBe(
              here.find((bar) => bars.slot[bar]! <= slot && slot < bars.slot[bar]! + bars.slots[bar]!),
            );
          const place = stateAt(timeline, node, time);
          const known = Array.from(
            nodes.stateTime.subarray(nodes.firstState[node]!, nodes.firstState[node + 1]!),
          ).filter((one) => one <= time).length;
          expect(place).toBe(known === 0 ? -1 : nodes.firstState[node]! + known - 1);
        }
      }),
    );
  });
});

/** So many attempts on nodes of four slots, one after another without a gap. */
function busyTimeline(attempts: number, count: number, limit = attempts): Timeline {
  const sink = createTimeline({ names: namesOf(), limit });
  for (let node = 0; node < count; node += 1) {
    sink.nodeAdded(0, node, {
      poolId: 'p',
      nodeId: `n${node}`,
      vmSize: '',
      isDedicated: true,
      taskSlotsPerNode: 4,
    });
    sink.nodeChanged(0, node, NODE_STATES.indexOf('running'));
  }
  const rounds = Math.floor(attempts / (count * 4));
  for (let task = 0; task < rounds * count * 4; task += 1) {
    const time = Math.floor(task / (count * 4)) * 60_000;
    sink.taskAdded(time, task, 0, 1);
    sink.taskStarted(time, task, Math.floor(task / 4) % count);
    if (task % (count * 4) === count * 4 - 1)
      for (let done = task - count * 4 + 1; done <= task; done += 1)
        sink.taskEnded(
          time + 60_000 - (done % 2) * 30_000,
          done,
          0,
          done % 997 === 0 ? ATTEMPT_ENDS.indexOf('failure') : 0,
          0,
        );
  }
  return sink.timeline();
}

describe('a hundred thousand attempts', () => {
  const timeline = busyTimeline(100_000, 125);
  const scene = {
    timeline,
    lanes: lanesOf(timeline),
    rows: rowsOf(placesOf(timeline), DENSITIES[0]),
    colorBy: 'end',
  } as const;
  const ink = { color: (variable: string) => variable };
  const paint = (from: number, to: number, top = 0) => {
    const brushes = createSvgBrushes();
    const rects = paintGantt(brushes, scene, { from, to, top, width: 1000, height: 440 }, ink);
    return { rects, text: brushes.elements() };
  };

  test('the whole run is painted with what fits the screen', () => {
    expect(timeline.bars.count).toBe(100_000);
    const rows = Math.ceil(440 / 8);
    const { rects, text } = paint(0, timeline.length);
    expect(rects).toBeLessThan(rows * 4 * 250);
    expect(text).toContain('var(--lost)');
  });

  test('closer, each bar in view is painted once, and nothing else', () => {
    const { from, to } = { from: 3000, to: 3600 };
    const { rects } = paint(from, to);
    const rows = scene.rows.rows.filter(({ top }) => top <= 440);
    const inView = Array.from({ length: timeline.bars.count }, (_, bar) => bar).filter(
      (bar) =>
        rows.some(({ berth }) => berth[0] === timeline.bars.node[bar]) &&
        timeline.bars.end[bar]! > from &&
        timeline.bars.start[bar]! < to,
    );
    expect(rects).toBe(inView.length + rows.length);
  });

  test('merged bars are as deep as their share', () => {
    // Slots whose tasks fill every minute, and slots whose tasks take half of each: two minutes a pixel.
    const brushes = createSvgBrushes();
    const window = { from: 0, to: timeline.length, top: 0, width: 100, height: 440 };
    paintGantt(brushes, scene, window, ink);
    const merged = [...brushes.elements().matchAll(/fill="var\(--useful\)"(?: opacity="([\d.]+)")?/g)];
    const depths = new Set(merged.map(([, depth = '1']) => depth).filter((depth) => depth !== '0.16'));
    expect([...depths].sort()).toEqual(['0.55', '0.8', '1']);
  });

  test('a point is told apart to the slot', () => {
    const row = scene.rows.rows[3]!;
    const hit = hitAt(placesOf(timeline), scene.rows, { y: row.top + row.pitch * 2.5, time: 65 });
    expect([hit!.node, hit!.slot]).toEqual([row.berth[0], 2]);
    expect(timeline.bars.start[hit!.bar!]).toBe(60);
  });
});

test('a node whose tasks are not kept is not called idle', () => {
  const { nodes } = busyTimeline(4000, 10, 1000);
  const keys = Array.from({ length: nodes.count }, (_, node) => {
    const { key } = nodePaint(nodes, node, nodes.firstState[node]!);
    return `${nodes.isKept[node]} ${key}`;
  });
  expect(new Set(keys)).toEqual(new Set(['1 running', '0 untold']));
  expect(nodePaintKeys(nodes)).toEqual(new Set(['running', 'untold']));
});

test('the busiest time has as many tasks as any', () => {
  fc.assert(
    fc.property(choices, (picked) => {
      const timeline = randomTimeline(picked);
      const { bars, length } = timeline;
      const part = Math.max(length, 1) / 400;
      const workIn = (from: number) =>
        Array.from({ length: bars.count }, (_, bar) =>
          Math.max(0, Math.min(bars.end[bar]!, from + part) - Math.max(bars.start[bar]!, from)),
        ).reduce((sum, time) => sum + time, 0);
      const most = Math.max(...Array.from({ length: 400 }, (_, at) => workIn(at * part)));
      const busiest = busiestTime(timeline);
      if (most === 0) expect(busiest).toBe(0);
      else expect(workIn(busiest - part / 2)).toBeCloseTo(most, 3);
    }),
    { numRuns: 20 },
  );
});

test('the heap has few dots, and they stand for all that wait', () => {
  for (const waiting of [0, 1, 240, 241, 694, 12_345, 4_000_000]) {
    const { each, dots } = heapOf(waiting, 240);
    expect(dots).toBeLessThanOrEqual(240);
    expect(dots * each).toBeGreaterThanOrEqual(waiting);
    expect((dots - 1) * each).toBeLessThan(Math.max(1, waiting));
  }
});
