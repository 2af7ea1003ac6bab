// The program as text: one line for each node, indented under its parent, its type after a tilde; then how
// far back each metric is read. For tests and for people who wonder what was understood.

import type { BinaryNode, LogicalNode, MetricUse, Node, Program, Step } from './ir.ts';
import { partsOf } from './parts.ts';
import { spell } from './types.ts';

/** The program, ending with a line break. */
export function dump(program: Program): string {
  const lines = [...program.steps.flatMap(dumpStep), ...program.uses.map(dumpUse)];
  return lines.map((line) => `${line}\n`).join('');
}

function dumpStep(step: Step): readonly string[] {
  const target = step.kind === 'assign' && step.target !== undefined ? ` sets ${step.target}` : '';
  const head = step.kind === 'assign' ? `${step.name} [${step.slot}]${target} =` : 'evaluate';
  return [head, ...dumpNode(step.value, 1)];
}

const dumpUse = ({ id, lookBack, newest }: MetricUse): string =>
  `reads ${id} back ${lookBack} ms newest ${newest}`;

function dumpNode(node: Node, depth: number): readonly string[] {
  if (node.kind === 'binary' || node.kind === 'logical') return dumpChain(node, depth);
  return [dumpLine(node, depth), ...partsOf(node).flatMap((part) => dumpNode(part, depth + 1))];
}

/** Walks a chain such as `a + b + c` in a loop: a long one is deeper than the stack. */
function dumpChain(node: BinaryNode | LogicalNode, depth: number): readonly string[] {
  const heads: string[] = [];
  const rights: (readonly string[])[] = [];
  let first: Node = node;
  let level = depth;
  while (first.kind === 'binary' || first.kind === 'logical') {
    heads.push(dumpLine(first, level));
    level++;
    rights.push(dumpNode(first.right, level));
    first = first.left;
  }
  return [...heads, ...dumpNode(first, level), ...rights.reverse().flat()];
}

const dumpLine = (node: Node, depth: number): string =>
  `${'  '.repeat(depth)}${label(node)} ~${spell(node.type)}`;

function label(node: Node): string {
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'string':
      return `"${node.value}"`;
    case 'constant':
    case 'target':
    case 'latest':
      return `${node.kind} ${node.id}`;
    case 'option':
      return `option ${node.word}`;
    case 'variable':
      return `${node.name} [${node.slot}]`;
    case 'unary':
    case 'binary':
      return `operator ${node.overloads.join(' | ')}`;
    case 'logical':
      return `logic ${node.operator}`;
    case 'conditional':
      return 'choice ?:';
    case 'call':
      return `function ${node.overloads.join(' | ')}`;
    case 'method':
      return `method ${node.metric}.${node.overloads.join(` | `)}`;
    case 'member':
      return `member ${node.member}`;
    case 'placeholder':
      return `placeholder ${node.span.start} to ${node.span.end}`;
    case 'fault':
      return `fault at ${node.span.start}: ${node.detail}`;
    default:
      return unreachable(node);
  }
}

function unreachable(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`);
}
