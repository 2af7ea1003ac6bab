// The referee: a slow, plain evaluator that walks the program each time and looks at the kinds of values it
// meets. It is written from the rules of the language, not from the runtime: it shares with it only the
// program, the environment and the recommended decisions, and ignores warnings and the runtime's words.

import type { Node, Program } from '../../compiler/index.ts';
import type { Environment } from '../../runtime/index.ts';

/** A value with its kind beside it. */
type Plain =
  | { readonly kind: 'double'; readonly value: number }
  | { readonly kind: 'doubleVec'; readonly value: readonly number[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'timestamp'; readonly value: number }
  | { readonly kind: 'timeinterval'; readonly value: number }
  | { readonly kind: 'option'; readonly value: string };

export interface PlainResult {
  readonly targets: readonly [dedicated: number, lowPriority: number, option: string];
  /** Last values of all names that were assigned and are no targets, before a failure too. */
  readonly variables: Readonly<Record<string, Plain>>;
  /** `insufficient` and `failed` with the offset of the failure. */
  readonly end: 'finished' | 'stopped' | `insufficient ${number}` | `failed ${number}`;
}

// An evaluation ends early by one of these.
class Failed extends Error {
  readonly end: PlainResult['end'];
  constructor(end: PlainResult['end']) {
    super(end);
    this.end = end;
  }
}

const failAt = (offset: number): never => {
  throw new Failed(`failed ${offset}`);
};
const double = (value: number): Plain => ({ kind: 'double', value });
const vector = (value: readonly number[]): Plain => ({ kind: 'doubleVec', value });
const truth = (value: boolean): Plain => double(value ? 1 : 0);

/** Evaluates a program by the recommended decisions. */
export function evaluatePlainly(program: Program, environment: Environment): PlainResult {
  const memory = new Map<string, Plain>();
  const targetNames = new Map<string, string>();
  const current = [environment.targetDedicatedNodes, environment.targetLowPriorityNodes, 'requeue'] as const;
  const walk = (node: Node): Plain => evaluateNode(node, { environment, memory, walk });
  let end: PlainResult['end'] = 'finished';
  try {
    for (const step of program.steps) {
      const value = walk(step.value);
      if (step.kind === 'evaluate') continue;
      if (step.target !== undefined) {
        checkTarget(step.target, value, step.nameSpan.start);
        targetNames.set(step.name, step.target);
      }
      memory.set(step.name, value);
    }
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    end = error.end;
  }
  const variables = Object.fromEntries([...memory].filter(([name]) => !targetNames.has(name)));
  if (end !== 'finished' && end !== 'stopped') return { targets: current, variables, end };
  const last = (id: string) =>
    memory.get(id) ?? memory.get([...targetNames].find(([, target]) => target === id)?.[0] ?? '');
  const counts = ['$TargetDedicatedNodes', '$TargetLowPriorityNodes'].map((id, index) => {
    const value = last(id);
    return value === undefined ? (current[index] as number) : numberIn(value);
  });
  if (!counts.every(Number.isFinite)) return { targets: current, variables, end: 'failed 0' };
  const [dedicated, lowPriority] = counts.map((value) => (value > 0 ? Math.floor(value) : 0));
  const option = last('$NodeDeallocationOption')?.value as string | undefined;
  return { targets: [dedicated!, lowPriority!, option ?? 'requeue'], variables, end };
}

function checkTarget(id: string, value: Plain, offset: number): void {
  if (id === '$NodeDeallocationOption') {
    if (value.kind !== 'option') failAt(offset);
  } else if (value.kind === 'doubleVec') {
    if (value.value.length !== 1) failAt(offset);
  } else if (value.kind !== 'double') failAt(offset);
}

const numberIn = (value: Plain): number =>
  value.kind === 'doubleVec' ? value.value[0]! : (value.value as number);

interface Scene {
  readonly environment: Environment;
  readonly memory: ReadonlyMap<string, Plain>;
  readonly walk: (node: Node) => Plain;
}

function evaluateNode(node: Node, scene: Scene): Plain {
  const { environment, memory, walk } = scene;
  switch (node.kind) {
    case 'number':
      return double(node.value);
    case 'string':
      return { kind: 'string', value: node.value };
    case 'constant':
      return { kind: 'timeinterval', value: CONSTANT_LENGTHS[node.id.replace('TimeInterval_', '')]! };
    case 'option':
      return { kind: 'option', value: node.word };
    case 'variable':
      return memory.get(node.name)!;
    case 'target':
      if (node.id === '$NodeDeallocationOption') return { kind: 'option', value: 'requeue' };
      return double(
        node.id === '$TargetDedicatedNodes'
          ? environment.targetDedicatedNodes
          : environment.targetLowPriorityNodes,
      );
    case 'latest': {
      const live = (environment.live as Readonly<Record<string, number>>)[node.id];
      return double(live ?? environment.samples.newest(node.id, environment.now, 1)[0] ?? 0);
    }
    case 'unary':
      return evaluateUnary(node.operator, walk(node.operand), node.operatorSpan.start);
    case 'binary': {
      const left = walk(node.left);
      return evaluateBinary(node.operator, left, walk(node.right), node.operatorSpan.start);
    }
    case 'logical': {
      const left = isTrue(walk(node.left), node.operatorSpan.start);
      if (node.operator === '&&' ? !left : left) return truth(left);
      return truth(isTrue(walk(node.right), node.operatorSpan.start));
    }
    case 'conditional':
      return isTrue(walk(node.condition), node.condition.span.start)
        ? walk(node.whenTrue)
        : walk(node.whenFalse);
    case 'call':
      return evaluateCall(node.function, node.arguments.map(walk), node.nameSpan.start, environment);
    case 'method': {
      const values = node.arguments.map(walk);
      const name = node.overloads[0]!.split('(')[0]!;
      return evaluateMethod({
        name,
        metric: node.metric,
        values,
        at: node.nameSpan.start,
        open: node.open.start,
        environment,
      });
    }
    case 'member': {
      const object = walk(node.object);
      if (object.kind !== 'timestamp') return failAt(node.nameSpan.start);
      return double(evaluateMember(node.member, object.value));
    }
    case 'placeholder':
      return failAt(node.span.start);
    case 'fault':
      node.before.forEach(walk);
      return failAt(node.span.start);
  }
}

const CONSTANT_LENGTHS: Readonly<Record<string, number>> = {
  Zero: 0, '100ns': 0.0001, Microsecond: 0.001, Millisecond: 1, Second: 1000, Minute: 60_000, Hour: 3_600_000,
  Day: 86_400_000, Week: 604_800_000, Year: 31_536_000_000,
}; // biome-ignore format: pairs

function isTrue(value: Plain, at: number): boolean {
  if (value.kind === 'double') return value.value !== 0;
  if (value.kind === 'doubleVec' && value.value.length === 1) return value.value[0] !== 0;
  return failAt(at);
}

function evaluateUnary(operator: string, operand: Plain, at: number): Plain {
  if (operator === '!') return truth(!isTrue(operand, at));
  if (operand.kind === 'double') return double(-operand.value);
  if (operand.kind === 'timeinterval') return { kind: 'timeinterval', value: -operand.value };
  return failAt(at);
}

const isList = (value: Plain): value is Extract<Plain, { kind: 'double' | 'doubleVec' }> =>
  value.kind === 'double' || value.kind === 'doubleVec';

function evaluateBinary(operator: string, a: Plain, b: Plain, at: number): Plain {
  if ('+-*/'.includes(operator)) return evaluateArithmetic(operator, a, b, at);
  if (isList(a) && isList(b)) {
    const [x, y] = [a, b].map((side) => (side.kind === 'double' ? [side.value] : side.value)) as [
      number[],
      number[],
    ];
    if (x.length !== 1 || y.length !== 1) return failAt(at);
    return truth(compare(operator, x[0]!, y[0]!));
  }
  if (a.kind !== b.kind || a.kind === 'option') return failAt(at);
  return truth(compare(operator, a.value as number, b.value as number));
}

function compare(operator: string, a: number | string, b: number | string): boolean {
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  if (operator === '>') return a > b;
  if (operator === '>=') return a >= b;
  return operator === '==' ? a === b : a !== b;
}

function evaluateArithmetic(operator: string, a: Plain, b: Plain, at: number): Plain {
  if (isList(a) && isList(b)) {
    if (a.kind === 'double' && b.kind === 'double') return double(arithmetic(operator, a.value, b.value));
    const length = a.kind === 'doubleVec' ? a.value.length : (b.value as readonly number[]).length;
    if (a.kind === 'doubleVec' && b.kind === 'doubleVec' && b.value.length !== length) return failAt(at);
    const at0 = (side: Plain, index: number) =>
      side.kind === 'double' ? side.value : (side.value as readonly number[])[index]!;
    return vector(Array.from({ length }, (_, index) => arithmetic(operator, at0(a, index), at0(b, index))));
  }
  const times = (value: number): Plain => ({ kind: 'timestamp', value });
  const lasts = (value: number): Plain => ({ kind: 'timeinterval', value });
  const kinds = `${a.kind} ${operator} ${b.kind}`;
  const [x, y] = [a.value as number, b.value as number];
  if (kinds === 'double * timeinterval' || kinds === 'timeinterval * double') return lasts(toTicks(x * y));
  if (kinds === 'timeinterval / double') return lasts(toTicks(x / y));
  if (kinds === 'timeinterval + timeinterval') return lasts(x + y);
  if (kinds === 'timeinterval - timeinterval') return lasts(x - y);
  if (kinds === 'timestamp + timeinterval' || kinds === 'timeinterval + timestamp') return times(x + y);
  if (kinds === 'timestamp - timestamp') return lasts(x - y);
  return failAt(at);
}

// Intervals are whole numbers of 100 ns, as far as a double can tell.
const toTicks = (length: number): number =>
  Math.abs(length) < 2 ** 53 / 1e4 ? Math.round(length * 1e4) / 1e4 : length;

function arithmetic(operator: string, a: number, b: number): number {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  return operator === '*' ? a * b : a / b;
}

function evaluateCall(name: string, values: readonly Plain[], at: number, environment: Environment): Plain {
  if (name === 'stop') throw new Failed('stopped');
  if (name === 'rand') return double(environment.random());
  if (name === 'time')
    return { kind: 'timestamp', value: values.length === 0 ? environment.now : readTime(values[0]!, at) };
  if (name === 'val' || name === 'percentile') return double(evaluatePick(name, values, at));
  if (!values.every(isList)) return failAt(at);
  const list = values.flatMap((value) => value.value as number | readonly number[]) as number[];
  const each = EACH[name];
  if (each === undefined) return double(AGGREGATES[name]!(list));
  return values.length === 1 && values[0]!.kind === 'double'
    ? double(each(list[0]!))
    : vector(list.map(each));
}

const EACH: Readonly<Record<string, (x: number) => number>> = {
  lg: Math.log2,
  ln: Math.log,
  log: Math.log10,
  ceil: Math.ceil,
  floor: Math.floor,
  round: (x) => (x < 0 ? -Math.round(-x) : Math.round(x)),
};

const total = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0);
const without = (list: readonly number[]): readonly number[] => list.filter((x) => !Number.isNaN(x));

