// Arbitrary formulas for properties: valid ones in any layout, trees made by hand, and texts that only look like
// formulas. What a formula means is not minded: names, types and arguments are as they come.

import fc from 'fast-check';
import {
  type BinaryOperator,
  type Expression,
  type Formula,
  PRECEDENCE,
  type Statement,
} from '../../grammar/index.ts';

const NAMES = [
  ...[
    'a',
    'b',
    '$c',
    'tasks',
    '$samples',
    '_x1',
    'TimeInterval_Minute',
    'TimeInterval_100ns',
    'max',
    'if',
    'not',
  ],
  ...[
    '$PendingTasks',
    '$ActiveTasks',
    '$TargetDedicatedNodes',
    '$NodeDeallocationOption',
    'requeue',
    'GetSample',
    'hour',
  ],
];
const NUMBERS = ['0', '1', '42', '0.5', '600.0', '16777216', '.5', '5.', '1e3', '2.5E-2'];
const STRINGS = ['""', '"2025-03-05T12:00:00Z"', '"Wed, 05 Mar 2025 12:00:00 GMT"', '"a; b = (c) // d"'];
const OPERATORS = Object.keys(PRECEDENCE).filter((key) => /^\W+$/.test(key)) as BinaryOperator[];

const name = fc.constantFrom(...NAMES);

type Tokens = readonly string[];

/** The tokens of a valid expression, as a tree of choices that shrinks. */
const { expression } = fc.letrec<{ expression: Tokens; operand: Tokens; call: Tokens; list: Tokens }>(
  (tie) => ({
    expression: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 3, arbitrary: tie('operand') },
      {
        weight: 3,
        arbitrary: fc
          .tuple(
            tie('operand'),
            fc.array(fc.tuple(fc.constantFrom(...OPERATORS), tie('operand')), { minLength: 1, maxLength: 3 }),
          )
          .map(([first, rest]) => [
            ...first,
            ...rest.flatMap(([operator, operand]) => [operator, ...operand]),
          ]),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tie('operand'), tie('expression'), tie('expression'))
          .map(([condition, yes, no]) => [...condition, '?', ...yes, ':', ...no]),
      },
    ),
    operand: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 3, arbitrary: fc.constantFrom(...NUMBERS, ...STRINGS).map((token) => [token]) },
      { weight: 3, arbitrary: name.map((token) => [token]) },
      { weight: 2, arbitrary: tie('call') },
      { weight: 1, arbitrary: tie('expression').map((inside) => ['(', ...inside, ')']) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom('-', '!'), tie('operand'))
          .map(([sign, inside]) => [sign, ...inside]),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(
            fc.oneof(
              name.map((token) => [token]),
              tie('call'),
            ),
            name,
            fc.option(tie('list'), { nil: [] }),
          )
          .map(([object, member, called]) => [...object, '.', member, ...called]),
      },
    ),
    call: fc.tuple(name, tie('list')).map(([called, list]) => [called, ...list]),
    list: fc
      .array(tie('expression'), { maxLength: 3 })
      .map((values) => [
        '(',
        ...values.flatMap((value, index) => (index === 0 ? value : [',', ...value])),
        ')',
      ]),
  }),
);

const statement: fc.Arbitrary<Tokens> = fc
  .tuple(fc.option(name, { nil: undefined, freq: 4 }), expression)
  .map(([assigned, value]) => (assigned === undefined ? value : [assigned, '=', ...value]));

