// The declaration of the commands that help to set up.

import { type Declare, examples } from './declaring.ts';

export const declareSetupCommands: Declare = (program, context, finish) => {
  examples(program.command('doctor'), ['lazurite doctor', 'lazurite doctor --json'])
    .description('say what this machine can do: isolation, bounds, containers, and what all of it needs')
    .option('--json', 'print one JSON document')
    .action(async (options) =>
      finish(await (await import('./commands/doctor.ts')).doctor(options, context())),
    );

  examples(program.command('completion'), [
    'eval "$(lazurite completion bash)"',
    'lazurite completion zsh > ~/.zfunc/_lazurite',
    'lazurite completion fish > ~/.config/fish/completions/lazurite.fish',
  ])
    .description('print a script that completes commands, options and values in a shell')
    .addArgument(program.createArgument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .action(async (shell) =>
      finish((await import('./commands/completion.ts')).completion(shell, program, context())),
    );
};
