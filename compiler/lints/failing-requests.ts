// Requests for samples that can fail an evaluation because too few are there, with the guards that do not help.

import { assumptionsAt, isComparison } from '../flow.ts';
import type { BinaryNode, MethodNode, Node } from '../ir.ts';
import { argumentOf, type Facts, numberOf, percentRequestOf, windowOf } from './facts.ts';

export interface FailingRequest {
  readonly node: MethodNode;
  /** Whether it asks for the service's own percentage, because the formula names none. */
  readonly isByDefault: boolean;
  /** The percentage it asks for; undefined when nobody can tell. */
  readonly wanted: number | undefined;
}

/** The share of the samples that a window asks for when the formula names none. */
export const DEFAULT_PERCENT = 70;

/** The requests that can fail for want of samples, in the order they are met. */
export function* failingRequests(facts: Facts): Iterable<FailingRequest> {
  for (const { kind, node } of facts.ranges.failures) {
    if (kind !== 'insufficient-samples' || node?.kind !== 'method' || mayBeCount(facts, node)) continue;
    const percent = argumentOf(node, 'percent');
    const isByDefault = percent === undefined;
    yield { node, isByDefault, wanted: isByDefault ? DEFAULT_PERCENT : numberOf(facts, percent) };
  }
}

/** Whether a template may fill in a count of samples, of which too few are never a failure. */
const mayBeCount = ({ ranges }: Facts, { arguments: [first] }: MethodNode): boolean =>
  first !== undefined && ranges.nodes.get(first)?.double !== undefined;

/** A comparison that a part is evaluated under, of a share of samples with a number. */
export interface SampleGuard {
  readonly request: MethodNode;
  readonly comparison: BinaryNode;
  /** The least percentage that gets past the guard. */
  readonly passes: number;
  /** The number it is compared with. */
  readonly threshold: Node;
}

/** The comparisons of shares of samples that certainly hold, or do not, where a part is evaluated. */
export function* sampleGuardsOf(facts: Facts, node: Node): Iterable<SampleGuard> {
  for (const { condition, holds } of assumptionsAt(facts.flow, node)) {
    if (!isComparison(condition)) continue;
    const { left, right, operator } = condition;
    const [leftRequest, rightRequest] = [percentRequestOf(facts, left), percentRequestOf(facts, right)];
    const request = leftRequest ?? rightRequest;
    const threshold = leftRequest === undefined ? left : right;
    const value = numberOf(facts, threshold);
    if (request === undefined || value === undefined) continue;
    const asked = leftRequest === undefined ? TURNED[operator] ?? operator : operator;
    const isFromBelow = holds ? asked.startsWith('>') || asked === '==' : asked.startsWith('<') || asked === '!=';
    yield { request, comparison: condition, passes: isFromBelow ? value : 0, threshold };
  }
} // biome-ignore format: short

const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Whether two requests are about the same samples, as far as one can tell. */
export function isSameWindow(facts: Facts, one: MethodNode, other: MethodNode): boolean {
  if (one.metric !== other.metric) return false;
  const [a, b] = [windowOf(facts, one), windowOf(facts, other)];
  return a === undefined || b === undefined || (a.near === b.near && a.far === b.far);
}
