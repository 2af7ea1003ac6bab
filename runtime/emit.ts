// A program as JavaScript: statements in a row, arithmetic on numbers inline, everything else by the bodies and
// closures that `prepare.ts` runs, so that both do the same to the bit. No text of a formula gets into the code:
// what is not a number is handed over by its place in a list.

import { conditionNotDefined, DOUBLE, type FunctionOverloadId, INTERVAL, type Node, type OperatorOverloadId, operatorNotDefined, type Program, type Step, type Type, VECTOR } from '../compiler/index.ts'; // biome-ignore format: one list
import { chooseFunction, chooseInfix, chooseMethod, choosePrefix } from './dispatch.ts';
import { FOLDS } from './library/functions.ts';
import { prepare } from './prepare.ts';
import { callSite, conditionSite, methodSite, operatorSite } from './sites.ts';
import { truthOf } from './truth.ts';

/** The code of a program: the body of a function of `bound`, `frame` and `assignments`, and what to bind. */
export interface Emitted {
  readonly source: string;
  readonly bound: readonly unknown[];
}

/** Code being written. */
interface Emission {
  lines: string[];
  readonly bound: unknown[];
  /** How many names were made so far. */
  names: number;
}

/** JavaScript of a value that is known by now: it has no effects, and may be read later or never. */
type Code = string;

type Of<Kind extends Node['kind']> = Extract<Node, { kind: Kind }>;

/**
 * Writes a program. The code gives true when every statement was carried out, and false when one ended the
 * evaluation; `fit` is what a target makes of a value that is not certainly a number.
 */
export function emit(program: Program, fit: unknown): Emitted {
  const emission: Emission = { lines: [], bound: [], names: 0 };
  const slots = program.slots.map((_, slot) => `s${slot}`);
  if (slots.length > 0) emission.lines.push(`let ${slots.join(', ')};`);
  const fitting = bind(emission, fit);
  for (const step of program.steps) emitStep(emission, step, fitting);
  const names = emission.bound.map((_, index) => `b${index} = bound[${index}]`);
  const source = [
    '"use strict";',
    `const ${names.join(', ')};`,
    'return (frame, assignments) => {',
    'const slots = frame.slots;',
    ...emission.lines,
    'return true;',
    '};',
  ].join('\n');
  return { source, bound: emission.bound };
}

function emitStep(emission: Emission, step: Step, fitting: string): void {
  const code = emitNode(emission, step.value);
  if (step.kind === 'evaluate') return;
  const { name, slot, span, target } = step;
  const known = `s${slot}`;
  if (target === undefined) emission.lines.push(`${known} = ${code};`);
  else emission.lines.push(`${known} = ${keep(emission, `${fitting}(frame, ${bind(emission, step)}, ${code})`)};`);
  const [text, place] = [bind(emission, name), bind(emission, span)];
  emission.lines.push(
    `slots[${slot}] = ${known};`,
    `assignments.push({ name: ${text}, value: ${known}, isTarget: ${target !== undefined}, span: ${place} });`,
  );
} // biome-ignore format: lines of code

function bind(emission: Emission, value: unknown): string {
  return `b${emission.bound.push(value) - 1}`;
}

const fresh = (emission: Emission): string => `t${emission.names++}`;

/** Names the value of code that may end the evaluation, and leaves when it did. */
function keep(emission: Emission, code: string): Code {
  const name = fresh(emission);
  emission.lines.push(`const ${name} = ${code};`, `if (${name} === undefined) return false;`);
  return name;
}

/** What an expression has become, and the lines that must run before it is read. */
function apart(emission: Emission, node: Node): { readonly code: Code; readonly lines: readonly string[] } {
  const outer = emission.lines;
  emission.lines = [];
  const code = emitNode(emission, node);
  const { lines } = emission;
  emission.lines = outer;
  return { code, lines };
}

function emitNode(emission: Emission, node: Node): Code {
  switch (node.kind) {
    case 'number':
      return Number.isFinite(node.value) ? `${node.value}` : 'Infinity';
    case 'variable':
      return `s${node.slot}`;
    case 'unary':
      return emitUnary(emission, node);
    case 'binary':
    case 'logical':
      return emitChain(emission, node);
    case 'conditional':
      return emitConditional(emission, node);
    case 'call':
      return emitCall(emission, node);
    case 'method':
      return emitMethod(emission, node);
    case 'string':
    case 'constant':
    case 'option':
    case 'target':
    case 'latest':
    case 'member':
    case 'placeholder':
    case 'fault':
      return emitClosure(emission, node);
  }
}

