// A node of the program as a phrase of plain English: a table over the kinds of node, and before it the idioms that
// people read as one thing.

import { brief } from '../../grammar/index.ts';
import { CONSTANTS, type ConstantId } from '../catalog/index.ts';
import type {
  BinaryNode,
  CallNode,
  ConditionalNode,
  LogicalNode,
  MemberNode,
  MethodNode,
  Node,
  Program,
} from '../ir.ts';
import { DOUBLE } from '../types.ts';
import {
  FUNCTION_PHRASES,
  MEMBER_NOUNS,
  METRIC_NOUNS,
  OPERATOR_WORDS,
  TARGET_NOUNS,
  UNIT_NOUNS,
} from './words.ts';

/** What names stand for at some statement: the node that was assigned last. */
export type Meanings = ReadonlyMap<number, Node>;

/** The meanings before each statement. */
export function meaningsIn({ steps }: Program): readonly Meanings[] {
  const known = new Map<number, Node>();
  return steps.map((step) => {
    const before = new Map(known);
    if (step.kind === 'assign') known.set(step.slot, step.value);
    return before;
  });
}

/** The node behind a name, once; any other node is itself. */
const behind = (node: Node, meanings: Meanings): Node =>
  node.kind === 'variable' ? (meanings.get(node.slot) ?? node) : node;

/** The node in words: `the average of the pending tasks of the last 3 minutes`. */
export function phrase(node: Node, meanings: Meanings): string {
  const say = (one: Node): string => phrase(one, meanings);
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'string':
      return `"${node.value}"`;
    case 'constant':
      return lengthOf(node, meanings) ?? node.id;
    case 'option':
      return `\`${node.word}\``;
    case 'variable':
      return `\`${node.name}\``;
    case 'target':
      return `${TARGET_NOUNS[node.id]} that the pool has`;
    case 'latest':
      return node.id in LIVE_WORDS
        ? LIVE_WORDS[node.id as keyof typeof LIVE_WORDS]
        : `the newest sample of ${METRIC_NOUNS[node.id]}`;
    case 'unary':
      return node.operator === '!'
        ? `it is not so that ${say(node.operand)}`
        : `minus ${closed(node.operand, meanings)}`;
    case 'binary':
    case 'logical':
      return lengthOf(node, meanings) ?? guardOf(node, meanings)?.says ?? chainPhrase(node, meanings);
    case 'conditional':
      return conditionalPhrase(node, meanings);
    case 'call':
      return callPhrase(node, meanings);
    case 'method':
      return methodPhrase(node, meanings);
    case 'member':
      return memberPhrase(node, meanings);
    case 'placeholder':
      return `\`${node.text}\``;
    case 'fault':
      return `something that fails (${brief(node.detail)})`;
    default:
      return unreachable(node);
  }
}

const LIVE_WORDS = {
  $CurrentDedicatedNodes: 'the dedicated nodes there are now',
  $CurrentLowPriorityNodes: 'the low-priority nodes there are now, preempted ones included',
  $UsableNodeCount: 'the nodes that can run tasks now',
  $PreemptedNodeCount: 'the preempted nodes there are now',
  $TaskSlotsPerNode: 'the task slots of a node',
} as const;

/** A part of a time; of what time goes without saying when it is now. */
function memberPhrase({ member, object }: MemberNode, meanings: Meanings): string {
  const time = behind(object, meanings);
  const isNow = time.kind === 'call' && time.function === 'time' && time.arguments.length === 0;
  return isNow ? MEMBER_NOUNS[member] : `${MEMBER_NOUNS[member]} of ${phrase(object, meanings)}`;
}

/** A phrase that can stand as an operand. */
function closed(node: Node, meanings: Meanings): string {
  const text = phrase(node, meanings);
  const isRow = (node.kind === 'binary' || node.kind === 'logical') && lengthOf(node, meanings) === undefined;
  return node.kind === 'conditional' || isRow || text.includes(', ') ? `(${text})` : text;
}

