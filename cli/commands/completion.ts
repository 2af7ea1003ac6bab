// `completion`: a script for a shell, made from the declaration of the command line.

import type { Context } from '../context.ts';
import { type DeclaredCommand, factsOf } from '../declaration.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { COMPLETIONS, type Shell } from '../render/completion.ts';

/** Prints the script for a shell. */
export function completion(shell: Shell, program: DeclaredCommand, { io }: Context): ExitCode {
  io.out(COMPLETIONS[shell](factsOf(program)));
  return EXIT.fine;
}
