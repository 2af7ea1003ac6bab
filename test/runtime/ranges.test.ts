import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  AZURE,
  between,
  compile,
  type Numbers,
  type ProgramRanges,
  type Range,
  rangesOf,
  type World,
} from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import {
  createEvaluator,
  DECISIONS,
  type Decisions,
  decide,
  type Environment,
  type Evaluation,
  parseInstant,
  parseRfc1123,
  type Value,
} from '../../runtime/index.ts';
import { environments, formulas } from './soups.ts';

// By hand: RUNS=100000 SEED=random npx vitest run test/runtime/ranges.test.ts
const RUNS = Number(process.env.RUNS ?? 600);

const decisions: fc.Arbitrary<Partial<Decisions>> = fc.record(
  Object.fromEntries(
    Object.entries(DECISIONS).map(([name, { choices }]) => [
      name,
      'least' in choices
        ? fc.integer({ min: choices.least, max: choices.most })
        : fc.constantFrom(...choices),
    ]),
  ),
  { requiredKeys: [] },
);

/** A world that the random environments are within. */
const worldOf = (chosen: Partial<Decisions>, now: Numbers): World => ({
  ...AZURE,
  now,
  values: Object.fromEntries(
    Object.keys(AZURE.values).map((id) => [id, between(-2, 30, { whole: true })]),
  ) as World['values'],
  targets: {
    $TargetDedicatedNodes: between(0, 9, { whole: true }),
    $TargetLowPriorityNodes: between(0, 9, { whole: true }),
  },
  mostSamples: 16,
  knowsCounts: false,
  decisions: decide(chosen),
  readTime: (text) => parseInstant(text) ?? parseRfc1123(text),
});

const admits = ({ low, high, whole, nan }: Numbers, value: number): boolean =>
  Number.isNaN(value)
    ? nan
    : low <= value && value <= high && (!whole || !Number.isFinite(value) || Number.isInteger(value));

/** Whether a value is one of a range. */
function isWithin(range: Range | undefined, value: Value, now: number): boolean {
  if (range === undefined) return false;
  if (typeof value === 'number') return range.double !== undefined && admits(range.double, value);
  if (typeof value === 'string') return range.string?.has(value) === true;
  if (!('kind' in value)) {
    const { doubleVec } = range;
    if (doubleVec === undefined || value.length < doubleVec.least || value.length > doubleVec.most)
      return false;
    return value.every((one) => admits(doubleVec.elements, one));
  }
  if (value.kind === 'option') return range.option?.has(value.word) === true;
  if (value.kind === 'timeinterval')
    return range.timeinterval !== undefined && admits(range.timeinterval, value.duration);
  const { timestamp } = range;
  return (
    timestamp !== undefined &&
    admits(timestamp.instant, value.instant) &&
    admits(timestamp.fromNow, value.instant - now)
  );
}

function checkEnd(
  ranges: ProgramRanges,
  { error, targets, stopped, assignments, timestamp }: Evaluation,
): void {
  if (error !== undefined) {
    const kind = error.diagnostic.code.replace(/^eval-/, '');
    const span = ['non-finite-target', 'negative-target-refused'].includes(kind)
      ? undefined
      : error.diagnostic.span;
    const found = ranges.failures.filter(
      (one) => one.kind === kind && (span === undefined || one.span.start === span.start),
    );
    expect(found, error.detail).not.toEqual([]);
    return;
  }
  const { $TargetDedicatedNodes: dedicated, $TargetLowPriorityNodes: lowPriority } = ranges.targets;
  expect([targets.targetDedicatedNodes, dedicated.nodes]).toSatisfy(([value, range]) => admits(range, value));
  expect([targets.targetLowPriorityNodes, lowPriority.nodes]).toSatisfy(([value, range]) =>
    admits(range, value),
  );
  expect(ranges.option).toContain(targets.nodeDeallocationOption);
  if (stopped) return;
  const last = new Map(assignments.map(({ name, value }) => [name, value]));
  for (const [name, value] of last)
    expect(isWithin(ranges.names.get(name), value, timestamp), name).toBe(true);
}

function checkRanges(text: string, environment: Environment, chosen: Partial<Decisions>): string {
  const { program } = compile(createSource('soup', text));
  const ranges = rangesOf(
    program!,
    worldOf(chosen, between(environment.now, environment.now, { whole: true })),
  );
  const evaluation = createEvaluator(program!, {
    observer: (node, value) => {
      const range = ranges.nodes.get(node);
      if (isWithin(range, value, environment.now)) return;
      const part = text.slice(node.span.start, node.span.end);
      throw new Error(`${part} is ${JSON.stringify(value)}, outside ${show(range)}`);
    },
  })({ ...environment, decisions: chosen });
  checkEnd(ranges, evaluation);
  return evaluation.error === undefined ? 'finished' : 'failed';
}

const show = (range: Range | undefined): string =>
  JSON.stringify(range, (_, one) =>
    one instanceof Set ? [...one] : typeof one === 'number' ? String(one) : one,
  );

test('every value of every part lies in its range, and every failure was foreseen', () => {
  const ends = new Map<string, number>();
  fc.assert(fc.property(formulas, environments, decisions, (text, environment, chosen) => {
    const end = checkRanges(text, environment, chosen);
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }), { numRuns: RUNS }); // biome-ignore format: one property
  for (const end of ['finished', 'failed']) expect(ends.get(end)).toBeGreaterThan(0);
});
