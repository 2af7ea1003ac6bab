// The grammar, loosest to tightest, one rule a level, no actions. What people paste has been mended before,
// so the only rules beyond the language are the placeholder, the foreign operator, and the square brackets.
// Recovery is on: a broken text still gets a concrete tree.

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
    this.SUBRULE(this.disjunction);
    this.OPTION(() => {
      this.CONSUME(T.Question);
      this.SUBRULE(this.expression);
      this.CONSUME(T.Colon);
      this.SUBRULE1(this.expression);
    });
  });

  disjunction = this.RULE('disjunction', () => {
    this.SUBRULE(this.conjunction);
    this.MANY(() => {
      this.CONSUME(T.Or);
      this.SUBRULE1(this.conjunction);
    });
  });

  conjunction = this.RULE('conjunction', () => {
    this.SUBRULE(this.equality);
    this.MANY(() => {
      this.CONSUME(T.And);
      this.SUBRULE1(this.equality);
    });
  });

  equality = this.RULE('equality', () => {
    this.SUBRULE(this.relation);
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(T.Equal) }, { ALT: () => this.CONSUME(T.NotEqual) }]);
      this.SUBRULE1(this.relation);
    });
  });

  relation = this.RULE('relation', () => {
    this.SUBRULE(this.sum);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(T.Less) },
        { ALT: () => this.CONSUME(T.LessEqual) },
        { ALT: () => this.CONSUME(T.Greater) },
        { ALT: () => this.CONSUME(T.GreaterEqual) },
      ]);
      this.SUBRULE1(this.sum);
    });
  });

  sum = this.RULE('sum', () => {
    this.SUBRULE(this.product);
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(T.Plus) }, { ALT: () => this.CONSUME(T.Minus) }]);
      this.SUBRULE1(this.product);
    });
  });

  product = this.RULE('product', () => {
    this.SUBRULE(this.unary);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(T.Star) },
        { ALT: () => this.CONSUME(T.Slash) },
        { ALT: () => this.CONSUME(T.Foreign) },
      ]);
      this.SUBRULE1(this.unary);
    });
  });

  unary = this.RULE('unary', () => {
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(T.Minus) }, { ALT: () => this.CONSUME(T.Not) }]);
    });
    this.SUBRULE(this.postfix);
  });

  postfix = this.RULE('postfix', () => {
    this.SUBRULE(this.primary);
    this.MANY(() => {
      this.OR([{ ALT: () => this.SUBRULE(this.member) }, { ALT: () => this.SUBRULE(this.index) }]);
    });
  });

  member = this.RULE('member', () => {
    this.CONSUME(T.Dot);
    this.CONSUME(T.Identifier);
    this.OPTION(() => this.SUBRULE(this.list));
  });

  index = this.RULE('index', () => {
    this.CONSUME(T.LeftBracket);
    this.MANY_SEP({ SEP: T.Comma, DEF: () => this.SUBRULE(this.expression) });
    this.CONSUME(T.RightBracket);
  });

  primary = this.RULE('primary', () => {
    this.OR([
      { ALT: () => this.CONSUME(T.Number) },
      { ALT: () => this.CONSUME(T.String) },
      { ALT: () => this.CONSUME(T.Placeholder) },
      { ALT: () => this.SUBRULE(this.reference) },
      { ALT: () => this.SUBRULE(this.group) },
      { ALT: () => this.SUBRULE(this.index) },
    ]);
  });

  reference = this.RULE('reference', () => {
    this.CONSUME(T.Identifier);
    this.OPTION(() => this.SUBRULE(this.list));
  });

  group = this.RULE('group', () => {
    this.CONSUME(T.LeftParenthesis);
    this.SUBRULE(this.expression);
    this.CONSUME(T.RightParenthesis);
  });

  list = this.RULE('list', () => {
    this.CONSUME(T.LeftParenthesis);
    this.MANY_SEP({ SEP: T.Comma, DEF: () => this.SUBRULE(this.expression) });
    this.CONSUME(T.RightParenthesis);
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
