// `verify`: evaluates the formulas of logged evaluations again, and compares every value with the log's.

import { readAutoscaleLog } from '../autoscale-log.ts';
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { readText } from '../files.ts';
import { renderVerification, verificationJson } from '../render/verification.ts';
import { countVerdicts, type Verified, verifyLog } from '../verification.ts';

export interface VerifyOptions {
  readonly json?: boolean;
}

/** Verifies every log that can be read; any difference is exit code 1, a log that cannot be used 2. */
export async function verify(
  files: readonly string[],
  options: VerifyOptions,
  context: Context,
): Promise<ExitCode> {
  const found: (readonly [file: string, verified: readonly Verified[]])[] = [];
  let code: ExitCode = EXIT.fine;
  for (const file of files) {
    const reading = await readText(context.io, file, 'trace');
    if ('problem' in reading) {
      code = refuse(context, reading.problem);
      continue;
    }
    const { name, text } = reading;
    const log = readAutoscaleLog(text);
    for (const { line, message } of log.problems.slice(0, 10))
      code = refuse(context, { message: `${name}:${line}: ${message}.` });
    if (log.evaluations.length > 0) found.push([name, verifyLog(log)]);
    else
      code = refuse(context, {
        message: `${name} holds no evaluation of a formula.`,
        hint: 'Events named PoolAutoScaleEvent are looked for, with a formula, results and a timestamp; and pools with an autoScaleRun.',
      });
  }
  const { io, style } = context;
  if (options.json === true) io.out(verificationJson(found));
  else for (const [name, verified] of found) io.out(renderVerification(name, verified, style.out));
  if (code !== EXIT.fine) return code;
  return found.some(([, verified]) => countVerdicts(verified).different > 0) ? EXIT.found : EXIT.fine;
}
