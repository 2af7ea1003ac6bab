// The timeline against the journal it is made of: every attempt is in it, and no slot is taken twice.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BAR,
  createTimeline,
  STILL_RUNNING,
  type Timeline,
  textAt,
  timelineBuffers,
} from '../../planner/index.ts';
import { ATTEMPT_ENDS, NODE_STATES } from '../../simulator/index.ts';
import { ACTIONS, poolRules, runOf } from './random-run.ts';
import {
  added, type Event, ended, evaluation, gone, jobStart, MINUTE, namesOf, node, poolCreate, resizeStart, runEnd,
  runStart, SECOND, started, state, tell,
} from './script.ts'; // biome-ignore format: a list

function timelineOf(events: readonly Event[], limit?: number): Timeline {
  const sink = createTimeline({ names: namesOf(), ...(limit === undefined ? {} : { limit }) });
  tell(sink, events);
  return sink.timeline();
}

const KINDS = Object.keys(BAR);

/** A bar in a line: node, slots, what, task, from, to, how it ended, wait. */
function linesOf({ bars, nodes }: Timeline): readonly string[] {
  return Array.from({ length: bars.count }, (_, row) => {
    const slot = bars.slot[row]!;
    const how = bars.how[row] === STILL_RUNNING ? 'still' : ATTEMPT_ENDS[bars.how[row]!];
    return `${nodes.id[bars.node[row]!]} ${slot}-${slot + bars.slots[row]! - 1} ${KINDS[bars.kind[row]!]} of ${textAt(bars.task, row)}, ${bars.start[row]} to ${bars.end[row]}, ${how}, waited ${bars.wait[row]}`;
  });
}

const choices = fc.array(
  fc.tuple(
    fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 100_000 })),
    fc.integer({ min: 0, max: ACTIONS - 1 }),
    fc.nat({ max: 10_000 }),
  ),
  { maxLength: 120, size: 'max' },
);

describe('a run by hand', () => {
  const events: readonly Event[] = [
    runStart(),
    poolCreate({ dedicated: 1 }),
    jobStart(),
    node(0, 0),
    state(0, 0, 'creating'),
    added(0, 0), added(0, 1), added(0, 2), added(10 * SECOND, 3, 2),
    state(MINUTE, 0, 'idle'),
    started(MINUTE, 0, 0), started(MINUTE, 1, 0), started(MINUTE, 2, 0),
    state(MINUTE, 0, 'running'),
    evaluation(MINUTE, '$TargetDedicatedNodes=2;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue;x=3'),
    resizeStart(MINUTE, 2),
    ended(2 * MINUTE, 1, 0, 'retry'),
    started(2 * MINUTE, 3, 0),
    ended(3 * MINUTE, 3, 0), started(3 * MINUTE, 1, 0),
    evaluation(4 * MINUTE, '', { code: 'InsufficientSampleData', detail: 'Line 1, Col 1' }),
    ended(4 * MINUTE, 0, 0, 'failure'),
    ended(5 * MINUTE, 1, 0, 'recovery'),
    gone(5 * MINUTE, 0),
    runEnd(6 * MINUTE),
  ]; // biome-ignore format: a script
  const timeline = timelineOf(events);

  test('a task with two slots where the free ones are apart has two bars; a retry waits since its attempt', () => {
    expect(linesOf(timeline)).toEqual([
      'tvm-0 0-0 attempt of 0, 60 to 240, failure, waited 60',
      'tvm-0 1-1 attempt of 1, 60 to 120, retry, waited 60',
      'tvm-0 1-1 attempt of 3, 120 to 180, success, waited 110',
      'tvm-0 1-1 attempt of 1, 180 to 300, recovery, waited 60',
      'tvm-0 2-2 attempt of 2, 60 to 360, still, waited 60',
      'tvm-0 3-3 rest of 3, 120 to 180, success, waited 110',
    ]);
    expect(timeline.kept).toEqual({ attempts: 5, shown: 5, every: 1, until: null });
  });

  test('the node, the targets and the evaluations are there', () => {
    const { nodes, targets, evaluations } = timeline;
    expect([...nodes.state].map((code) => NODE_STATES[code])).toEqual(['creating', 'idle', 'running']);
    expect([...nodes.stateTime]).toEqual([0, 60, 60]);
    expect([nodes.came[0], nodes.went[0], nodes.slots[0]]).toEqual([0, 300, 4]);
    expect([...targets.time]).toEqual([0, 60]);
    expect([...targets.dedicated]).toEqual([1, 2]);
    expect([...evaluations.dedicatedBefore]).toEqual([1, 2]);
    expect([...evaluations.dedicated]).toEqual([2, Number.NaN]);
    expect(evaluations.results[0]).toContain('x=3');
    expect(evaluations.errors[1]).toMatch(/^InsufficientSampleData: .*Line 1, Col 1$/);
  });

  test('it can be handed to another thread without copying', () => {
    const given = timelineOf(events);
    const taken = structuredClone(given, { transfer: [...timelineBuffers(given)] });
    expect(linesOf(taken)).toEqual(linesOf(timeline));
    expect(given.bars.start.length).toBe(0);
  });

  test('a node that was asked for and never came is left out', () => {
    const later = timelineOf([
      runStart(), node(0, 2), state(0, 2, 'creating'), state(MINUTE, 2, 'idle'),
      added(0, 0), started(MINUTE, 0, 2), runEnd(2 * MINUTE),
    ]); // biome-ignore format: a script
    expect([later.nodes.count, [...later.nodes.firstState]]).toEqual([1, [0, 2]]);
    expect(linesOf(later)).toEqual(['tvm-2 0-0 attempt of 0, 60 to 120, still, waited 60']);
  });

  test('more tasks than a node is known to have slots get more slots', () => {
    const crowd = timelineOf([
      runStart(), node(0, 0, { slots: 1 }), added(0, 0), added(0, 1),
      started(0, 0, 0), started(SECOND, 1, 0), runEnd(MINUTE),
    ]); // biome-ignore format: a script
    expect(crowd.nodes.slots[0]).toBe(2);
    expect([...crowd.bars.slot]).toEqual([0, 1]);
  });
});