/** A phrase that a clause behind it speaks of as a whole. */
const whole = (node: Node, meanings: Meanings): string =>
  node.kind === 'conditional' ? closed(node, meanings) : phrase(node, meanings);

const TIGHTNESS = { '||': 0, '&&': 1, '==': 2, '!=': 2, '<': 3, '<=': 3, '>': 3, '>=': 3, '+': 4, '-': 4, '*': 5, '/': 5 } as const; // biome-ignore format: a table

/** Operators in a row are read in a row; a long one is deeper than the stack. */
function chainPhrase(node: BinaryNode | LogicalNode, meanings: Meanings): string {
  const links: (BinaryNode | LogicalNode)[] = [];
  let first: Node = node;
  while (first.kind === 'binary' || first.kind === 'logical') {
    if (first !== node && (lengthOf(first, meanings) ?? guardOf(first, meanings)) !== undefined) break;
    links.unshift(first);
    first = first.left;
  }
  const operand = (part: Node, tightness: number): string => {
    const inner = part.kind === 'binary' || part.kind === 'logical' ? TIGHTNESS[part.operator] : 9;
    const isLoose = part.kind === 'conditional' || (inner <= tightness && lengthOf(part, meanings) === undefined && guardOf(part, meanings) === undefined); // biome-ignore format: a condition
    const said = phrase(part, meanings);
    return isLoose || (inner === 9 && said.includes(', ')) ? `(${said})` : said;
  };
  let text = operand(first, TIGHTNESS[links[0]!.operator] - 1);
  let before: number | undefined;
  for (const { operator, right } of links) {
    const tightness = TIGHTNESS[operator];
    if (before !== undefined && before < tightness) text = `(${text})`;
    text = `${text} ${OPERATOR_WORDS[operator]} ${operand(right, tightness)}`;
    before = tightness;
  }
  return text;
}

/** A length of time that is written in the formula, names followed: `3 minutes`; undefined for any other node. */
export function lengthOf(node: Node, meanings: Meanings, depth = 0): string | undefined {
  if (depth > 3) return undefined;
  if (node.kind === 'constant') return counted(1, node.id);
  if (node.kind === 'variable') {
    const meaning = meanings.get(node.slot);
    return meaning === undefined ? undefined : lengthOf(meaning, meanings, depth + 1);
  }
  if (node.kind !== 'binary' || node.operator !== '*') return undefined;
  const [count, unit] = node.left.kind === 'constant' ? [node.right, node.left] : [node.left, node.right];
  const times = behind(count, meanings);
  return unit.kind === 'constant' && times.kind === 'number' ? counted(times.value, unit.id) : undefined;
}

function counted(count: number, id: ConstantId): string {
  const milliseconds = count * CONSTANTS[id].milliseconds;
  if (milliseconds === 0) return 'no time';
  const [one, many] = UNIT_NOUNS[id];
  return count === 1 ? (/^\d/.test(one) ? one : `1 ${one}`) : `${count} ${many}`;
}

/** A comparison of a share of samples: whether enough are there. */
interface Guard {
  readonly says: string;
  /** When the condition holds, and when it does not. */
  readonly whenTrue: string;
  readonly whenFalse: string;
}

function guardOf(node: Node, meanings: Meanings): Guard | undefined {
  const test = behind(node, meanings);
  if (test.kind !== 'binary') return undefined;
  const share = behind(test.left, meanings);
  const wanted = behind(test.right, meanings);
  if (
    share.kind !== 'method' ||
    !share.overloads[0]?.startsWith('GetSamplePercent') ||
    wanted.kind !== 'number'
  )
    return undefined;
  const of = `of the samples of ${METRIC_NOUNS[share.metric]}${windowText(share, meanings)}`;
  const rows = GUARDS[test.operator as keyof typeof GUARDS] as readonly [string, string] | undefined;
  if (rows === undefined) return undefined;
  const [holds, fails] = rows.map((words) => words.replace('{}', `${wanted.value} %`)) as [string, string];
  const are = (words: string): string => `${words} of the samples are there`;
  return { says: `${holds} ${of} are there`, whenTrue: are(holds), whenFalse: are(fails) };
}

