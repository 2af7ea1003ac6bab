// The rules about what is legal but unwise, and the one loop that applies them.

import type { Diagnostic, Formula, Severity, Source } from '../grammar/index.ts';
import { flowOf } from './flow.ts';
import type { Program } from './ir.ts';
import { activeTasksOnly } from './lints/active-tasks-only.ts';
import { aggregateOfNothing } from './lints/aggregate-of-nothing.ts';
import { capOfNothing } from './lints/cap-of-nothing.ts';
import { chainedComparison } from './lints/chained-comparison.ts';
import { constantCondition } from './lints/constant-condition.ts';
import { countedTwice } from './lints/counted-twice.ts';
import { cpuScale } from './lints/cpu-scale.ts';
import { deadAssignment } from './lints/dead-assignment.ts';
import { defaultDeallocation } from './lints/default-deallocation.ts';
import { emptyRequest } from './lints/empty-request.ts';
import type { Facts } from './lints/facts.ts';
import { fixedDate } from './lints/fixed-date.ts';
import { functionName } from './lints/function-name.ts';
import { futureWindow } from './lints/future-window.ts';
import { guardOfOtherSamples } from './lints/guard-of-other-samples.ts';
import { guardTooLow } from './lints/guard-too-low.ts';
import { halving } from './lints/halving.ts';
import { inclusiveHour } from './lints/inclusive-hour.ts';
import { limitsCrossed } from './lints/limits-crossed.ts';
import { lostFraction } from './lints/lost-fraction.ts';
import { misleadingName } from './lints/misleading-name.ts';
import { mixedNames } from './lints/mixed-names.ts';
import { multiNodeMean } from './lints/multi-node-mean.ts';
import { multiSlotTasks } from './lints/multi-slot-tasks.ts';
import { nearLimits } from './lints/near-limits.ts';
import { nearServiceName } from './lints/near-service-name.ts';
import { negativeTarget } from './lints/negative-target.ts';
import { newestSampleOnly } from './lints/newest-sample-only.ts';
import { noCap } from './lints/no-cap.ts';
import { oldName } from './lints/old-name.ts';
import { oneKindOfNode } from './lints/one-kind-of-node.ts';
import { orderOfSamples } from './lints/order-of-samples.ts';
import { otherKindOfNode } from './lints/other-kind-of-node.ts';
import { percentAsFraction } from './lints/percent-as-fraction.ts';
import { poolSettings } from './lints/pool-settings.ts';
import { preemptedCounted } from './lints/preempted-counted.ts';
import { retiredMetric } from './lints/retired-metric.ts';
import type { Rule } from './lints/rule.ts';
import { shortWindow } from './lints/short-window.ts';
import { slotsIgnored } from './lints/slots-ignored.ts';
import { slotsWrittenOut } from './lints/slots-written-out.ts';
import { sunday } from './lints/sunday.ts';
import { timeDigits } from './lints/time-digits.ts';
import { twoSpellings } from './lints/two-spellings.ts';
import { unguardedWindow } from './lints/unguarded-window.ts';
import { unusedName } from './lints/unused-name.ts';
import { utc } from './lints/utc.ts';
import { wrongWeekday } from './lints/wrong-weekday.ts';
import { zeroDivisor } from './lints/zero-divisor.ts';
import type { PoolContext } from './pool-context.ts';
import { rangesOf } from './ranges.ts';

/** The rules, those about samples first. */
// biome-ignore format: one list
export const RULES: readonly Rule[] = [
  unguardedWindow, guardOfOtherSamples, guardTooLow, percentAsFraction, shortWindow, futureWindow, emptyRequest,
  newestSampleOnly, capOfNothing, aggregateOfNothing, orderOfSamples, cpuScale, retiredMetric,
  activeTasksOnly, countedTwice, misleadingName, slotsIgnored, slotsWrittenOut, multiSlotTasks, multiNodeMean,
  lostFraction, negativeTarget, noCap, limitsCrossed, zeroDivisor, halving,
  defaultDeallocation, oneKindOfNode, otherKindOfNode, preemptedCounted,
  constantCondition, chainedComparison, sunday, inclusiveHour, utc, fixedDate, timeDigits, wrongWeekday,
  mixedNames, oldName, nearServiceName, twoSpellings, functionName, unusedName, deadAssignment,
  poolSettings, nearLimits,
];

/** How loudly a complaint is made; `off` is not at all. */
export type Level = Severity | 'off';
/** Levels by code; what is not named keeps its own. */
export type Levels = Readonly<Record<string, Level>>;

/** The level of a rule when nobody says otherwise. */
export const levelOf = ({ code, row }: Rule, levels: Levels = {}): Level =>
  levels[code] ?? row.byDefault ?? row.severity;

export interface Linted {
  readonly source: Source;
  readonly formula: Formula;
  readonly program: Program;
  readonly pool?: PoolContext;
  readonly levels?: Levels;
}

/** What the rules find, those at their own severity that nobody gave a level; in no order. Never throws. */
export function lint({ source, formula, program, pool = {}, levels = {} }: Linted): readonly Diagnostic[] {
  const ranges = rangesOf(program, { fillings: 'plain' });
  const facts: Facts = { source, formula, program, flow: flowOf(program), ranges, pool };
  return RULES.filter((rule) => levelOf(rule, levels) !== 'off').flatMap((rule) => [...rule.find(facts)]);
}
