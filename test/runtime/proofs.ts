// Cases of proofs as text: what is asked, a formula, and the answers with their reasons or counter-examples.

import { compile } from '../../compiler/index.ts';
import { createSource, placeAt, type Source } from '../../grammar/index.ts';
import {
  type Answer,
  PROPERTIES,
  type PropertyId,
  type PropertyRow,
  parseDuration,
  prove,
  type Reason,
  type State,
  type Subject,
  subjectOf,
} from '../../runtime/index.ts';
import type { Case } from './corpus.ts';

/** The subject of a case and the properties it asks for. */
export function questionOf({ setup, formula }: Pick<Case, 'setup' | 'formula'>) {
  const source = createSource('formula', formula);
  const words = (word: string) =>
    setup.filter((line) => line.startsWith(`${word} `)).map((line) => line.split(' ').slice(1));
  const [dedicated = 1, lowPriority = 1] = (words('prices')[0] ?? []).map(Number);
  const interval = words('every').map(([text]) => parseDuration(text!))[0];
  const properties = words('ask').map(([id, number]) => {
    const row: PropertyRow = PROPERTIES[id as PropertyId];
    return row.make({ number: Number(number), prices: { currency: 'USD', dedicated, lowPriority } });
  });
  const subject = subjectOf(compile(source).program!, interval === undefined ? {} : { interval });
  return { source, subject, properties };
}

export function answerOf(one: Pick<Case, 'setup' | 'formula'>, tries = 3000): string {
  const { source, subject, properties } = questionOf(one);
  return prove(subject, properties, { tries, seed: 1 })
    .map((answer) => show(source, subject, answer))
    .join('\n');
}

function show(source: Source, subject: Subject, answer: Answer): string {
  const head = `${answer.property.claim}: ${answer.verdict}`;
  switch (answer.verdict) {
    case 'proved':
      return [head, ...answer.reasons.map((reason) => `  ${reasonText(source, reason)}`)].join('\n');
    case 'refuted': {
      const { says, states } = answer.contradiction;
      return [head, `  ${says}`, ...states.map((state) => `  ${stateText(subject, state)}`)].join('\n');
    }
    case 'undecided':
      return `${head}\n  ${reasonText(source, answer.obstacle)}; ${answer.tried} states tried`;
  }
}

function reasonText(source: Source, { span, says }: Reason): string {
  if (span === undefined) return says;
  const { line } = placeAt(source, span.start);
  return `line ${line}: ${source.text.slice(span.start, span.end)} ${says}`;
}

const stateText = (_: Subject, { now, pool, samples }: State): string =>
  JSON.stringify({ ...(now !== undefined && { now: new Date(now).toISOString() }), pool, samples });
