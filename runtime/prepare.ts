// A node of the program as a closure: everything that can be decided before evaluating is decided here, once.
// A closure that gives undefined has ended the evaluation. Chains of operators and of conditions run as loops,
// so that a long formula is as safe as a short one.

import {
  DEFAULT_OPTION,
  DOUBLE,
  LIVE,
  memberNotDefined,
  type Node,
  operatorNotDefined,
  type Type,
} from '../compiler/index.ts';
import { EVALUATION } from './diagnostics.ts';
import { chooseFunction, chooseInfix, chooseMethod, choosePrefix } from './dispatch.ts';
import { type Frame, fail, warn } from './frame.ts';
import { type Site, standIn } from './library/call.ts';
import { constantValue } from './library/constants.ts';
import { MEMBER_BODIES } from './library/members.ts';
import { ON_NUMBERS } from './library/operators.ts';
import { type Arm, conditionalRun } from './prepare-conditional.ts';
import { infixRun, listRun } from './prepare-numbers.ts';
import { always, once, type Run } from './run.ts';
import { callSite, conditionSite, methodSite, operatorSite } from './sites.ts';
import { truthOf } from './truth.ts';
import { typeOfValue, type Value } from './value.ts';

/** Called with each node that was evaluated and its value, children before parents. */
export type Observer = (node: Node, value: Value) => void;

type Of<Kind extends Node['kind']> = Extract<Node, { kind: Kind }>;

/** Makes the closure of a node; without an observer it costs nothing that there could be one. */
export function prepare(node: Node, observer?: Observer): Run {
  const run = prepareNode(node, observer);
  // Chains report their own links.
  if (observer === undefined || isChain(node) || node.kind === 'conditional') return run;
  return (frame) => {
    const value = run(frame);
    if (value !== undefined) observer(node, value);
    return value;
  };
}

function prepareNode(node: Node, observer: Observer | undefined): Run {
  switch (node.kind) {
    case 'number':
    case 'string':
      return always(node.value);
    case 'constant':
      return prepareConstant(node);
    case 'option':
      return always({ kind: 'option', word: node.word });
    case 'variable': {
      const { slot } = node;
      return ({ slots }) => slots[slot];
    }
    case 'target':
      return prepareTarget(node);
    case 'latest':
      return prepareLatest(node);
    case 'unary':
      return prepareUnary(node, observer);
    case 'binary':
    case 'logical':
      return prepareChain(node, observer);
    case 'conditional':
      return prepareConditional(node, observer);
    case 'call':
      return prepareCall(node, observer);
    case 'method':
      return prepareMethod(node, observer);
    case 'member':
      return prepareMember(node, observer);
    case 'placeholder':
      return (frame) => fail(frame, EVALUATION.fault(node.span, { detail: UNFILLED }));
    case 'fault':
      return prepareFault(node, observer);
  }
}

const UNFILLED = 'a placeholder of a template has no value';

function prepareConstant({ id }: Of<'constant'>): Run {
  // How long a year is, is a decision.
  if (id === 'TimeInterval_Year') return ({ decisions }) => constantValue(id, decisions);
  return once(({ decisions }) => constantValue(id, decisions));
}

function prepareTarget(node: Of<'target'>): Run {
  switch (node.id) {
    case '$TargetDedicatedNodes':
      return ({ environment }) => environment.targetDedicatedNodes;
    case '$TargetLowPriorityNodes':
      return ({ environment }) => environment.targetLowPriorityNodes;
    case '$NodeDeallocationOption':
      return () => ({ kind: 'option', word: DEFAULT_OPTION });
  }
}

/** A metric used bare: the pool's own count where it has one, else the newest sample. */
function prepareLatest({ id, span }: Of<'latest'>): Run {
  const isLive = (name: string): name is keyof typeof LIVE => Object.hasOwn(LIVE, name);
  const live = isLive(id) ? id : undefined;
  return (frame) => {
    const { environment, decisions } = frame;
    const known = live === undefined ? undefined : environment.live[live];
    const value = known ?? environment.samples.newest(id, environment.now, 1)[0];
    if (value !== undefined) return value;
    const choice = decisions.bareMetricWithoutSamples;
    if (choice === 'error') return fail(frame, EVALUATION['no-sample-refused'](span, { metric: id }));
    const result = standIn(choice);
    warn(frame, EVALUATION['no-sample'](span, { metric: id, result }));
    return result;
  };
}

function prepareUnary(node: Of<'unary'>, observer: Observer | undefined): Run {
  const operand = prepare(node.operand, observer);
  const body = choosePrefix(node.overloads, node.operand.type);
  const site = operatorSite(node);
  const run: Run = (frame) => {
    const value = operand(frame);
    return value === undefined ? undefined : body(value, frame, site);
  };
  return operand.isConstant === true ? once(run) : run;
}

/** One operator of a chain: the value of all to its left, to the value with its right side. */
interface Link {
  (left: Value, frame: Frame): Value | undefined;
  /** On a constant it gives a constant. */
  readonly isConstant?: true;
}

const isChain = (node: Node): node is Of<'binary'> | Of<'logical'> =>
  node.kind === 'binary' || node.kind === 'logical';

function prepareChain(node: Of<'binary'> | Of<'logical'>, observer: Observer | undefined): Run {
  const ofNumbers = observer === undefined ? prepareInfixOfNumbers(node) : undefined;
  if (ofNumbers !== undefined) return ofNumbers;
  const links: Link[] = [];
  let first: Node = node;
  while (isChain(first)) {
    links.push(observed(first, prepareLink(first, observer), observer));
    first = first.left;
  }
  links.reverse();
  const start = prepare(first, observer);
  const run = runChain(start, links);
  return start.isConstant === true && links.every((link) => link.isConstant === true) ? once(run) : run;
}