const AGGREGATES: Readonly<Record<string, (list: readonly number[]) => number>> = {
  len: (list) => list.length,
  sum: total,
  norm: (list) => Math.sqrt(total(list.map((x) => x * x))),
  avg: (list) => (list.length === 0 ? Number.NaN : total(list) / list.length),
  max: (list) => (without(list).length === 0 ? Number.NaN : Math.max(...without(list))),
  min: (list) => (without(list).length === 0 ? Number.NaN : Math.min(...without(list))),
  range: (list) => (list.length === 0 ? Number.NaN : Math.max(...list) - Math.min(...list)),
  std: (list) => {
    if (list.length < 2) return Number.NaN;
    const mean = total(list) / list.length;
    return Math.sqrt(total(list.map((x) => (x - mean) ** 2)) / (list.length - 1));
  },
};

function evaluatePick(name: string, [from, by]: readonly Plain[], at: number): number {
  if (from === undefined || by?.kind !== 'double' || !isList(from)) return failAt(at);
  const list = from.kind === 'double' ? [from.value] : from.value;
  if (name === 'val') {
    if (!Number.isFinite(by.value) || by.value <= -1) return failAt(at);
    return list.at(Math.trunc(by.value)) ?? 0;
  }
  if (Number.isNaN(by.value) || by.value < 0 || by.value > 100) return failAt(at);
  if (list.length === 0 || list.some(Number.isNaN)) return Number.NaN;
  const sorted = [...list].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const rank = (by.value / 100) * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!];
  return rank % 1 === 0 ? low : low + (high - low) * (rank % 1);
}