/** The tokens of a valid formula. */
export const formulaTokens: fc.Arbitrary<Tokens> = fc
  .tuple(fc.array(statement, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([statements, last]) => [
    ...statements.flatMap((one, index) => (index === 0 ? one : [';', ...one])),
    ...(last ? [';'] : []),
  ]);

const gap = fc.oneof(
  { weight: 6, arbitrary: fc.constant(' ') },
  { weight: 2, arbitrary: fc.constantFrom('\n', '  ', '\t', '\r\n', '\n\n', '\n\n\n') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(' // a note\n', '\n// its own line\n', ' //\n', '\n\n// far; (away\n\n'),
  },
);

/** Tokens as text: any blanks and comments between them and around, from a short list over and over. */
export function layOut(tokens: fc.Arbitrary<Tokens>): fc.Arbitrary<string> {
  return fc
    .tuple(tokens, fc.array(gap, { minLength: 1, maxLength: 11 }))
    .map(([all, gaps]) => [...all, ''].map((token, index) => gaps[index % gaps.length]! + token).join(''));
}

/** Valid formulas in any layout, with comments. */
export const formulas: fc.Arbitrary<string> = layOut(formulaTokens);

/** Valid formulas with one token deleted, doubled, exchanged or put in. */
export const mutatedFormulas: fc.Arbitrary<string> = fc
  .tuple(formulaTokens, fc.nat(), fc.nat(), fc.constantFrom('delete', 'double', 'swap', 'insert'))
  .map(([tokens, one, other, way]) => {
    const at = one % tokens.length;
    const from = other % tokens.length;
    const middle = {
      delete: [],
      double: [tokens[at]!, tokens[at]!],
      swap: [tokens[from]!],
      insert: [tokens[from]!, tokens[at]!],
    }[way];
    return [...tokens.slice(0, at), ...middle, ...tokens.slice(at + 1)].join(' ');
  });

const LANGUAGE = [...NAMES, ...NUMBERS, ...STRINGS, ...OPERATORS, ...'=;=;().,?:!-'];
const FOREIGN = [
  ...[
    '"',
    "'",
    '“',
    '”',
    '\\"',
    '\\n',
    '/*',
    '*/',
    '#',
    '{',
    '}',
    '[',
    ']',
    '{{',
    '}}',
    '${',
    '$(',
    '%',
    '^',
    '&',
    '|',
    '~',
    '@',
  ],
  ...[
    '+=',
    '++',
    '--',
    '===',
    '<>',
    '=>',
    ':=',
    '??',
    '**',
    '0x1F',
    '10min',
    '\u00a0',
    '\u200b',
    'é',
    '–',
    '≤',
    '&lt;',
    '&quot;',
  ],
  ...[
    '\u0000',
    '$',
    '\\',
    '`',
    'if',
    'else',
    'and',
    'not',
    'var',
    '<max>',
    '%s',
    '//',
    '\n',
    '\u2028',
    '😀',
    '\ud800',
  ],
];

/** Tokens of the language in any order, a blank between them. */
export const soups: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...LANGUAGE), { maxLength: 30 })
  .map((tokens) => tokens.join(' '));

/** Anything: tokens of this language and of others, and characters, with or without blanks. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(fc.constantFrom(...LANGUAGE, ...FOREIGN, ' ', ' '), { maxLength: 60 })
    .map((tokens) => tokens.join('')),
  fc.array(fc.constantFrom(...LANGUAGE, ...FOREIGN), { maxLength: 60 }).map((tokens) => tokens.join(' ')),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ maxLength: 80 }),
);

const NOWHERE = { start: 0, end: 0 };
const made = { span: NOWHERE };

/** Trees made by hand: no parentheses but those that calls have, and no places. */
export const trees: fc.Arbitrary<Formula> = fc
  .array(
    fc.letrec<{ node: Expression }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        fc.constantFrom(...NAMES).map((one): Expression => ({ ...made, kind: 'name', name: one })),
        fc.nat(99).map((value): Expression => ({ ...made, kind: 'number', value, text: String(value) })),
        fc.tuple(fc.constantFrom(...OPERATORS), tie('node'), tie('node')).map(
          ([operator, left, right]): Expression => ({
            ...made,
            kind: 'binary',
            operator,
            operatorSpan: NOWHERE,
            left,
            right,
          }),
        ),
        fc.tuple(fc.constantFrom('-' as const, '!' as const), tie('node')).map(
          ([operator, operand]): Expression => ({
            ...made,
            kind: 'unary',
            operator,
            operatorSpan: NOWHERE,
            operand,
          }),
        ),
        fc.tuple(tie('node'), tie('node'), tie('node')).map(
          ([condition, whenTrue, whenFalse]): Expression => ({
            ...made,
            kind: 'conditional',
            condition,
            whenTrue,
            whenFalse,
          }),
        ),
        fc.tuple(name, fc.array(tie('node'), { maxLength: 3 })).map(
          ([called, values]): Expression => ({
            ...made,
            kind: 'call',
            name: { ...made, kind: 'name', name: called },
            arguments: values,
            open: NOWHERE,
          }),
        ),
        fc.tuple(tie('node'), name).map(
          ([object, member]): Expression => ({
            ...made,
            kind: 'member',
            object,
            name: { ...made, kind: 'name', name: member },
          }),
        ),
      ),
    })).node,
    { minLength: 1, maxLength: 3 },
  )
  .map((values) => ({
    ...made,
    kind: 'formula',
    comments: [],
    statements: values.map(
      (value): Statement => ({
        ...made,
        kind: 'assignment',
        name: { ...made, kind: 'name', name: 'x' },
        value,
      }),
    ),
  }));
