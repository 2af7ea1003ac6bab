// The declaration of the command about what Azure logged of formulas.

import { type Declare, examples } from './declaring.ts';

export const declareLogCommands: Declare = (program, context, finish) => {
  examples(program.command('verify'), [
    'lazurite verify PT1H.json',
    'lazurite verify insights-logs-servicelog/*.json',
    'az batch pool show --pool-id render | lazurite verify -',
  ])
    .description('evaluate logged formulas again and compare every value with what Azure logged')
    .argument(
      '<log...>',
      'exported autoscale events, as JSON or lines of JSON, plain or gzip; - for standard input',
    )
    .option('--json', 'print one JSON document')
    .action(async (files, options) =>
      finish(await (await import('./commands/verify.ts')).verify(files, options, context())),
    );
};
