// What every command is given besides its own arguments and options.

import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Problem } from './files.ts';
import type { Io } from './io.ts';
import { renderProblem } from './render/diagnostics.ts';
import type { Style } from './style.ts';

export interface Context {
  readonly io: Io;
  /** The style of each output. */
  readonly style: { readonly out: Style; readonly err: Style };
}

/** Says on standard error why an input or a wish cannot be met, and gives the exit code for that. */
export function refuse({ io, style }: Context, ...problems: readonly Problem[]): ExitCode {
  for (const problem of problems) io.err(renderProblem(problem, style.err));
  return EXIT.usage;
}
