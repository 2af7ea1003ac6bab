// What tests do not notice: the changes of formulas after which every case still passes.

import { describeChange, MUTATIONS, type Mutation } from '../../compiler/index.ts';
import { type Diagnostic, fileOf, placeInFileOf, type Source, spanInFileOf } from '../../grammar/index.ts'; // biome-ignore format: short
import { type MutationResult, testDiagnostics } from '../../planner/index.ts';
import { percentOf } from '../../runtime/index.ts';
import type { Style } from '../style.ts';
import { renderDiagnostic } from './diagnostics.ts';

/** The share of changes that some case notices, in whole per cent. */
export const scoreOf = ({ tried, unnoticed }: MutationResult): number =>
  percentOf({ reached: tried - unnoticed.length, total: tried });

/** A paragraph a formula: the score, and each change that passed unnoticed. */
export const renderMutations = (results: readonly MutationResult[], style: Style): string =>
  results.map((result) => renderOne(result, style)).join('');

function renderOne(result: MutationResult, style: Style): string {
  const { source, tried, candidates, unnoticed } = result;
  const score = scoreOf(result);
  const left = candidates > tried ? style('dim', ` (${candidates - tried} more were left out: without effect, refused by the compiler, or beyond the limit)`) : ''; // biome-ignore format: a sentence
  const head = `\n${style('bold', source.name)}: the tests notice ${style(score === 100 ? 'green' : 'yellow', `${score} %`)} of ${tried} changes${left}\n`;
  return (
    head +
    unnoticed.map((one) => `\n${renderDiagnostic(fileOf(source), complaintOf(one, source), style)}`).join('')
  );
}

const complaintOf = (mutation: Mutation, source: Source): Diagnostic =>
  testDiagnostics.unnoticed(spanInFileOf(source, mutation.span), {
    change: describeChange(mutation),
    why: MUTATIONS[mutation.kind].prose,
  });

/** The same as a value, for JSON. */
export const mutationsJson = (results: readonly MutationResult[]): readonly unknown[] =>
  results.map((result) => ({
    formula: result.source.name,
    score: scoreOf(result),
    tried: result.tried,
    candidates: result.candidates,
    unnoticed: result.unnoticed.map(({ kind, span, before, after }) => ({
      ...placeInFileOf(result.source, span.start),
      kind,
      before,
      after,
    })),
  }));
