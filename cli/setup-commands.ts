// The declaration of the commands that help to set up, and of the one that opens the playground.

import { type Declare, examples } from './declaring.ts';
import { port } from './option-values.ts';

export const declareSetupCommands: Declare = (program, context, finish) => {
  examples(program.command('doctor'), ['lazurite doctor', 'lazurite doctor --json'])
    .description('say what this machine can do: isolation, bounds, containers, and what all of it needs')
    .option('--json', 'print one JSON document')
    .action(async (options) =>
      finish(await (await import('./commands/doctor.ts')).doctor(options, context())),
    );

  examples(program.command('playground'), [
    'lazurite playground',
    'lazurite playground --open',
    'lazurite playground --port 8080',
  ])
    .description('serve the page to write formulas and see what they do, for the browser of this machine')
    .option('--port <number>', 'the port; one that is free unless set', port)
    .option('--open', 'open it in the browser')
    .action(async (options) =>
      finish(await (await import('./commands/playground.ts')).playground(options, context())),
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
