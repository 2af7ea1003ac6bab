// Closures for what is certainly made of numbers and vectors: they need neither a list of arguments nor a choice.

import { type CallNode, DOUBLE, type FunctionOverloadId, type Node, VECTOR } from '../compiler/index.ts';
import { chooseFunction } from './dispatch.ts';
import { bodyOfVector, FOLDS, type Fold } from './library/functions.ts';
import type { Arithmetic } from './library/operators.ts';
import { always, type Run } from './run.ts';
import { callSite } from './sites.ts';
import type { Vector } from './value.ts';

/** An operator on two parts that are certainly numbers. */
export function infixRun(compute: Arithmetic, left: Run, right: Run): Run {
  const { known } = right;
  if (typeof known === 'number') {
    if (typeof left.known === 'number') return always(compute(left.known, known));
    return (frame) => {
      const a = left(frame);
      return a === undefined ? undefined : compute(a as number, known);
    };
  }
  return (frame) => {
    const a = left(frame);
    if (a === undefined) return undefined;
    const b = right(frame);
    return b === undefined ? undefined : compute(a as number, b as number);
  };
}

/** A function of lists on arguments of which each is certainly a number or certainly a vector; nothing for any other. */
export function listRun(node: CallNode, runs: readonly Run[]): Run | undefined {
  const [id] = node.overloads;
  if (id === undefined || node.overloads.length > 1) return undefined;
  return vectorRun(node, runs) ?? foldRun(id, node.arguments, runs);
}

/** A function of lists on one vector. */
function vectorRun(node: CallNode, [only, ...more]: readonly Run[]): Run | undefined {
  const ofVector = bodyOfVector(
    chooseFunction(
      node.overloads,
      node.arguments.map(({ type }) => type),
    ),
  );
  if (ofVector === undefined || only === undefined || more.length > 0) return undefined;
  if (node.arguments[0]!.type !== VECTOR) return undefined;
  const site = callSite(node);
  return (frame) => {
    const vector = only(frame);
    return vector === undefined ? undefined : ofVector(vector as Vector, frame, site);
  };
}

/** A sum or an extreme of two parts with a number among them, so that there is a value. */
function foldRun(
  id: FunctionOverloadId,
  parts: readonly Node[],
  [first, second, ...more]: readonly Run[],
): Run | undefined {
  const fold = FOLDS[id];
  if (fold === undefined || first === undefined || second === undefined || more.length > 0) return undefined;
  const [one, other] = parts.map(({ type }) =>
    type === DOUBLE ? fold.one : type === VECTOR ? fold.all : undefined,
  );
  if (one === undefined || other === undefined || (one !== fold.one && other !== fold.one)) return undefined;
  const [addFirst, addSecond] = [one, other] as readonly ((found: number, value: unknown) => number)[];
  const { start }: Fold = fold;
  return (frame) => {
    const a = first(frame);
    if (a === undefined) return undefined;
    const b = second(frame);
    return b === undefined ? undefined : addSecond!(addFirst!(start, a), b);
  };
}
