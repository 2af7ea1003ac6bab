// The grammar, loosest to tightest, without actions. Operators are one flat row: `tree.ts` groups them by the
// table of precedences. A rule for each level, or for each kind of operand, would exhaust the stack at the
// nesting we allow. What
// people paste has been mended before; of it only the placeholder, the foreign operator and square brackets
// are left. Recovery is on: a broken text still gets a concrete tree.

import {
  CstParser,
  defaultParserErrorProvider,
  generateCstDts,
  type IRecognitionException,
} from 'chevrotain';
import { expectedName } from './complaints.ts';
import type { FormulaCstNode } from './cst.d.ts';
import { type RawToken, T } from './tokens.ts';

class Rules extends CstParser {
  constructor() {
    super(Object.values(T), {
      recoveryEnabled: true,
      maxLookahead: 2,
      skipValidations: true,
      errorMessageProvider: { ...defaultParserErrorProvider, ...expectedName },
    });
    this.performSelfAnalysis();
  }

  formula = this.RULE('formula', () => {
    this.OPTION(() => this.SUBRULE(this.statement));
    this.MANY(() => {
      this.CONSUME(T.Semicolon);
      this.OPTION1(() => this.SUBRULE1(this.statement));
    });
  });

  statement = this.RULE('statement', () => {
    this.OR([{ ALT: () => this.SUBRULE(this.assignment) }, { ALT: () => this.SUBRULE(this.expression) }]);
  });

  assignment = this.RULE('assignment', () => {
    this.CONSUME(T.Identifier);
    this.CONSUME(T.Assign);
    this.SUBRULE(this.expression);
  });

  expression = this.RULE('expression', () => {
    this.SUBRULE(this.operand);
    this.MANY(() => {
      this.CONSUME(T.Infix);
      this.SUBRULE1(this.operand);
    });
    this.OPTION(() => {
      this.CONSUME(T.Question);
      this.SUBRULE(this.expression);
      this.CONSUME(T.Colon);
      this.SUBRULE1(this.expression);
    });
  });

  // Alternatives that stand in a field are made once, not for each operand.
  private readonly operandForms = [
    { ALT: () => this.CONSUME(T.Number) },
    { ALT: () => this.CONSUME(T.String) },
    { ALT: () => this.CONSUME(T.Placeholder) },
    {
      ALT: () => {
        this.CONSUME(T.Identifier);
        this.OPTION(() => {
          this.CONSUME(T.LeftParenthesis);
          this.MANY_SEP({ SEP: T.Comma, DEF: () => this.SUBRULE(this.expression) });
          this.CONSUME(T.RightParenthesis);
        });
      },
    },
    {
      ALT: () => {
        this.CONSUME1(T.LeftParenthesis);
        this.SUBRULE1(this.expression);
        this.CONSUME1(T.RightParenthesis);
      },
    },
    { ALT: () => this.SUBRULE(this.index, { LABEL: 'values' }) },
  ];
  private readonly suffixForms = [
    { ALT: () => this.SUBRULE(this.member) },
    { ALT: () => this.SUBRULE1(this.index) },
  ];

  operand = this.RULE('operand', () => {
    this.MANY(() => this.CONSUME(T.Prefix));
    this.OR(this.operandForms);
    this.MANY1(() => this.OR1(this.suffixForms));
  });

  member = this.RULE('member', () => {
    this.CONSUME(T.Dot);
    this.CONSUME(T.Identifier);
    this.OPTION(() => {
      this.CONSUME(T.LeftParenthesis);
      this.MANY_SEP({ SEP: T.Comma, DEF: () => this.SUBRULE(this.expression) });
      this.CONSUME(T.RightParenthesis);
    });
  });

  index = this.RULE('index', () => {
    this.CONSUME(T.LeftBracket);
    this.MANY_SEP({ SEP: T.Comma, DEF: () => this.SUBRULE(this.expression) });
    this.CONSUME(T.RightBracket);
  });
}

/** The concrete tree of mended tokens, and what Chevrotain had to recover from. Never fails. */
export function recognise(tokens: readonly RawToken[]): {
  readonly tree: FormulaCstNode;
  readonly exceptions: readonly IRecognitionException[];
} {
  rules ??= new Rules();
  rules.input = [...tokens];
  const tree = rules.formula() as FormulaCstNode;
  const exceptions = rules.errors;
  rules.reset();
  return { tree, exceptions };
}

/** The types of the concrete tree as TypeScript: the text of `cst.d.ts`. */
export function describeTree(): string {
  rules ??= new Rules();
  return generateCstDts(rules.getGAstProductions(), { includeVisitorInterface: false });
}

// Built on first use: the self-analysis costs some milliseconds.
let rules: Rules | undefined;
