// A program run on ranges instead of values: what each part of it can be, for everything the world can be.
// Branches of a condition are followed one after the other, each with what the condition says, and joined; so
// the work is linear in the length of a formula. Sound with respect to the runtime, rounding included.

import { CONSTANTS, DEFAULT_OPTION } from '../catalog/index.ts';
import type { BinaryNode, CallNode, LogicalNode, Node, Step } from '../ir.ts';
import type { Type } from '../types.ts';
import { applyFunction, applyInfix, applyPrefix } from './apply.ts';
import { visitConditional, visitLogical } from './conditions.ts';
import { createFacts, type Facts } from './facts.ts';
import { memberRange } from './members.ts';
import { between, exactly, type Numbers } from './numbers.ts';
import { singleNumber } from './operators.ts';
import {
  ANY_VALUE,
  anyOf,
  isNoValue,
  NO_VALUE,
  ofInterval,
  ofNumbers,
  plainOf,
  type Range,
} from './range.ts';
import { latestRange, visitMethod } from './requests.ts';
import { createTerms, freshTerm, type Terms, termOf } from './terms.ts';
import {
  currentSlots,
  type Exit,
  finish,
  leaf,
  type PossibleFailure,
  type Seen,
  siteOf,
  type Walk,
} from './walk.ts';
import type { World } from './world.ts';

export interface Interpretation {
  readonly world: World;
  /** In the order they were met, children before parents. */
  readonly nodes: ReadonlyMap<Node, Range>;
  /** What each statement gives; no value where it is never carried out. */
  readonly steps: readonly Seen[];
  readonly exits: readonly Exit[];
  readonly failures: readonly PossibleFailure[];
  readonly facts: Facts;
  readonly terms: Terms;
}

export interface InterpretOptions {
  /** Follow every branch, and past every end, believing nothing that a condition says. */
  readonly everything?: boolean;
}

/** Runs a program's statements on ranges. Never throws, whatever the program. */
export function interpret(
  steps: readonly Step[],
  world: World,
  options: InterpretOptions = {},
): Interpretation {
  const walk: Walk = {
    visit: (node) => visit(walk, node),
    world,
    everything: options.everything === true,
    nodes: new Map(),
    failures: new Map(),
    facts: createFacts(),
    terms: createTerms(),
    slots: [],
    exits: [],
  };
  const seen: Seen[] = [];
  let goesOn = true;
  for (const step of steps) {
    const one: Seen = goesOn
      ? visitStep(walk, step)
      : { range: NO_VALUE, term: freshTerm(walk.terms, 'never', step.value) };
    goesOn &&= !isNoValue(one.range);
    seen.push(one);
  }
  if (goesOn) walk.exits.push({ how: 'end', slots: currentSlots(walk) });
  const { nodes, exits, facts, terms } = walk;
  return { world, nodes, steps: seen, exits, failures: [...walk.failures.values()], facts, terms };
}

function visitStep(walk: Walk, step: Step): Seen {
  const value = visit(walk, step.value);
  if (step.kind === 'evaluate') return value;
  const fitting = step.target === undefined ? value : fitTarget(walk, step, value);
  walk.slots[step.slot] = fitting;
  return fitting;
}

/** The value as a target keeps it; no value when it cannot. */
function fitTarget(walk: Walk, step: Extract<Step, { kind: 'assign' }>, { range, term }: Seen): Seen {
  const site = siteOf(walk, step.nameSpan, step.value);
  const fits =
    step.target === '$NodeDeallocationOption' ? (['option'] as const) : (['double', 'doubleVec'] as const);
  const fitting: Range = Object.fromEntries(
    Object.entries(range).filter(([kind]) => (fits as readonly string[]).includes(kind)),
  );
  if (Object.keys(fitting).length < Object.keys(range).length) site.fail('fault');
  const { doubleVec } = fitting;
  if (doubleVec === undefined) return wholeWhenDecided(walk, { range: fitting, term });
  const single = singleNumber({ doubleVec }, site);
  const kept = single === undefined ? {} : { doubleVec: { least: 1, most: 1, elements: single } };
  const { doubleVec: _, ...rest } = fitting;
  return wholeWhenDecided(walk, { range: { ...rest, ...kept }, term });
}

function wholeWhenDecided(walk: Walk, seen: Seen): Seen {
  const { double, doubleVec } = seen.range;
  if (walk.world.decisions.targetReadBack === 'as-assigned' || (double ?? doubleVec) === undefined)
    return seen;
  const cut = (numbers: Numbers): Numbers =>
    between(Math.trunc(numbers.low), Math.trunc(numbers.high), { whole: true, nan: numbers.nan });
  const range = {
    ...(double !== undefined && { double: cut(double) }),
    ...(doubleVec !== undefined && { doubleVec: { ...doubleVec, elements: cut(doubleVec.elements) } }),
  };
  return { range, term: termOf(walk.terms, 'trunc', [seen.term]) };
}

