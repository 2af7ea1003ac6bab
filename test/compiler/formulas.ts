// Formulas for properties: sound by the grammar, and anything by types and names.

import fc from 'fast-check';
import { FUNCTION_NAMES, MEMBERS, METHOD_NAMES, SERVICE_NAMES } from '../../compiler/index.ts';

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('1', '2.5', '"x"', 'x', 'y', '$x', 'stop()', 'time()', 'rand()', ...SERVICE_NAMES),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/', '<', '==', '&&', '||'), tie('expression'))
      .map((parts) => `(${parts.join(' ')})`),
    fc.tuple(fc.constantFrom('-', '!'), tie('expression')).map((parts) => parts.join('')),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc
      .tuple(fc.constantFrom(...FUNCTION_NAMES, 'abs'), fc.array(tie('expression'), { maxLength: 3 }))
      .map(([name, args]) => `${name}(${args.join(', ')})`),
    fc
      .tuple(
        fc.constantFrom('$PendingTasks', '$CurrentDedicated', 'x'),
        fc.constantFrom(...METHOD_NAMES, 'Last'),
        fc.array(tie('expression'), { maxLength: 3 }),
      )
      .map(([metric, name, args]) => `${metric}.${name}(${args.join(', ')})`),
    fc
      .tuple(tie('expression'), fc.constantFrom(...Object.keys(MEMBERS), 'foo'))
      .map(([object, name]) => `(${object}).${name}`),
  ),
}));
const statement = fc.oneof(
  expression,
  fc.tuple(fc.constantFrom('x', 'y', '$x', ...SERVICE_NAMES), expression).map((parts) => parts.join(' = ')),
);
/** Up to eight statements over a few names, the service's and unknown ones. */
export const formula = fc
  .array(statement, { minLength: 1, maxLength: 8 })
  .map((statements) => statements.join(';\n'));

/** Expressions of a known type: numbers and intervals, bounded and not. */
const { interval } = fc.letrec<{ number: string; interval: string; instant: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      '0',
      '1',
      '2',
      '7',
      'n',
      'rand()',
      'time().hour',
      '$ActiveTasks',
      'avg($RunningTasks.GetSample(3))',
    ),
    fc.constantFrom('$ActiveTasks.Count()', '$ActiveTasks.GetSamplePercent(TimeInterval_Minute)'),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/', '<', '&&'), tie('number'))
      .map((parts) => `(${parts.join(' ')})`),
    fc
      .tuple(fc.constantFrom('min', 'max', 'len'), tie('number'), tie('number'))
      .map(([name, a, b]) => `${name}(${a}, ${b})`),
    fc
      .tuple(fc.constantFrom('ceil', 'floor', 'round', '-', '!'), tie('number'))
      .map(([name, a]) => `${name}(${a})`),
    fc.tuple(tie('number'), tie('number'), tie('number')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
  ),
  interval: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('TimeInterval_Second', 'TimeInterval_Minute', 'TimeInterval_100ns', 's'),
    fc
      .tuple(tie('interval'), fc.constantFrom('+', '-'), tie('interval'))
      .map((parts) => `(${parts.join(' ')})`),
    fc
      .tuple(tie('interval'), fc.constantFrom('*', '/'), tie('number'))
      .map((parts) => `(${parts.join(' ')})`),
    fc.tuple(tie('number'), tie('interval')).map(([a, b]) => `(${a} * ${b})`),
    fc.tuple(tie('number'), tie('interval'), tie('interval')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(tie('instant'), tie('instant')).map(([a, b]) => `(${a} - ${b})`),
    tie('interval').map((value) => `(-${value})`),
  ),
  instant: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('time()', 'time("2025-03-05T11:00:00Z")', '$ActiveTasks.HistoryBeginTime()'),
    fc.tuple(tie('instant'), tie('interval')).map(([a, b]) => `(${a} + ${b})`),
  ),
}));

/** Formulas that ask for windows and counts which take some arithmetic to bound. */
export const windows = fc
  .tuple(interval, interval, fc.constantFrom('n', 'n * 2 + 1', 'min(n, 9)', 'ceil(rand() * 30)'))
  .map(([first, second, count]) => [
    'n = rand() * 10 - 3', 's = TimeInterval_Second * n', `a = $PendingTasks.GetSample(${first}, 0)`,
    `b = $PendingTasks.GetSample(time() + -${second}, ${first}, 0)`, `c = $PendingTasks.GetSample(${count})`,
  ].join(';\n')); // biome-ignore format: one list