function readTime(value: Plain, at: number): number {
  if (value.kind !== 'string') return failAt(at);
  const w3c = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(value.value);
  const zoned = /Z$|T.*[+-]\d\d:\d\d$/.test(value.value) || !value.value.includes('T');
  const instant = Date.parse(w3c ? value.value + (zoned ? '' : 'Z') : value.value);
  return (w3c || value.value.endsWith(' GMT')) && !Number.isNaN(instant) ? instant : failAt(at);
}

interface Request {
  readonly name: string;
  readonly metric: string;
  readonly values: readonly Plain[];
  readonly at: number;
  readonly open: number;
  readonly environment: Environment;
}

function evaluateMethod({ name, metric, values, at, open, environment }: Request): Plain {
  const { samples, now } = environment;
  if (name === 'GetSamplePeriod') return { kind: 'timeinterval', value: 30_000 };
  if (name === 'Count') return double(samples.count(metric, now));
  if (name === 'HistoryBeginTime') return { kind: 'timestamp', value: samples.oldest(metric, now) ?? now };
  const [first, second, third] = values;
  if (name === 'GetSample' && first?.kind === 'double') {
    if (values.length > 1 || !Number.isFinite(first.value)) return failAt(at);
    return vector(first.value < 1 ? [] : samples.newest(metric, now, Math.trunc(first.value)));
  }
  const percentPlace =
    name === 'GetSample' && values.at(-1)?.kind === 'double' ? values.length - 1 : undefined;
  const wanted = percentPlace === undefined ? 70 : (values[percentPlace]!.value as number);
  const bounds = [first, second, third].slice(0, percentPlace ?? values.length);
  if (bounds.some((bound) => bound?.kind !== 'timestamp' && bound?.kind !== 'timeinterval'))
    return failAt(at);
  if (bounds.length > 2 || !Number.isFinite(wanted)) return failAt(at);
  const ages = bounds.map((bound) =>
    bound!.kind === 'timestamp' ? now - (bound!.value as number) : (bound!.value as number),
  );
  if (!ages.every(Number.isFinite)) return failAt(at);
  const [low, high] = [...ages, 0]
    .slice(0, 2)
    .map((age) => Math.max(0, age))
    .sort((x, y) => x - y) as [number, number];
  const found = samples.window(metric, now, now - high, now - low);
  const percent = Math.min(
    100,
    Math.floor((100 * found.length) / Math.max(1, Math.floor((high - low) / 30_000))),
  );
  if (name === 'GetSamplePercent') return double(percent);
  if (percent < wanted) throw new Failed(`insufficient ${open}`);
  return vector(found);
}

function evaluateMember(member: string, instant: number): number {
  const date = new Date(Math.floor(instant));
  const parts: Readonly<Record<string, number>> = {
    year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday: date.getUTCDay(),
    hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds(),
  }; // biome-ignore format: pairs
  return parts[member]!;
}