/** What a part can be; notes it, and what follows from its having a value at all. */
function visit(walk: Walk, node: Node): Seen {
  switch (node.kind) {
    case 'number':
      return finish(walk, node, ofNumbers(exactly(node.value)), leaf(walk, node, 'number'));
    case 'string':
      return finish(walk, node, { string: new Set([node.value]) }, leaf(walk, node, `"${node.value}"`));
    case 'constant':
      return finish(walk, node, ofInterval(constantRange(walk, node.id)), leaf(walk, node, node.id));
    case 'option':
      return finish(walk, node, { option: new Set([node.word]) }, leaf(walk, node, node.word));
    case 'variable':
      return visitVariable(walk, node);
    case 'target':
      return finish(walk, node, targetRange(walk, node.id), leaf(walk, node, node.id));
    case 'latest':
      return finish(
        walk,
        node,
        latestRange(walk, node.id, siteOf(walk, node.span, node)),
        leaf(walk, node, node.id),
      );
    case 'unary':
      return visitUnary(walk, node);
    case 'binary':
    case 'logical':
      return visitChain(walk, node);
    case 'conditional':
      return visitConditional(walk, node);
    case 'call':
      return visitCall(walk, node);
    case 'method':
      return visitMethod(walk, node);
    case 'member':
      return visitMember(walk, node);
    case 'fault':
      return visitFault(walk, node);
    case 'placeholder':
      return finish(walk, node, fillingOf(walk, node.type), freshTerm(walk.terms, 'placeholder', node));
    default:
      return unreachable(node);
  }
}

const fillingOf = ({ world }: Walk, type: Type): Range =>
  world.fillings === 'plain' ? plainOf(type) : anyOf(type);

function visitUnary(walk: Walk, node: Extract<Node, { kind: 'unary' }>): Seen {
  const operand = visit(walk, node.operand);
  const range = applyPrefix(node.operator, operand.range, siteOf(walk, node.operatorSpan, node));
  return finish(
    walk,
    node,
    range,
    termOf(walk.terms, node.operator === '-' ? 'neg' : '!', [operand.term], node),
  );
}

function visitMember(walk: Walk, node: Extract<Node, { kind: 'member' }>): Seen {
  const object = visit(walk, node.object);
  const { timestamp } = object.range;
  if (Object.keys(object.range).length > (timestamp === undefined ? 0 : 1))
    siteOf(walk, node.nameSpan, node).fail('fault');
  const range = timestamp === undefined ? NO_VALUE : memberRange(node.member, timestamp, walk.world);
  return finish(walk, node, range, termOf(walk.terms, `.${node.member}`, [object.term], node));
}

function visitFault(walk: Walk, node: Extract<Node, { kind: 'fault' }>): Seen {
  const ended = node.before.map((part) => visit(walk, part)).some(({ range }) => isNoValue(range));
  if (!ended) siteOf(walk, node.span, node).fail('fault');
  return finish(walk, node, NO_VALUE, freshTerm(walk.terms, 'fault', node));
}

function visitVariable(walk: Walk, node: Extract<Node, { kind: 'variable' }>): Seen {
  const slot = walk.slots[node.slot];
  // Only where every path is followed a name can be read that nothing was assigned to.
  if (slot === undefined) return finish(walk, node, ANY_VALUE, freshTerm(walk.terms, 'unknown', node));
  return finish(walk, node, slot.range, slot.term);
}

const DAY = 86_400_000;
const constantRange = ({ world }: Walk, id: keyof typeof CONSTANTS): Numbers =>
  exactly(id === 'TimeInterval_Year' ? world.decisions.yearDays * DAY : CONSTANTS[id].milliseconds);

const targetRange = ({ world }: Walk, id: Extract<Node, { kind: 'target' }>['id']): Range =>
  id === '$NodeDeallocationOption' ? { option: new Set([DEFAULT_OPTION]) } : ofNumbers(world.targets[id]);

/** Walks a chain such as `a + b + c` in a loop: a long one is deeper than the stack. */
function visitChain(walk: Walk, node: BinaryNode | LogicalNode): Seen {
  const chain: (BinaryNode | LogicalNode)[] = [];
  let first: Node = node;
  while (first.kind === 'binary' || first.kind === 'logical') {
    chain.push(first);
    first = first.left;
  }
  return chain.reduceRight(
    (left, link) =>
      link.kind === 'logical' ? visitLogical(walk, link, left) : visitBinary(walk, link, left),
    visit(walk, first),
  );
}

function visitBinary(walk: Walk, node: BinaryNode, left: Seen): Seen {
  const right = isNoValue(left.range) ? left : visit(walk, node.right);
  const site = { ...siteOf(walk, node.operatorSpan, node), isSame: left.term === right.term };
  const range = applyInfix(node.operator, left.range, right.range, site);
  return finish(walk, node, range, termOf(walk.terms, node.operator, [left.term, right.term], node));
}

function visitCall(walk: Walk, node: CallNode): Seen {
  const args = node.arguments.map((argument) => visit(walk, argument));
  if (node.function === 'stop' && args.length === 0)
    walk.exits.push({ how: 'stop', slots: currentSlots(walk) });
  const range = applyFunction(node.function, args.map((one) => one.range), siteOf(walk, node.nameSpan, node)); // biome-ignore format: short
  const term =
    node.function === 'rand' || node.function === 'stop'
      ? freshTerm(walk.terms, node.function, node)
      : termOf(walk.terms, node.function, args.map((one) => one.term), node); // biome-ignore format: short
  return finish(walk, node, range, term);
}

function unreachable(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`);
}
