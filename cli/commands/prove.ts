// `prove`: what holds of a formula for every history, or a state in which it does not.

import { compile } from '../../compiler/index.ts';
import { type Answer, prove as answerAll, type State, subjectOf } from '../../runtime/index.ts';
import { printState } from '../../simulator/index.ts';
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type Problem, writeFileAt } from '../files.ts';
import { readFormula } from '../formulas.ts';
import { type AskOptions, gather } from '../proving/ask.ts';
import { diagnosticJson, renderDiagnostic } from '../render/diagnostics.ts';
import { toJson } from '../render/json.ts';
import { proofsJson, renderProofs } from '../render/proofs.ts';

export interface ProveOptions extends AskOptions {
  readonly counterExample?: string;
  readonly tries: number;
  readonly seed: number;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** Answers properties of one formula; 1 when one is refuted, and with `strict` when one is not decided. */
export async function prove(file: string, options: ProveOptions, context: Context): Promise<ExitCode> {
  const { io, style } = context;
  const reading = await readFormula(io, file);
  if ('problem' in reading) return refuse(context, reading.problem);
  const asked = await gather(options, context);
  if (asked === undefined) return EXIT.usage;
  const { source } = reading;
  const { program, diagnostics } = compile(source);
  if (program === undefined) {
    if (options.json === true)
      io.out(toJson({ diagnostics: diagnostics.map((one) => diagnosticJson(source, one)) }));
    else for (const diagnostic of diagnostics) io.err(renderDiagnostic(source, diagnostic, style.err));
    return EXIT.refused;
  }
  const subject = subjectOf(program, asked.question);
  const answers = answerAll(subject, asked.properties, options);
  io.out(
    options.json === true
      ? toJson(proofsJson(source, subject, answers))
      : renderProofs(source, subject, answers, style.out),
  );
  const problem = await keepCounterExample(answers, options, context);
  return problem === undefined ? codeOf(answers, options) : refuse(context, problem);
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