const emitClosure = (emission: Emission, node: Node): Code =>
  keep(emission, `${bind(emission, prepare(node))}(frame)`);

const isNumber = ({ type }: Node): boolean => type === DOUBLE;

function emitUnary(emission: Emission, node: Of<'unary'>): Code {
  const operand = emitNode(emission, node.operand);
  if (isNumber(node.operand)) return node.operator === '-' ? `(-(${operand}))` : `(${operand} === 0 ? 1 : 0)`;
  const body = bind(emission, choosePrefix(node.overloads, node.operand.type));
  return keep(emission, `${body}(${operand}, frame, ${bind(emission, operatorSite(node))})`);
} // biome-ignore format: rows

/** Operators on numbers that are the same in JavaScript; comparisons give 1 or 0. */
// biome-ignore format: table
const ON_NUMBERS: Readonly<Partial<Record<OperatorOverloadId, (a: Code, b: Code) => Code>>> = {
  'double + double':  (a, b) => `(${a} + ${b})`,
  'double - double':  (a, b) => `(${a} - ${b})`,
  'double * double':  (a, b) => `(${a} * ${b})`,
  'double / double':  (a, b) => `(${a} / ${b})`,
  'double < double':  (a, b) => `(${a} < ${b} ? 1 : 0)`,
  'double <= double': (a, b) => `(${a} <= ${b} ? 1 : 0)`,
  'double == double': (a, b) => `(${a} === ${b} ? 1 : 0)`,
  'double >= double': (a, b) => `(${a} >= ${b} ? 1 : 0)`,
  'double > double':  (a, b) => `(${a} > ${b} ? 1 : 0)`,
  'double != double': (a, b) => `(${a} !== ${b} ? 1 : 0)`,
};

/** Code is given a name when it is longer, so that neither it nor its nesting grows with the formula. */
const LONGEST_CODE = 200;

function emitChain(emission: Emission, node: Of<'binary'> | Of<'logical'>): Code {
  if (node.type === INTERVAL) {
    const run = prepare(node);
    if (run.isConstant === true) return keep(emission, `${bind(emission, run)}(frame)`);
  }
  const links: (Of<'binary'> | Of<'logical'>)[] = [];
  let first: Node = node;
  while (first.kind === 'binary' || first.kind === 'logical') {
    links.push(first);
    first = first.left;
  }
  let code = emitNode(emission, first);
  for (const link of links.reverse()) {
    code = link.kind === 'binary' ? emitInfix(emission, link, code) : emitLogical(emission, link, code);
    if (code.length > LONGEST_CODE) code = named(emission, code);
  }
  return code;
}

function named(emission: Emission, code: Code): Code {
  const name = fresh(emission);
  emission.lines.push(`const ${name} = ${code};`);
  return name;
}

function emitInfix(emission: Emission, node: Of<'binary'>, left: Code): Code {
  const right = emitNode(emission, node.right);
  const [only] = node.overloads;
  const inline = only === undefined || node.overloads.length > 1 ? undefined : ON_NUMBERS[only];
  if (inline !== undefined && isNumber(node.left) && isNumber(node.right)) return inline(left, right);
  const body = bind(emission, chooseInfix(node.overloads, node.left.type, node.right.type));
  return keep(emission, `${body}(${left}, ${right}, frame, ${bind(emission, operatorSite(node))})`);
}

/** Whether a value counts as true, as JavaScript; anything but a number is asked in the runtime. */
function truth(emission: Emission, node: Node, code: Code, place: readonly [unknown, unknown]): Code {
  if (isNumber(node)) return `(${code} !== 0)`;
  const [site, describe] = place.map((one) => bind(emission, one));
  return keep(emission, `${bind(emission, truthOf)}(${code}, frame, ${site}, ${describe})`);
}

