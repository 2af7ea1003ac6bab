// Properties of a formula to answers, as plain values: the same reading and the same proofs as the command line's.

import { compile, printNumbers, printRange } from '../compiler/index.ts';
import { createSource, type Source } from '../grammar/index.ts';
import { type Answer, prove, type Reason, type Subject, subjectOf } from '../runtime/index.ts';
import {
  type Complaint, type Document, documentOf, hasErrors, inSource, type PropertiesReading, poolSection, propertiesOf,
  type QuestionSection, questionOf, readDocument, readQuestion, stateData,
} from '../simulator/index.ts'; // biome-ignore format: one list
import { placeInFile } from './file-place.ts';
import { placeOf } from './formula-place.ts';
import type { JsonObject } from './state.ts';
import type {
  Bound,
  FileRemark,
  ProofAnswer,
  ProofQuestion,
  ProofReason,
  TrialNews,
} from './trial-protocol.ts';

/** Answers one property after the other. Between two of them others have their turn. */
export async function answerProofs(question: ProofQuestion, tell: (news: TrialNews) => void): Promise<void> {
  const { formula, tries, seed } = question;
  const { sections, remarks } = sectionsOf(question);
  if (sections === undefined) return tell({ kind: 'refused', remarks });
  const asked = questionOf(sections);
  const found = propertiesOf(asked);
  if (!('properties' in found)) return tell({ kind: 'refused', remarks: [...remarks, missingPrice(found)] });
  const source = createSource(formula.name, formula.text);
  const { program, diagnostics } = compile(source);
  if (program === undefined) {
    const errors = inSource(source, diagnostics).filter(({ diagnostic }) => diagnostic.severity === 'error');
    return tell({ kind: 'refused', remarks: errors.map(remarkOf) });
  }
  const subject = subjectOf(program, asked);
  const { properties, isUsual } = found;
  tell({ kind: 'bounds', bounds: boundsOf(subject), total: properties.length, isUsual, remarks });
  for (const property of properties) {
    const [answer] = prove(subject, [property], { tries, seed });
    if (answer !== undefined) tell({ kind: 'answer', answer: plainAnswer(source, answer) });
    await undefined;
  }
}

/** What the pool says and what the text says, or why the text cannot be read. */
function sectionsOf({ properties, pool }: ProofQuestion): {
  readonly sections?: readonly QuestionSection[];
  readonly remarks: readonly FileRemark[];
} {
  const source = createSource('properties', properties);
  const reading =
    properties.trim() === ''
      ? { document: documentOf('properties', {}), diagnostics: [] }
      : readDocument(source);
  const documents: readonly (Document | undefined)[] = [
    documentOf('pool', poolSection(pool)),
    reading.document,
  ];
  const complaints: Complaint[] = [...inSource(source, reading.diagnostics)];
  const sections: QuestionSection[] = [];
  for (const document of documents) {
    if (document === undefined) continue;
    const { section, complaints: found } = readQuestion(document);
    complaints.push(...found);
    if (section !== undefined) sections.push(section);
  }
  const remarks = complaints.map(remarkOf);
  return hasErrors(complaints.map(({ diagnostic }) => diagnostic)) ? { remarks } : { sections, remarks };
}

/** A complaint with its place. */
export function remarkOf({ source, diagnostic }: Complaint): FileRemark {
  const { message, hint, span } = diagnostic;
  return {
    message,
    ...(hint !== undefined && { hint }),
    ...(source.text !== '' && placeInFile(source, span)),
    file: source.name,
  };
}

function missingPrice(found: Exclude<PropertiesReading, { readonly properties: unknown }>): FileRemark {
  if (found.missing === 'size')
    return {
      message: 'A budget needs the size of the nodes.',
      hint: 'Choose one, or write `vmSize` into the text.',
    };
  return {
    message: `Nobody knows what a node of the size ${found.vmSize} costs.`,
    hint: `${found.near === undefined ? '' : `Did you mean ${found.near}? `}Write a price list under \`prices\`.`,
  };
}

function boundsOf({ ranges }: Subject): readonly Bound[] {
  const targets = Object.entries(ranges.targets).map(([name, { nodes, isAssigned }]): Bound => {
    return { name, range: isAssigned ? printNumbers(nodes) : 'as the pool has it', isTarget: true };
  });
  const names = [...ranges.names]
    .filter(([name]) => !(name in ranges.targets))
    .map(([name, range]): Bound => ({ name, range: printRange(range), isTarget: false }));
  return [...targets, ...names];
}

function plainAnswer(source: Source, answer: Answer): ProofAnswer {
  const { claim } = answer.property;
  switch (answer.verdict) {
    case 'proved':
      return {
        claim,
        verdict: 'proved',
        reasons: answer.reasons.map((reason) => plainReason(source, reason)),
      };
    case 'refuted': {
      const { says, states } = answer.contradiction;
      return {
        claim,
        verdict: 'refuted',
        says,
        states: states.map((state) => stateData(state) as unknown as JsonObject),
      };
    }
    case 'undecided':
      return {
        claim,
        verdict: 'undecided',
        obstacle: plainReason(source, answer.obstacle),
        tried: answer.tried,
      };
  }
}

/** The most of a part of the formula that is shown. */
const LONGEST = 90;

function plainReason(source: Source, { says, span }: Reason): ProofReason {
  if (span === undefined || span.end <= span.start) return { says };
  const text = source.text.slice(span.start, span.end).replace(/\s+/g, ' ');
  return {
    says,
    place: placeOf(source, span),
    text: text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text,
  };
}