const GUARDS = {
  '>=': ['at least {}', 'fewer than {}'],
  '>': ['more than {}', 'at most {}'],
  '<': ['fewer than {}', 'at least {}'],
  '<=': ['at most {}', 'more than {}'],
} as const;

/** A phrase, and another where too few samples are there. */
const insteadOf = (usual: string, other: string, when: string): string =>
  /,/.test(other) ? `${usual}; if ${when}, ${other}` : `${usual}, or ${other} if ${when}`;

/** `A if C, otherwise B`; with a guard, `A, or B if fewer than 70 % of the samples are there`. */
function conditionalPhrase(node: ConditionalNode, meanings: Meanings): string {
  const arms: string[] = [];
  let last: Node = node;
  while (last.kind === 'conditional') {
    const guard: Guard | undefined = guardOf(last.condition, meanings);
    const { condition, whenTrue, whenFalse }: ConditionalNode = last;
    if (guard !== undefined && whenFalse.kind !== 'conditional') {
      const [usual, other, when] = isEnough(condition, meanings) ? [whenTrue, whenFalse, guard.whenFalse] : [whenFalse, whenTrue, guard.whenTrue]; // biome-ignore format: a row
      return [...arms, insteadOf(phrase(usual, meanings), phrase(other, meanings), when)].join(
        ', otherwise ',
      );
    }
    arms.push(`${closed(whenTrue, meanings)} if ${conditionText(condition, meanings)}`);
    last = whenFalse;
  }
  return [...arms, closed(last, meanings)].join(', otherwise ');
}

const isEnough = (condition: Node, meanings: Meanings): boolean => {
  const test = behind(condition, meanings);
  return test.kind === 'binary' && (test.operator === '>=' || test.operator === '>');
};

/** A condition as a clause. */
export function conditionText(node: Node, meanings: Meanings): string {
  const guard = guardOf(node, meanings);
  if (guard !== undefined) return guard.says;
  if (isClause(node)) return phrase(node, meanings);
  return isClause(behind(node, meanings))
    ? `${phrase(node, meanings)} holds`
    : `${phrase(node, meanings)} is not 0`;
}

/** Whether a node says that something is so. */
export const isClause = (node: Node): boolean =>
  node.kind === 'logical' ||
  (node.kind === 'binary' && /^([<>]=?|[!=]=)$/.test(node.operator)) ||
  (node.kind === 'unary' && node.operator === '!');

