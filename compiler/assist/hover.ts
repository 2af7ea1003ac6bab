// What stands at an offset, in words: a name's exact meaning, the overload that a call chose, the type of what an
// operator gives.

import { nodesAt, placeInFileOf, type Span, writtenText } from '../../grammar/index.ts';
import { FUNCTIONS, findFunction, findMethod, findName, METHODS, OPERATORS } from '../catalog/index.ts';
import type { Node, Program, Step } from '../ir.ts';
import { printRange } from '../ranges/print.ts';
import { rangesOf } from '../ranges.ts';
import { spell } from '../types.ts';
import type { Analysis } from './analysis.ts';
import { definitionOf, type Occurrence, occurrenceAt } from './names.ts';
import { nodeAround } from './nodes.ts';
import { constantsBefore, windowOf } from './windows.ts';
import { code, describeMember, describeName, exampleText, paragraphs, seconds, signature } from './words.ts';

export interface Hover {
  /** What it speaks of. */
  readonly span: Span;
  /** Markdown. */
  readonly text: string;
}

/** What there is to say at an offset; undefined where that is nothing. */
export function hover(analysis: Analysis, offset: number): Hover | undefined {
  const token = analysis.tokens.find(({ span }) => span.start <= offset && offset < span.end);
  if (token === undefined) return undefined;
  const { span } = token;
  const text =
    token.kind === 'name'
      ? describe(analysis, token.text, span)
      : token.kind === 'operator'
        ? describeOperator(analysis, span)
        : undefined;
  return text === undefined ? undefined : { span, text };
}

function describe(analysis: Analysis, name: string, span: Span): string | undefined {
  const path = nodesAt(analysis.formula, span.start);
  const owner = path.findLast(
    (node) => (node.kind === 'call' || node.kind === 'method' || node.kind === 'member') && node.name.span.start === span.start,
  ); // biome-ignore format: a condition
  if (owner?.kind === 'call') return describeFunction(analysis, name, span);
  if (owner?.kind === 'method') return describeMethod(analysis, name, span);
  if (owner?.kind === 'member') return describeMember(name);
  const occurrence = occurrenceAt(analysis.formula, span.start);
  const own = occurrence === undefined ? undefined : describeVariable(analysis, occurrence);
  const said = own ?? paragraphs(describeName(name) ?? '', describeTarget(analysis, occurrence));
  return said === '' ? undefined : said;
}

/** A name of the user: its type here, and where its value comes from. */
function describeVariable({ formula, source, program }: Analysis, at: Occurrence): string | undefined {
  if (findName(at.name) !== undefined) return undefined;
  const definition = definitionOf(formula, at);
  if (definition === undefined) {
    return paragraphs(code(`${at.name}: undefined`), 'No earlier statement assigns it, so an evaluation fails when it gets here.'); // biome-ignore format: a row
  }
  const step = program.steps.find(
    (one) => one.kind === 'assign' && one.nameSpan.start === definition.span.start,
  );
  const statement = formula.statements[definition.statement]!;
  const { line } = placeInFileOf(source, definition.span.start);
  const written = writtenText(source, source.text.slice(statement.span.start, statement.span.end));
  return paragraphs(
    code(`${at.name}: ${step === undefined ? 'anything' : spell(step.value.type)}`),
    step === undefined ? '' : rangeText(program, step),
    at.role === 'assigned' ? '' : `Assigned in line ${line}:\n\n${code(`${written};`)}`,
  );
}

/** What a target is set to where it is assigned. */
function describeTarget({ program }: Analysis, at: Occurrence | undefined): string {
  const step = program.steps.find((one) => one.kind === 'assign' && one.nameSpan.start === at?.span.start);
  return step === undefined ? '' : rangeText(program, step);
}

/** What a statement can give, for any history of the metrics and any state of the pool. */
function rangeText(program: Program, step: Step): string {
  const { steps, targets } = rangesOf(program, { fillings: 'plain' });
  const isNodes = step.kind === 'assign' && step.target !== undefined && step.target in targets;
  const range = steps[program.steps.indexOf(step)];
  if (range === undefined) return '';
  const text = printRange(range);
  return isNodes ? `It is set to ${text} here, whatever happens.` : `It is ${text}, whatever happens.`;
}

const holdsName = (node: Node, span: Span): boolean =>
  'nameSpan' in node && node.nameSpan.start === span.start;

/** The overload that the arguments chose; every one where that is open. */
function describeFunction({ program }: Analysis, name: string, span: Span): string | undefined {
  const all = findFunction(name);
  const node = nodeAround(program, span)?.node;
  const chosen = node?.kind === 'call' && holdsName(node, span) ? node.overloads : [];
  const rows = chosen.length > 0 ? chosen.map((id) => FUNCTIONS[id]) : all.map(({ row }) => row);
  const [first] = rows;
  if (first === undefined) return undefined;
  const lines = rows.map((row) => `${signature(row.name, row.parameters)}: ${row.result}`);
  return paragraphs(code(lines.join('\n')), first.prose, exampleText(first.examples));
}

function describeMethod({ program }: Analysis, name: string, span: Span): string | undefined {
  const all = findMethod(name);
  const found = nodeAround(program, span);
  const node = found?.node;
  const chosen = node?.kind === 'method' && holdsName(node, span) ? node.overloads : [];
  const rows = chosen.length > 0 ? chosen.map((id) => METHODS[id]) : all.map(({ row }) => row);
  const [first] = rows;
  if (first === undefined) return undefined;
  const lines = rows.map((row) => `${signature(row.name, row.parameters)}: ${row.result}`);
  const window =
    node?.kind === 'method' ? windowOf(node, constantsBefore(program)[found!.step]!) : undefined;
  const covers =
    window === undefined ? '' : `Here it covers ${seconds(window.length)}, which is ${countSamples(window.samples)}.`;
  return paragraphs(code(lines.join('\n')), first.prose, covers, exampleText(first.examples));
} // biome-ignore format: sentences

/** A number of samples in words. */
export const countSamples = (count: number): string => `${count} ${count === 1 ? 'sample' : 'samples'}`;

/** What an operator gives on the types it stands between. */
function describeOperator({ program }: Analysis, span: Span): string | undefined {
  const node = nodeAround(program, span)?.node;
  if (node?.kind === 'binary' || node?.kind === 'unary') {
    if (node.operatorSpan.start !== span.start) return undefined;
    const rows = node.overloads.map((id) => `${id}: ${OPERATORS[id].result}`);
    const [only] = node.overloads;
    return paragraphs(code(rows.join('\n')), only === undefined ? '' : OPERATORS[only].prose);
  }
  return undefined;
}
