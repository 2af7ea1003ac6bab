// Where each kind of node stands, for the bodies that run it and for what they complain of.

import type { Node } from '../compiler/index.ts';
import type { Site } from './library/call.ts';
import type { MethodSite } from './library/methods.ts';

type Of<Kind extends Node['kind']> = Extract<Node, { kind: Kind }>;

/** An operator's word and place. */
export const operatorSite = ({ operator, operatorSpan }: Of<'unary' | 'binary' | 'logical'>): Site => ({
  name: operator,
  span: operatorSpan,
});

/** The place of a condition. */
export const conditionSite = ({ condition }: Of<'conditional'>): Site => ({
  name: 'a condition',
  span: condition.span,
});

/** A function's name and place. */
export const callSite = (node: Of<'call'>): Site => ({ name: node.function, span: node.nameSpan });

/** A method's name and place, its metric, and its parenthesis. */
export const methodSite = ({ overloads, metric, nameSpan, open }: Of<'method'>): MethodSite => ({
  name: overloads[0]?.replace(/\(.*/, '') ?? '',
  span: nameSpan,
  metric,
  open,
});
