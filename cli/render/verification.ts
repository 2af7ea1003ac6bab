// What verifying a log found, for people and as JSON: the differences, and how much could be compared.

import { brief, placeAt } from '../../grammar/index.ts';
import { type Compared, printInstant } from '../../runtime/index.ts';
import type { Style } from '../style.ts';
import { countVerdicts, type Verified } from '../verification.ts';
import { harmless, lineInBrief } from './diagnostics.ts';
import { toJson } from './json.ts';

/** The most differences that are shown; the count is exact. */
const MOST = 100;

/** The differences of a file, then what was compared; ends with a line break. */
export function renderVerification(file: string, verified: readonly Verified[], style: Style): string {
  const differences = differencesIn(verified);
  const shown = differences.slice(0, MOST).map((one) => renderDifference(file, one, style));
  const left = differences.length > MOST ? `and ${differences.length - MOST} more\n\n` : '';
  return `${shown.join('')}${left}${summary(file, verified, style)}\n`;
}

type Difference = Verified & { readonly one: Compared };

const differencesIn = (verified: readonly Verified[]): readonly Difference[] =>
  verified.flatMap((entry) =>
    entry.compared.filter(({ verdict }) => verdict === 'different').map((one) => ({ ...entry, one })),
  );

function renderDifference(file: string, { evaluation, source, one }: Difference, style: Style): string {
  const { line } = placeAt(source, one.span.start);
  const where = style('bold', `${file}:${evaluation.line}:`);
  const of = `pool ${evaluation.pool || 'without a name'}, ${printInstant(evaluation.timestamp)}`;
  const [name, logged, ours] = [one.name, one.logged ?? 'nothing', one.ours ?? 'nothing'].map((text) =>
    harmless(brief(text)),
  ) as [string, string, string];
  const what = `${name} is ${style('red', logged)} in the log and ${style('green', ours)} here`;
  return `${where} ${of}: ${what}\n  ${style('dim', `${line} |`)} ${lineInBrief(source, line)}\n\n`;
}

function summary(file: string, verified: readonly Verified[], style: Style): string {
  const { same, different, given } = countVerdicts(verified);
  const agree = style(different === 0 ? 'green' : 'yellow', `${same} agree${same === 1 ? 's' : ''}`);
  const differ =
    different === 0 ? 'none differs' : style('red', `${different} differ${different === 1 ? 's' : ''}`);
  const rest = `${given} rest${given === 1 ? 's' : ''} on samples and counts that a log does not hold`;
  return `${file}: ${count(verified.length, 'evaluation')}, ${count(same + different + given, 'value')}: ${agree}, ${differ}, ${rest}`;
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

/** The same as one document. */
export function verificationJson(
  files: readonly (readonly [file: string, verified: readonly Verified[]])[],
): string {
  const all = files.flatMap(([, verified]) => verified);
  return toJson({
    evaluations: all.length,
    values: countVerdicts(all),
    differences: files.flatMap(([file, verified]) =>
      differencesIn(verified).map(({ evaluation, source, one }) => {
        const { line, column } = placeAt(source, one.span.start);
        return {
          file,
          line: evaluation.line,
          pool: evaluation.pool,
          timestamp: printInstant(evaluation.timestamp),
          name: one.name,
          logged: one.logged ?? null,
          ours: one.ours ?? null,
          formulaLine: line,
          formulaColumn: column,
        };
      }),
    ),
  });
}
