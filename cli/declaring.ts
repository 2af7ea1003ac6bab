// What every declaration of a command is made with: the program it belongs to, what it is given when it is called, and
// where its exit code goes.

import type { Command } from 'commander';
import type { Context } from './context.ts';
import type { ExitCode } from './exit-codes.ts';

export type Finish = (code: ExitCode) => void;

/** Declares some commands of a program. */
export type Declare = (program: Command, context: () => Context, finish: Finish) => void;

/** Lets a command's help begin with examples. */
export function examples(command: Command, lines: readonly string[]): Command {
  return command.addHelpText('before', `Examples:\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
}