describe.each([
  ['nodes of four slots', false],
  ['nodes of one slot that work together', true],
])('random runs on %s', (_, joinsNodes) => {
  const pool = poolRules(joinsNodes);

  test('every attempt is in it with its slots, and no slot is taken twice', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const { events } = runOf(picked, pool);
        const { bars, nodes, kept } = timelineOf(events);
        const attempts = events.filter(({ kind }) => kind === 'started');
        expect(kept).toEqual({ attempts: attempts.length, shown: attempts.length, every: 1, until: null });
        const free = new Map<number, number>();
        for (let row = 0; row < bars.count; row += 1) {
          if (row > 0) {
            const isLater =
              bars.node[row]! > bars.node[row - 1]! ||
              (bars.node[row] === bars.node[row - 1] &&
                (bars.slot[row]! > bars.slot[row - 1]! ||
                  (bars.slot[row] === bars.slot[row - 1] && bars.start[row]! >= bars.end[row - 1]!)));
            expect(isLater).toBe(true);
          }
          expect(bars.slot[row]! + bars.slots[row]!).toBeLessThanOrEqual(nodes.slots[bars.node[row]!]!);
        }
        const rows = Array.from({ length: bars.count }, (_row, row) => row);
        for (const row of rows.sort(
          (one, other) => bars.start[one]! - bars.start[other]! || bars.end[one]! - bars.end[other]!,
        ))
          for (let slot = bars.slot[row]!; slot < bars.slot[row]! + bars.slots[row]!; slot += 1) {
            const key = bars.node[row]! * 256 + slot;
            expect(bars.start[row]).toBeGreaterThanOrEqual(free.get(key) ?? 0);
            free.set(key, bars.end[row]!);
          }
      }),
    );
  });

  test('with a limit, the nodes that stay are whole', () => {
    fc.assert(
      fc.property(choices, fc.integer({ min: 4, max: 40 }), (picked, limit) => {
        const { events } = runOf(picked, pool);
        const whole = timelineOf(events);
        const some = timelineOf(events, limit);
        const { every, until } = some.kept;
        expect(some.kept.attempts).toBe(whole.kept.attempts);
        expect(some.bars.count).toBeLessThanOrEqual(limit + 4);
        const stays = ({ bars }: Timeline) =>
          Array.from({ length: bars.count }, (_row, row) => row)
            .filter((row) => bars.node[row]! % every === 0 && (until === null || bars.start[row]! < until))
            .map((row) => `${bars.node[row]} ${textAt(bars.task, row)} ${bars.kind[row]} ${bars.start[row]}`);
        expect(stays(some)).toEqual(stays(whole));
        expect([...some.nodes.isKept].every((is, handle) => is === Number(handle % every === 0))).toBe(true);
      }),
    );
  });
});
