// `prove`: what holds of a formula for every history, or a state in which it does not.

import { setImmediate } from 'node:timers/promises';
import { compile, diagnosticInFile, type EmbeddedFormula, sourceInFile } from '../../compiler/index.ts';
import type { Source } from '../../grammar/index.ts';
import { type Answer, proveInTurns, type State, type Subject, subjectOf } from '../../runtime/index.ts';
import { printState, type QuestionSection } from '../../simulator/index.ts';
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type Problem, writeFileAt } from '../files.ts';
import { type FindOptions, findFormulas } from '../find-formulas.ts';
import { type AskOptions, askOf, gather } from '../proving/ask.ts';
import { diagnosticJson, renderDiagnostic } from '../render/diagnostics.ts';
import { toJson } from '../render/json.ts';
import { proofsJson, renderProofs } from '../render/proofs.ts';

export interface ProveOptions extends AskOptions, FindOptions {
  readonly counterExample?: string;
  readonly tries: number;
  readonly seed: number;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** A formula that was answered for. */
interface Proved {
  readonly source: Source;
  /** The way to it in its file; empty for a file that is one formula. */
  readonly path: readonly (string | number)[];
  readonly subject: Subject;
  readonly answers: readonly Answer[];
}

/** Answers properties of every formula of a file; 1 when one is refuted, and with `strict` when one is not decided. */
export async function prove(file: string, options: ProveOptions, context: Context): Promise<ExitCode> {
  const found = await findFormulas(file, options, context);
  if ('code' in found) return found.code;
  const sections = await gather(options, context);
  if (sections === undefined) return EXIT.usage;
  const all: Proved[] = [];
  for (const { file: source, formula } of found.formulas) {
    const one = await proveOne(source, formula, { sections, options, context });
    if (typeof one === 'number') return one;
    all.push(one);
  }
  print(all, options, context);
  const answers = all.flatMap((one) => one.answers);
  const problem = await keepCounterExample(answers, options, context);
  return problem === undefined ? codeOf(answers, options) : refuse(context, problem);
}

interface Proving {
  readonly sections: readonly QuestionSection[];
  readonly options: ProveOptions;
  readonly context: Context;
}

async function proveOne(
  file: Source,
  formula: EmbeddedFormula,
  { sections, options, context }: Proving,
): Promise<Proved | ExitCode> {
  const { io, style } = context;
  const asked = askOf(formula.pool, sections, context);
  if (asked === undefined) return EXIT.usage;
  const source = sourceInFile(file, formula);
  const { program, diagnostics } = compile(source);
  if (program === undefined) {
    const told = diagnostics.map((one) => diagnosticInFile(formula, one));
    if (options.json === true) io.out(toJson({ diagnostics: told.map((one) => diagnosticJson(file, one)) }));
    else for (const diagnostic of told) io.err(renderDiagnostic(file, diagnostic, style.err));
    return EXIT.refused;
  }
  const subject = subjectOf(program, asked.question);
  const answers = await untilInterrupted(proveInTurns(subject, asked.properties, options), io.signal);
  return answers === undefined ? EXIT.interrupted : { source, path: formula.path, subject, answers };
}

/** Takes turns with whoever may interrupt; undefined once somebody did. */
async function untilInterrupted<Result>(
  turns: Generator<void, Result>,
  signal: AbortSignal,
): Promise<Result | undefined> {
  for (let turn = turns.next(); ; turn = turns.next()) {
    if (turn.done === true) return turn.value;
    await setImmediate();
    if (signal.aborted) return undefined;
  }
}

/** One formula is a document of its own; several are a list. */
function print(all: readonly Proved[], { json }: ProveOptions, { io, style }: Context): void {
  const place = ({ source, path }: Proved) => ({ file: source.name, path });
  if (json === true) {
    const documents = all.map((one) => ({
      ...place(one),
      ...proofsJson(one.source, one.subject, one.answers),
    }));
    io.out(toJson(documents.length === 1 ? documents[0]! : { formulas: documents }));
    return;
  }
  const title = ({ source, path }: Proved): string =>
    path.length === 0 ? '' : `${style.out('bold', `${source.name} ${path.join('.')}`)}\n\n`;
  io.out(
    all.map((one) => title(one) + renderProofs(one.source, one.subject, one.answers, style.out)).join('\n'),
  );
}

function codeOf(answers: readonly Answer[], { strict }: ProveOptions): ExitCode {
  const fails = ({ verdict }: Answer): boolean =>
    verdict === 'refuted' || (strict === true && verdict === 'undecided');
  return answers.some(fails) ? EXIT.found : EXIT.fine;
}

/** Writes the state of the first property that is refuted; where it takes two states, the other one beside it. */
async function keepCounterExample(
  answers: readonly Answer[],
  { counterExample: file }: ProveOptions,
  { io }: Context,
): Promise<Problem | undefined> {
  const refuted = answers.find((answer) => answer.verdict === 'refuted');
  if (file === undefined || refuted === undefined) return undefined;
  const { states } = refuted.contradiction;
  const heading = `# ${refuted.property.claim}: refuted.\n# ${refuted.contradiction.says}\n`;
  const write = (name: string, state: State) => writeFileAt(io, name, heading + printState(state));
  const problem = await write(file, states.at(-1)!);
  if (problem !== undefined || states.length < 2) return problem;
  return write(file.replace(/(\.[^./\\]*)?$/, '.before$1'), states[0]!);
}
