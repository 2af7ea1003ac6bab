// The declarations of the commands that test formulas, read them back and write them.

import { type Declare, examples } from './declaring.ts';
import { count, percent, seed } from './option-values.ts';

/** The commands that read formulas back, and write them. */
export const declareWordCommands: Declare = (program, context, finish) => {
  examples(program.command('explain'), [
    'lazurite explain formula.txt',
    'lazurite explain main.tf',
    'lazurite explain formula.txt --json',
  ])
    .description('say in plain words what formulas do')
    .argument('<file...>', 'formulas, and files or folders they stand in; - for standard input')
    .option('--json', 'print one JSON document')
    .action(async (files, options) =>
      finish(await (await import('./commands/explain.ts')).explain(files, options, context())),
    );

  examples(program.command('generate'), [
    'lazurite generate --max 20',
    'lazurite generate --min 2 --max 20 --spot 70 --hours 8-18 --weekdays --output render.txt',
    'lazurite generate',
  ])
    .description('write a formula from a few answers, with its tests and its properties')
    .addOption(
      program
        .createOption('--demand <tasks>', 'which tasks are demand')
        .choices(['pending', 'active', 'running']),
    )
    .option('--min <nodes>', 'at least so many nodes of both kinds together (default: 0)', seed)
    .option('--max <nodes>', 'at most so many (default: 10)', count)
    .option('--spot <percent>', 'how many per cent of them are low-priority (default: 0)', percent)
    .option('--hours <from-to>', 'the hours in UTC in which the least number is kept, such as 8-18, or 22-6')
    .option('--weekdays', 'keep it from Monday to Friday alone')
    .addOption(
      program.createOption('--samples <how>', 'how samples are read').choices(['average', 'peak', 'newest']),
    )
    .option('--window <minutes>', 'the minutes that are averaged, or whose peak counts (default: 5)', count)
    .option('--slots <count>', 'tasks that a node runs at once, or `pool` for its task slots')
    .addOption(
      program
        .createOption('--deallocation <option>', 'what happens to tasks on nodes that leave')
        .choices(['requeue', 'terminate', 'taskcompletion', 'retaineddata']),
    )
    .option('--output <file>', 'write the formula there, and beside it its tests and its properties')
    .action(async (options) =>
      finish(await (await import('./commands/generate.ts')).generate(options, context())),
    );
};

/** The commands that test formulas. */
export const declareTestCommands: Declare = (program, context, finish) => {
  examples(program.command('test'), [
    'lazurite test pending.test.yaml',
    'lazurite test *.test.yaml --coverage --threshold 100',
    'lazurite test *.test.yaml --output junit > results.xml',
  ])
    .description('run the tests of formulas')
    .argument('<file...>', 'test files, as YAML or JSON; - for standard input')
    .option('--case <text>', 'only cases whose names hold this text')
    .option('--coverage', 'say which statements and branches the cases reach')
    .option(
      '--threshold <percent>',
      'fail when less of a formula’s statements or branches is reached',
      percent,
    )
    .option('--html <file>', 'write the coverage as a page')
    .option('--lcov <file>', 'write the coverage as lcov')
    .addOption(
      program
        .createOption('--output <format>', 'how to print the outcome')
        .choices(['pretty', 'json', 'junit', 'tap'])
        .default('pretty'),
    )
    .option('--json', 'the same as --output json')
    .option('--mutate', 'change the formulas a little, and say which changes no case notices')
    .option('--mutants <count>', 'try at most so many changes of a formula', count, 500)
    .option('--seed <number>', 'chooses the changes where there are more', seed, 1)
    .option('--score <percent>', 'fail when fewer of the changes are noticed; for --mutate', percent)
    .option('--watch', 'run again whenever a test file or a formula changes, until Ctrl-C')
    .action(async (files, options) =>
      finish(await (await import('./commands/test.ts')).test(files, options, context())),
    );
};
