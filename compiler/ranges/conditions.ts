// Logic and conditions on ranges: each branch is seen with what the conditions before it say.

import type { ConditionalNode, LogicalNode, Node } from '../ir.ts';
import { assume } from './assume.ts';
import { goBack, markOf } from './facts.ts';
import { contains, eitherOf, exactly, isNothing, NO_NUMBER, singleOf, TRUTH } from './numbers.ts';
import { singleNumber } from './operators.ts';
import { either, NO_VALUE, type Range } from './range.ts';
import type { RangeSite } from './site.ts';
import { freshTerm, termOf } from './terms.ts';
import { finish, type Seen, siteOf, type Walk } from './walk.ts';

/** Which truths a value can have; a vector counts when it has exactly one element. */
interface Truths {
  readonly holds: boolean;
  readonly fails: boolean;
}

function truthsOf(range: Range, site: RangeSite): Truths {
  const { double, doubleVec, ...others } = range;
  if (Object.keys(others).length > 0) site.fail('fault');
  const single = doubleVec === undefined ? undefined : singleNumber({ doubleVec }, site);
  const numbers = eitherOf(double ?? NO_NUMBER, single ?? NO_NUMBER);
  const isZero = singleOf(numbers) === 0;
  return { holds: !isNothing(numbers) && !isZero, fails: contains(numbers, 0) };
}

/** `&&` or `||`: the right side is seen with what the left one says. */
export function visitLogical(walk: Walk, node: LogicalNode, left: Seen): Seen {
  const site = siteOf(walk, node.operatorSpan, node);
  const first = truthsOf(left.range, site);
  const mark = markOf(walk.facts);
  const isAnd = node.operator === '&&';
  const goesOn = isAnd ? first.holds : first.fails;
  const believes = !walk.everything && walk.world.decisions.shortCircuit;
  const reached =
    walk.everything ||
    (believes ? goesOn && assume(walk.facts, left.term, isAnd) : first.holds || first.fails);
  const right = reached ? walk.visit(node.right) : undefined;
  const second = right === undefined ? { holds: false, fails: false } : truthsOf(right.range, site);
  if (believes) goBack(walk.facts, mark);
  const decided = isAnd ? first.fails : first.holds;
  const either = { holds: goesOn && second.holds, fails: goesOn && second.fails };
  const holds = isAnd ? either.holds : decided || either.holds;
  const fails = isAnd ? decided || either.fails : either.fails;
  const range = holds ? { double: fails ? TRUTH : exactly(1) } : fails ? { double: exactly(0) } : NO_VALUE;
  const parts = [left.term, right?.term ?? left.term];
  return finish(walk, node, range, termOf(walk.terms, node.operator, parts, node));
}

/** One condition of a chain of them, and what is seen when it is the first that holds; absent when it never is. */
interface Arm {
  readonly node: ConditionalNode;
  readonly condition: Seen;
  readonly whenTrue?: Seen;
}

/** Walks a chain of conditions in a loop; in each branch what the conditions before it say is known. */
export function visitConditional(walk: Walk, node: ConditionalNode): Seen {
  const arms: Arm[] = [];
  let mark: number | undefined;
  let last: Node = node;
  let goesOn = true;
  while (goesOn && last.kind === 'conditional') {
    const condition = walk.visit(last.condition);
    mark ??= markOf(walk.facts);
    const truths = truthsOf(condition.range, siteOf(walk, last.condition.span, last));
    const whenTrue =
      truths.holds || walk.everything ? visitBranch(walk, condition, true, last.whenTrue) : undefined;
    arms.push({ node: last, condition, ...(whenTrue !== undefined && { whenTrue }) });
    goesOn = walk.everything || (truths.fails && assume(walk.facts, condition.term, false));
    last = last.whenFalse;
  }
  const otherwise = goesOn ? walk.visit(last) : undefined;
  goBack(walk.facts, mark!);
  let rest = otherwise;
  for (const arm of arms.toReversed()) {
    rest = joinArm(walk, arm, rest);
    // What holds in one branch says nothing outside of it, so inner conditions are not noted as facts.
    walk.nodes.set(arm.node, rest.range);
  }
  return finish(walk, node, rest!.range, rest!.term);
}

function visitBranch(walk: Walk, condition: Seen, holds: boolean, branch: Node): Seen | undefined {
  const mark = markOf(walk.facts);
  const isPossible = walk.everything || assume(walk.facts, condition.term, holds);
  const seen = isPossible ? walk.visit(branch) : undefined;
  goBack(walk.facts, mark);
  return seen;
}

/** A condition whose one branch is never taken is the other branch. */
function joinArm(walk: Walk, { node, condition, whenTrue }: Arm, rest: Seen | undefined): Seen {
  if (whenTrue === undefined || rest === undefined)
    return whenTrue ?? rest ?? { range: NO_VALUE, term: freshTerm(walk.terms, 'never', node) };
  const term = termOf(walk.terms, '?:', [condition.term, whenTrue.term, rest.term], node);
  return { range: either(whenTrue.range, rest.range), term };
}
