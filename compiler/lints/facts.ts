// What the rules know of a formula, and the questions that several of them ask.

import type { Formula, Source } from '../../grammar/index.ts';
import { METHODS, type TargetId } from '../catalog/index.ts';
import { type Definition, type Flow, originOf } from '../flow.ts';
import type { MethodNode, Node, Program } from '../ir.ts';
import type { PoolContext } from '../pool-context.ts';
import { singleOf } from '../ranges/numbers.ts';
import { type ProgramRanges, slotsOfTarget } from '../ranges.ts';

export interface Facts {
  readonly source: Source;
  readonly formula: Formula;
  readonly program: Program;
  readonly flow: Flow;
  readonly ranges: ProgramRanges;
  /** What is known of the pool; empty when nothing is. */
  readonly pool: PoolContext;
}

/** A target that counts nodes. */
export type NodeTarget = Exclude<TargetId, '$NodeDeallocationOption'>;
export const NODE_TARGETS = ['$TargetDedicatedNodes', '$TargetLowPriorityNodes'] as const;
export const otherTarget = (id: NodeTarget): NodeTarget =>
  id === '$TargetDedicatedNodes' ? '$TargetLowPriorityNodes' : '$TargetDedicatedNodes';

/** The assignment that decides about a target; undefined when there is none. */
export function decisionOf({ program, flow }: Facts, id: TargetId): Definition | undefined {
  const [slot] = slotsOfTarget(program, id);
  return flow.definitions.findLast((definition) => definition.slot === slot);
}

/** The node targets that are assigned, with the assignments that decide. */
export const decisions = (facts: Facts): readonly { readonly id: NodeTarget; readonly definition: Definition }[] =>
  NODE_TARGETS.flatMap((id) => {
    const definition = decisionOf(facts, id);
    return definition === undefined ? [] : [{ id, definition }];
  }); // biome-ignore format: short

/** The one number a part certainly is; undefined when it can be several, or something else. */
export function numberOf({ ranges }: Facts, node: Node | undefined): number | undefined {
  const range = node && ranges.nodes.get(node);
  const { double, doubleVec, timeinterval } = range ?? {};
  return double === undefined || doubleVec !== undefined || timeinterval !== undefined
    ? undefined
    : singleOf(double);
}

/** A number that the formula states, not one that only turned out to be the only one possible. */
export const constantOf = (facts: Facts, node: Node): number | undefined =>
  facts.flow.depends.get(node) === 0 ? numberOf(facts, node) : undefined;

/** A window of samples: the ages of its ends in seconds. */
export interface Window {
  readonly near: number;
  readonly far: number;
}

/** The window a method asks about; undefined when it asks by count, or nobody can tell. */
export function windowOf(facts: Facts, { overloads, arguments: args }: MethodNode): Window | undefined {
  const [id] = overloads;
  if (id === undefined || overloads.length > 1) return undefined;
  const ages: (number | undefined)[] = METHODS[id].parameters.flatMap(({ name }, index) =>
    name === 'from' || name === 'to' ? [ageOf(facts, args[index]!)] : [],
  );
  if (ages.length === 0 || ages.includes(undefined)) return undefined;
  const [from, to = 0] = ages as number[];
  return { near: Math.min(from!, to), far: Math.max(from!, to) };
}

function ageOf({ ranges }: Facts, node: Node): number | undefined {
  const { timeinterval, timestamp } = ranges.nodes.get(node) ?? {};
  if (timeinterval !== undefined && timestamp === undefined) return inSeconds(singleOf(timeinterval));
  if (timestamp !== undefined && timeinterval === undefined)
    return inSeconds(negated(singleOf(timestamp.fromNow)));
  return undefined;
}

const inSeconds = (milliseconds: number | undefined): number | undefined =>
  milliseconds === undefined ? undefined : milliseconds / 1000;
const negated = (value: number | undefined): number | undefined => (value === undefined ? value : -value);

/** The argument of a parameter by its name, where the method has one form only. */
export function argumentOf({ overloads, arguments: args }: MethodNode, name: string): Node | undefined {
  const [id] = overloads;
  if (id === undefined || overloads.length > 1) return undefined;
  const index = METHODS[id].parameters.findIndex((parameter) => parameter.name === name);
  return index < 0 ? undefined : args[index];
}

/** The request for a share of samples that a part is the answer of; undefined for every other part. */
export function percentRequestOf({ flow }: Facts, node: Node): MethodNode | undefined {
  const origin = originOf(flow, node);
  const isPercent =
    origin.kind === 'method' && origin.overloads.every((id) => METHODS[id].name === 'GetSamplePercent');
  return isPercent ? origin : undefined;
}

/** All nodes of one kind, in the order of the text. */
export const nodesOfKind = <Kind extends Node['kind']>(
  { flow }: Facts,
  kind: Kind,
): readonly Extract<Node, { readonly kind: Kind }>[] =>
  (flow.kinds.get(kind) ?? []) as readonly Extract<Node, { readonly kind: Kind }>[];

/** How the user wrote a part, on one line and not too long. */
export function textOf({ source }: Facts, { span }: Pick<Node, 'span'>): string {
  const text = source.text.slice(span.start, span.end).replace(/\s+/g, ' ');
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
}

/** Seconds as people say them: `90 s`, `3 min`, `2 h`. */
export function spellSeconds(seconds: number): string {
  if (seconds !== 0 && seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds !== 0 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
