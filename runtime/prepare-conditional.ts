// Closures for conditions: one alone, or a chain of them, run as a loop so that a long one is as safe as a short one.

import { type ConditionalNode, conditionNotDefined } from '../compiler/index.ts';
import type { Frame } from './frame.ts';
import type { Site } from './library/call.ts';
import type { Observer } from './prepare.ts';
import type { Run } from './run.ts';
import { truthOf } from './truth.ts';
import type { Value } from './value.ts';

/** One condition of a chain of them, and what is evaluated when it is the first that holds. */
export interface Arm {
  readonly node: ConditionalNode;
  readonly condition: Run;
  readonly site: Site;
  readonly whenTrue: Run;
}

/** The conditions in their order, and what is evaluated when none of them holds. */
export function conditionalRun(arms: readonly Arm[], otherwise: Run, observer: Observer | undefined): Run {
  const [only] = arms;
  if (observer === undefined && arms.length === 1 && only !== undefined) return runArm(only, otherwise);
  if (observer === undefined) return (frame) => chooseArm(arms, otherwise, frame);
  return (frame) => {
    let reached = 0;
    const value = chooseArm(arms, otherwise, frame, () => reached++);
    if (value !== undefined) for (const arm of arms.slice(0, reached).reverse()) observer(arm.node, value);
    return value;
  };
}

/** A condition that stands alone. */
const runArm =
  ({ condition, site, whenTrue }: Arm, otherwise: Run): Run =>
  (frame) => {
    const value = condition(frame);
    const truth = value === undefined ? undefined : truthOf(value, frame, site, conditionNotDefined);
    if (truth === undefined) return undefined;
    return truth ? whenTrue(frame) : otherwise(frame);
  };

function chooseArm(
  arms: readonly Arm[],
  otherwise: Run,
  frame: Frame,
  onReached?: () => void,
): Value | undefined {
  for (const { condition, site, whenTrue } of arms) {
    onReached?.();
    const value = condition(frame);
    const truth = value === undefined ? undefined : truthOf(value, frame, site, conditionNotDefined);
    if (truth === undefined) return undefined;
    if (truth) return whenTrue(frame);
  }
  return otherwise(frame);
}