/** An operator on two numbers that is no chain; nothing for any other. */
function prepareInfixOfNumbers(node: Of<'binary'> | Of<'logical'>): Run | undefined {
  const { left, right } = node;
  if (node.kind === 'logical' || isChain(left) || left.type !== DOUBLE || right.type !== DOUBLE)
    return undefined;
  const [only] = node.overloads;
  const compute = only === undefined || node.overloads.length > 1 ? undefined : ON_NUMBERS[only];
  return compute && infixRun(compute, prepare(left), prepare(right));
}

function runChain(start: Run, links: readonly Link[]): Run {
  const [only] = links;
  if (only !== undefined && links.length === 1) {
    return (frame) => {
      const left = start(frame);
      return left === undefined ? undefined : only(left, frame);
    };
  }
  return (frame) => {
    let value = start(frame);
    for (const link of links) {
      if (value === undefined) return undefined;
      value = link(value, frame);
    }
    return value;
  };
}

function observed(node: Node, link: Link, observer: Observer | undefined): Link {
  if (observer === undefined) return link;
  return (left, frame) => {
    const value = link(left, frame);
    if (value !== undefined) observer(node, value);
    return value;
  };
}

function prepareLink(node: Of<'binary'> | Of<'logical'>, observer: Observer | undefined): Link {
  const right = prepare(node.right, observer);
  const site = operatorSite(node);
  if (node.kind === 'logical') return logicalLink(node.operator === '||', right, site);
  const body = chooseInfix(node.overloads, node.left.type, node.right.type);
  const link = (left: Value, frame: Frame): Value | undefined => {
    const value = right(frame);
    return value === undefined ? undefined : body(left, value, frame, site);
  };
  return right.isConstant === true ? Object.assign(link, { isConstant: true as const }) : link;
}

/** `deciding` is the truth of the left side that settles the result alone. */
function logicalLink(deciding: boolean, right: Run, site: Site): Link {
  const describe = (type: Type) => operatorNotDefined(site.name, [type]);
  return (left, frame) => {
    const first = truthOf(left, frame, site, describe);
    if (first === undefined) return undefined;
    if (first === deciding && frame.decisions.shortCircuit) return deciding ? 1 : 0;
    const value = right(frame);
    const second = value === undefined ? undefined : truthOf(value, frame, site, describe);
    if (second === undefined) return undefined;
    return (first === deciding ? first : second) ? 1 : 0;
  };
}

function prepareConditional(node: Of<'conditional'>, observer: Observer | undefined): Run {
  const arms: Arm[] = [];
  let last: Node = node;
  while (last.kind === 'conditional') {
    const site = conditionSite(last);
    const [condition, whenTrue] = [prepare(last.condition, observer), prepare(last.whenTrue, observer)];
    arms.push({ node: last, condition, site, whenTrue });
    last = last.whenFalse;
  }
  return conditionalRun(arms, prepare(last, observer), observer);
}

function prepareCall(node: Of<'call'>, observer: Observer | undefined): Run {
  const { runs, types } = prepareArguments(node.arguments, observer);
  const ofNumbers = listRun(node, runs);
  if (ofNumbers !== undefined) return ofNumbers;
  const body = chooseFunction(node.overloads, types);
  const site = callSite(node);
  const [only] = runs;
  if (only !== undefined && runs.length === 1) {
    return (frame) => {
      const value = only(frame);
      return value === undefined ? undefined : body([value], frame, site);
    };
  }
  return (frame) => {
    const values = runAll(runs, frame);
    return values === undefined ? undefined : body(values, frame, site);
  };
}

function prepareMethod(node: Of<'method'>, observer: Observer | undefined): Run {
  const { runs, types } = prepareArguments(node.arguments, observer);
  const body = chooseMethod(node.overloads, types);
  const site = methodSite(node);
  const [first = absent, second = absent, third = absent] = runs;
  const count = runs.length;
  if (count === 1) {
    return (frame) => {
      const a = first(frame);
      return a === undefined ? undefined : body(frame, site, a);
    };
  }
  return (frame) => {
    const a = first(frame);
    if (a === undefined && count > 0) return undefined;
    const b = second(frame);
    if (b === undefined && count > 1) return undefined;
    const c = third(frame);
    return c === undefined && count > 2 ? undefined : body(frame, site, a, b, c);
  };
}

/** What a method is given for an argument that is not written. */
const absent: Run = () => undefined;

function prepareArguments(
  nodes: readonly Node[],
  observer: Observer | undefined,
): { runs: Run[]; types: Type[] } {
  return { runs: nodes.map((node) => prepare(node, observer)), types: nodes.map((node) => node.type) };
}

function runAll(runs: readonly Run[], frame: Frame): readonly Value[] | undefined {
  const values: Value[] = [];
  for (const run of runs) {
    const value = run(frame);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function prepareMember(node: Of<'member'>, observer: Observer | undefined): Run {
  const object = prepare(node.object, observer);
  const body = MEMBER_BODIES[node.member];
  return (frame) => {
    const value = object(frame);
    if (value === undefined) return undefined;
    if (typeof value === 'object' && 'kind' in value && value.kind === 'timestamp') {
      return body(value.instant, frame.decisions);
    }
    const detail = memberNotDefined(node.member, typeOfValue(value));
    return fail(frame, EVALUATION.fault(node.nameSpan, { detail }));
  };
}

function prepareFault(node: Of<'fault'>, observer: Observer | undefined): Run {
  const before = node.before.map((one) => prepare(one, observer));
  return (frame) => {
    if (runAll(before, frame) === undefined) return undefined;
    return fail(frame, EVALUATION.fault(node.span, { detail: node.detail }));
  };
}
