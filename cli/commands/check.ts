// `check`: compiles formulas and says what is wrong with them.

import { compile } from '../../compiler/index.ts';
import type { Diagnostic, Source } from '../../grammar/index.ts';
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readFormula } from '../formulas.ts';
import { countDiagnostics, diagnosticJson, renderDiagnostic } from '../render/diagnostics.ts';
import { toJson } from '../render/json.ts';

export interface CheckOptions {
  readonly output: 'pretty' | 'json';
  readonly json?: boolean;
}

interface Finding {
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the service would take the formula at all. */
  readonly isAccepted: boolean;
}

/** Checks every file that can be read; the exit code is that of the worst finding. */
export async function check(
  files: readonly string[],
  options: CheckOptions,
  context: Context,
): Promise<ExitCode> {
  const findings: Finding[] = [];
  let code: ExitCode = EXIT.fine;
  for (const file of files) {
    const reading = await readFormula(context.io, file);
    if ('problem' in reading) code = refuse(context, reading.problem);
    else findings.push(checkOne(reading.source));
  }
  if (options.json === true || options.output === 'json') {
    const diagnostics = findings.flatMap(({ source, diagnostics: found }) =>
      found.map((one) => diagnosticJson(source, one)),
    );
    context.io.out(toJson({ diagnostics }));
  } else printFindings(findings, context);
  return code === EXIT.fine ? worstOf(findings) : code;
}

function checkOne(source: Source): Finding {
  const { program, diagnostics } = compile(source);
  return { source, diagnostics, isAccepted: program !== undefined };
}

function printFindings(findings: readonly Finding[], { io, style }: Context): void {
  for (const { source, diagnostics } of findings) {
    for (const diagnostic of diagnostics) io.out(`${renderDiagnostic(source, diagnostic, style.out)}\n`);
  }
  const all = findings.flatMap(({ diagnostics }) => diagnostics);
  const files = findings.length === 1 ? findings[0]!.source.name : `${findings.length} formulas`;
  if (findings.length > 0)
    io.out(
      all.length === 0
        ? `${files}: ${style.out('green', 'nothing to complain about')}\n`
        : `${files}: ${countDiagnostics(all)}\n`,
    );
}

function worstOf(findings: readonly Finding[]): ExitCode {
  if (findings.some(({ isAccepted }) => !isAccepted)) return EXIT.refused;
  return findings.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error'))
    ? EXIT.found
    : EXIT.fine;
}