function emitLogical(emission: Emission, node: Of<'logical'>, left: Code): Code {
  const describe = (type: Type): string => operatorNotDefined(node.operator, [type]);
  const place = [operatorSite(node), describe] as const;
  const right = apart(emission, node.right);
  const first = truth(emission, node.left, left, place);
  // Whether a right side that has no effects is evaluated cannot be seen.
  if (right.lines.length === 0 && isNumber(node.right))
    return `(${first} ${node.operator} (${right.code} !== 0) ? 1 : 0)`;
  const [decided, result] = [fresh(emission), fresh(emission)];
  const deciding = node.operator === '||';
  emission.lines.push(
    `const ${decided} = ${deciding ? first : `!${first}`};`,
    `let ${result} = ${deciding ? 1 : 0};`,
    `if (!${decided} || !frame.decisions.shortCircuit) {`,
    ...right.lines,
  );
  const second = truth(emission, node.right, right.code, place);
  emission.lines.push(`if (!${decided}) ${result} = ${second} ? 1 : 0;`, '}');
  return result;
}

/** Choices in a row: the first condition that holds decides, and nothing after it is evaluated. */
function emitConditional(emission: Emission, node: Of<'conditional'>): Code {
  const [result, label] = [fresh(emission), `c${emission.names}`];
  emission.lines.push(`let ${result};`, `${label}: {`);
  let last: Node = node;
  while (last.kind === 'conditional') {
    const condition = emitNode(emission, last.condition);
    const holds = truth(emission, last.condition, condition, [conditionSite(last), conditionNotDefined]);
    const whenTrue = apart(emission, last.whenTrue);
    emission.lines.push(
      `if (${holds}) {`,
      ...whenTrue.lines,
      `${result} = ${whenTrue.code};`,
      `break ${label};`,
      '}',
    );
    last = last.whenFalse;
  }
  const otherwise = emitNode(emission, last);
  emission.lines.push(`${result} = ${otherwise};`, '}');
  return result;
}

/** Functions of one number that are JavaScript's own. */
const OF_NUMBER: Readonly<Partial<Record<FunctionOverloadId, string>>> = {
  'lg(double)': 'Math.log2',
  'ln(double)': 'Math.log',
  'log(double)': 'Math.log10',
  'ceil(double)': 'Math.ceil',
  'floor(double)': 'Math.floor',
};

function emitCall(emission: Emission, node: Of<'call'>): Code {
  const args = node.arguments.map((one) => emitNode(emission, one));
  const [only] = node.overloads;
  const inline = only === undefined || node.overloads.length > 1 ? undefined : OF_NUMBER[only];
  if (inline !== undefined && node.arguments.every(isNumber)) return `${inline}(${args[0]})`;
  const folded = only === undefined || node.overloads.length > 1 ? undefined : emitFold(emission, node, args);
  if (folded !== undefined) return folded;
  const types = node.arguments.map(({ type }) => type);
  const body = bind(emission, chooseFunction(node.overloads, types));
  return keep(emission, `${body}([${args.join(', ')}], frame, ${bind(emission, callSite(node))})`);
}

/** A sum or an extreme of numbers and vectors without joining them; nothing where there may be no value at all. */
function emitFold({ bound }: Emission, node: Of<'call'>, args: readonly Code[]): Code | undefined {
  const fold = FOLDS[node.overloads[0]!];
  const isKnown = ({ type }: Node): boolean => type === DOUBLE || type === VECTOR;
  if (fold === undefined || !node.arguments.every(isKnown)) return undefined;
  if (Number.isNaN(fold.start) && !node.arguments.some(isNumber)) return undefined;
  const own = bound.push(fold) - 1;
  return args.reduce(
    (found, code, index) => `b${own}.${isNumber(node.arguments[index]!) ? 'one' : 'all'}(${found}, ${code})`,
    Number.isNaN(fold.start) ? 'NaN' : '0',
  );
}

function emitMethod(emission: Emission, node: Of<'method'>): Code {
  const args = node.arguments.map((one) => emitNode(emission, one));
  const types = node.arguments.map(({ type }) => type);
  const body = bind(emission, chooseMethod(node.overloads, types));
  return keep(emission, `${body}(${['frame', bind(emission, methodSite(node)), ...args].join(', ')})`);
}