/** The arguments of a call one after the other: `A, B and C`. */
function listed(nodes: readonly Node[], meanings: Meanings): string {
  const texts = nodes.map((node) => closed(node, meanings));
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

function callPhrase(node: CallNode, meanings: Meanings): string {
  const { function: name, arguments: values } = node;
  const [first, second] = values;
  const extreme = values.length === 2 ? boundPhrase(node, meanings) : undefined;
  if (extreme !== undefined) return extreme;
  if (name === 'time' && first?.kind === 'string') return first.value;
  if (name === 'time' && first?.kind === 'placeholder') return `the time \`${first.text}\``;
  if (name === 'val' && first !== undefined && second !== undefined)
    return `element ${phrase(second, meanings)}, counted from 0, of ${closed(first, meanings)}`;
  if (name === 'percentile' && first !== undefined && second !== undefined)
    return `the ${phrase(second, meanings)}th percentile of ${closed(first, meanings)}`;
  const said = /^(ceil|floor|round)$/.test(name) && first !== undefined && values.length === 1 ? whole(first, meanings) : listed(values, meanings); // biome-ignore format: a row
  return FUNCTION_PHRASES[name].replace('{}', () => said);
}

/** A bound beside a value: at most, at least, or 0 in place of samples that are missing. */
function boundPhrase(
  { function: name, arguments: values }: CallNode,
  meanings: Meanings,
): string | undefined {
  if (name !== 'min' && name !== 'max') return undefined;
  const at = values.findIndex((value) => behind(value, meanings).kind === 'number');
  if (at < 0 || values.every((value) => behind(value, meanings).kind === 'number')) return undefined;
  const [bound, value] = [values[at]!, values[1 - at]!];
  const limit = phrase(bound, meanings);
  if (name === 'max' && isNewest(value)) return `${phrase(value, meanings)}, or ${limit} if there is none`;
  if (name === 'max' && value.type !== DOUBLE)
    return `the largest of ${phrase(value, meanings)}, or ${limit} if that is more`;
  if (name === 'min' && value.type !== DOUBLE)
    return `the smallest of ${phrase(value, meanings)}, but at most ${limit}`;
  return `${whole(value, meanings)}, but at ${name === 'min' ? 'most' : 'least'} ${limit}`;
}

/** `GetSample(1)`. */
const isNewest = (node: Node): boolean =>
  node.kind === 'method' &&
  node.overloads[0] === 'GetSample(count)' &&
  node.arguments[0]?.kind === 'number' &&
  node.arguments[0].value === 1;

/** The form of a request. Where a template decides, an interval in the first place says that it is one of a window. */
function formOf({ overloads, arguments: [first] }: MethodNode, meanings: Meanings): string {
  const isLength = first !== undefined && isInterval(first, meanings);
  return overloads.find((id) => !isLength || !id.startsWith('GetSample(count')) ?? '';
}

/** Whether a named interval says that a part is a length of time, whatever it is multiplied with. */
function isInterval(node: Node, meanings: Meanings): boolean {
  const meant = behind(node, meanings);
  if (meant.kind === 'constant') return true;
  return meant.kind === 'binary' && meant.operator === '*' && [meant.left, meant.right].some(isConstant);
}

const isConstant = ({ kind }: Node): boolean => kind === 'constant';

function methodPhrase(node: MethodNode, meanings: Meanings): string {
  const noun = METRIC_NOUNS[node.metric];
  const overload = formOf(node, meanings);
  const [first] = node.arguments;
  if (overload === 'GetSample(count)') {
    if (isNewest(node)) return `the newest sample of ${noun}`;
    return `the newest ${first === undefined ? '' : phrase(first, meanings)} samples of ${noun}`;
  }
  if (overload.startsWith('GetSamplePercent'))
    return `the share of the samples of ${noun}${windowText(node, meanings)} that are there, in per cent`;
  if (overload.startsWith('GetSample(')) return `the samples of ${noun}${windowText(node, meanings)}`;
  const others = { 'Count()': `how many samples of ${noun} there are`, 'HistoryBeginTime()': `the time of the oldest sample of ${noun}`, 'GetSamplePeriod()': `the time between two samples of ${noun}` }; // biome-ignore format: a table
  return others[overload as keyof typeof others] ?? `${overload} of ${noun}`;
}

/** The window of a request: ` of the last 3 minutes`. */
function windowText(node: MethodNode, meanings: Meanings): string {
  const overload = formOf(node, meanings);
  const [from, to] = node.arguments;
  const hasEnd = overload.includes('to');
  const say = (node: Node): string => lengthOf(node, meanings) ?? phrase(node, meanings);
  if (from === undefined) return '';
  if (hasEnd && to !== undefined) return ` between ${say(from)} and ${say(to)} ago`;
  return lengthOf(from, meanings) === undefined && !isInterval(from, meanings) && overload.includes('from')
    ? ` since ${say(from)}`
    : ` of the last ${say(from).replace(/^1 (?=[a-z]+$)/, '')}`;
}

function unreachable(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`);
}
