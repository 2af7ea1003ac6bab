// Where the values of a program come from and where they go: which assignment a name reads, what stands around a
// part, what is known to hold when it is evaluated, and what of the outside it depends on. Computed once.

import { LIVE, type LiveId, METRICS, type MetricId, OPERATORS, TARGETS, type TargetId } from './catalog/index.ts'; // biome-ignore format: one list
import type { BinaryNode, CallNode, MethodNode, Node, Program, VariableNode } from './ir.ts';
import { partsOf } from './parts.ts';

/** An assignment of a program. Statements never branch, so each read of a name has exactly one. */
export interface Definition {
  /** Which statement, from 0. */
  readonly step: number;
  readonly name: string;
  readonly slot: number;
  readonly target?: TargetId;
  readonly value: Node;
  readonly nameSpan: Node['span'];
  readonly span: Node['span'];
  /** Where this value is read, in the order of the text. */
  readonly reads: VariableNode[];
  /** The next assignment of the same name. */
  next?: Definition;
}

/** Something that holds, or does not, whenever a part is evaluated. */
export interface Guard {
  readonly condition: Node;
  readonly holds: boolean;
  readonly outer?: Guard;
}

/** Where a node stands. */
export interface Place {
  readonly node: Node;
  readonly step: number;
  readonly parent?: Node;
  /** The innermost of the conditions it is evaluated under. */
  readonly guard?: Guard;
}

/** What of the outside a value is made of: a set of `SOURCES`, a bit each. */
export type Sources = number;

const SOURCES = [...Object.keys(METRICS), ...Object.keys(LIVE), ...Object.keys(TARGETS), 'time', 'rand', 'history', 'template'] as const; // biome-ignore format: one list
export type SourceId = MetricId | LiveId | TargetId | 'time' | 'rand' | 'history' | 'template';
const BITS: ReadonlyMap<string, number> = new Map(SOURCES.map((name, bit) => [name, 1 << bit]));

/** The set that holds exactly these; `history` is what is known of samples besides their values. */
export const sourcesOf = (...ids: readonly SourceId[]): Sources =>
  ids.reduce((all, id) => all | BITS.get(id)!, 0);

export interface Flow {
  readonly program: Program;
  /** Every node, in the order of the text, each before its parts. */
  readonly places: ReadonlyMap<Node, Place>;
  /** The nodes of each kind, in the order of the text. */
  readonly kinds: ReadonlyMap<Node['kind'], readonly Node[]>;
  /** The assignments, in their order. */
  readonly definitions: readonly Definition[];
  /** The assignment that a name reads. */
  readonly definitionOf: ReadonlyMap<Node, Definition>;
  /** What decides about a value, conditions included. */
  readonly depends: ReadonlyMap<Node, Sources>;
  /** What a value is an amount of: it grows with them. */
  readonly carries: ReadonlyMap<Node, Sources>;
}

/** Follows a program's values. Never throws, linear in the program. */
export function flowOf(program: Program): Flow {
  const places = new Map<Node, Place>();
  const kinds = new Map<Node['kind'], Node[]>();
  const definitions: Definition[] = [];
  const definitionOf = new Map<Node, Definition>();
  const current: Definition[] = [];
  const [depends, carries] = [new Map<Node, Sources>(), new Map<Node, Sources>()];
  const flow: Flow = { program, places, kinds, definitions, definitionOf, depends, carries };
  for (const [index, step] of program.steps.entries()) {
    const inside = placesIn(step.value, index);
    for (const place of inside) {
      const { node } = place;
      places.set(node, place);
      const alike = kinds.get(node.kind);
      if (alike === undefined) kinds.set(node.kind, [node]);
      else alike.push(node);
      if (node.kind !== 'variable') continue;
      const definition = current[node.slot]!;
      definition.reads.push(node);
      definitionOf.set(node, definition);
    }
    for (const { node } of inside.reverse()) {
      const own = ownSources(node);
      depends.set(node, union(depends, flow.definitionOf.get(node), partsOf(node)) | own);
      carries.set(node, union(carries, flow.definitionOf.get(node), carriersOf(node)) | own);
    }
    if (step.kind !== 'assign') continue;
    const definition: Definition = { ...step, step: index, reads: [] };
    const before = current[step.slot];
    if (before !== undefined) before.next = definition;
    current[step.slot] = definition;
    definitions.push(definition);
  }
  return flow;
}

function union(
  sources: ReadonlyMap<Node, Sources>,
  definition: Definition | undefined,
  parts: readonly Node[],
): Sources {
  const start = definition === undefined ? 0 : sources.get(definition.value)!;
  return parts.reduce((all, part) => all | sources.get(part)!, start);
}

