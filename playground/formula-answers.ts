// What the page's own worker answers besides the language server's protocol: each a pure function of a text.

import {
  analyse,
  type Explanation,
  explain,
  lintDirectives,
  RULES,
  textMateGrammar,
  typeComplaints,
} from '../compiler/index.ts';
import { createSource, type DiagnosticRow, syntaxComplaints } from '../grammar/index.ts';
import type { ColourRule, NameRow, Names, RuleProse } from './formula-questions.ts';

interface Text {
  readonly text: string;
}

/** A formula read back, statement by statement. */
export function answerNames({ text }: Text): Names {
  const { program } = analyse(createSource('formula', text));
  const { statements, reads, failures }: Explanation = explain(program);
  const rows = statements.map(({ name, line, type, range, sentence, arms }, at): NameRow => {
    const step = program.steps[at];
    const isTarget = step?.kind === 'assign' && step.target !== undefined;
    return { ...(name !== undefined && { name }), line, type, range, meaning: sentence, arms, isTarget };
  });
  return { rows, reads, failures };
}

/** The rows that document complaints about formulas, by their codes. */
const DOCUMENTED: Readonly<Record<string, DiagnosticRow>> = {
  ...syntaxComplaints.rows,
  ...typeComplaints.rows,
  ...Object.fromEntries(RULES.map(({ code, row }) => [code, row])),
  ...lintDirectives.rows,
};

/** What a complaint means; null when its code is unknown. */
export function answerRule({ code }: { readonly code: string }): RuleProse | null {
  const row = Object.hasOwn(DOCUMENTED, code) ? DOCUMENTED[code] : undefined;
  if (row === undefined) return null;
  const { severity, prose, example } = row;
  const { nearMiss, fixed } = row as Partial<Pick<RuleProse, 'nearMiss' | 'fixed'>>;
  return {
    code,
    severity,
    prose,
    example,
    ...(nearMiss !== undefined && { nearMiss }),
    ...(fixed !== undefined && { fixed }),
  };
}

/** How text is coloured at once: the patterns that editors everywhere are given. */
export function colourRules(): readonly ColourRule[] {
  const { patterns, scopeName } = textMateGrammar();
  const end = scopeName.replace(/^source/, '');
  return patterns.map(({ name, match }) => ({
    match,
    kind: name.endsWith(end) ? name.slice(0, -end.length) : name,
  }));
}