/** A statement's nodes, each before its parts. In a loop: a long chain is deeper than the stack. */
function placesIn(root: Node, step: number): Place[] {
  const found: Place[] = [];
  const waiting: Place[] = [{ node: root, step }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    found.push(place);
    const { node: parent } = place;
    const parts = partsOf(parent);
    for (let index = parts.length - 1; index >= 0; index--) {
      const guard = guardOf(parent, index, place.guard);
      waiting.push({ node: parts[index]!, step, parent, ...(guard !== undefined && { guard }) });
    }
  }
  return found;
}

/** The guard of a node's part: of a branch, or of the right side of `&&` and `||`. */
function guardOf(node: Node, index: number, outer: Guard | undefined): Guard | undefined {
  const under = (condition: Node, holds: boolean): Guard => ({
    condition,
    holds,
    ...(outer !== undefined && { outer }),
  });
  if (node.kind === 'conditional' && index > 0) return under(node.condition, index === 1);
  if (node.kind === 'logical' && index === 1) return under(node.left, node.operator === '&&');
  return outer;
}

function ownSources(node: Node): Sources {
  switch (node.kind) {
    case 'target':
    case 'latest':
      return sourcesOf(node.id);
    case 'method':
      return isSampleRequest(node) ? sourcesOf(node.metric) : sourcesOf('history');
    case 'call':
      return node.function === 'time' || node.function === 'rand' ? sourcesOf(node.function) : 0;
    case 'placeholder':
      return sourcesOf('template');
    default:
      return 0;
  }
}

/** Whether a method gives values of the metric, not something about them. */
export const isSampleRequest = ({ overloads }: MethodNode): boolean =>
  overloads.every((id) => id.startsWith('GetSample('));

/** The parts that a node's value grows with. */
function carriersOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'binary':
      return carriersOfOperation(node);
    case 'conditional':
      return [node.whenTrue, node.whenFalse];
    case 'call':
      return carriersOfCall(node);
    case 'member':
      return [node.object];
    default:
      return [];
  }
}

function carriersOfOperation({ operator, left, right }: BinaryNode): readonly Node[] {
  switch (operator) {
    case '+':
    case '*':
      return [left, right];
    case '-':
    case '/':
      return [left];
    default:
      return [];
  }
}

function carriersOfCall({ function: name, arguments: args }: CallNode): readonly Node[] {
  if (name === 'len') return [];
  return name === 'val' || name === 'percentile' ? args.slice(0, 1) : args;
}

/** The part that a name stands for, through any names; every other part is itself. */
export function originOf({ definitionOf }: Flow, node: Node): Node {
  let origin = node;
  for (
    let definition = definitionOf.get(origin);
    definition !== undefined;
    definition = definitionOf.get(origin)
  )
    origin = definition.value;
  return origin;
}

/** A node and everything its value grows with, names followed; each once. Nothing is followed past a node that is left out. */
export const carryingNodes = (
  flow: Flow,
  root: Node,
  isTaken: (node: Node) => boolean = () => true,
): readonly Node[] => reach(flow, root, carriersOf, isTaken);
/** A node and everything that decides about it, names followed; each once. */
export const decidingNodes = (flow: Flow, root: Node): readonly Node[] =>
  reach(flow, root, partsOf, () => true);

function reach(
  { definitionOf }: Flow,
  root: Node,
  next: (node: Node) => readonly Node[],
  isTaken: (node: Node) => boolean,
): readonly Node[] {
  const found = new Set<Node>();
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (found.has(node) || !isTaken(node)) continue;
    found.add(node);
    const definition = definitionOf.get(node);
    if (definition !== undefined) waiting.push(definition.value);
    for (const part of next(node)) waiting.push(part);
  }
  return [...found];
}

/** What certainly holds, or does not, when a part is evaluated: conditions taken apart, names followed. */
export function* assumptionsAt(flow: Flow, node: Node): Iterable<Omit<Guard, 'outer'>> {
  for (let guard = flow.places.get(node)?.guard; guard !== undefined; guard = guard.outer) {
    const waiting: Omit<Guard, 'outer'>[] = [guard];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      const condition = originOf(flow, one.condition);
      const { holds } = one;
      if (condition.kind === 'unary' && condition.operator === '!')
        waiting.push({ condition: condition.operand, holds: !holds });
      else if (condition.kind === 'logical' && (condition.operator === '&&') === holds)
        waiting.push({ condition: condition.right, holds }, { condition: condition.left, holds });
      else yield { condition, holds };
    }
  }
}

/** Whether an operator compares, so that its value is 1 or 0. */
export const isComparison = (node: Node): node is BinaryNode =>
  node.kind === 'binary' &&
  node.overloads.every((id) => ['<', '<=', '==', '>=', '>', '!='].includes(OPERATORS[id].operator));
