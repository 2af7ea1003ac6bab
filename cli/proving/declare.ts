// The declaration of `prove`: its options are a table: the properties by their names, what is assumed, and how to
// search.

import { Option } from 'commander';
import { type Declare, examples } from '../declaring.ts';
import { collect, count, FILL_HELP, formatOption, PLACE_HELP, seed } from '../option-values.ts';

/** An option's flags and help, and how its word is read: as it is, as one of several, as a number. */
type OptionRow = readonly [flags: string, help: string, reads?: 'several' | 'count' | 'seed', usual?: number];

// biome-ignore format: table
const PROVE_OPTIONS: readonly OptionRow[] = [
  ['--at-most <nodes>',       'never more nodes of a type; or dedicated=20,low-priority=5'],
  ['--at-least <nodes>',      'never fewer nodes of a type; or dedicated=1'],
  ['--together <nodes>',      'never more nodes of both types together'],
  ['--budget <amount>',       'an hour of all nodes never costs more'],
  ['--step <nodes>',          'no evaluation changes a target by more'],
  ['--drains <evaluations>',  'an empty queue leads to no nodes within so many evaluations'],
  ['--never-negative',        'no target is ever negative before it is clamped'],
  ['--never-nan',             'no name and no target is ever what is not a number'],
  ['--never-fails',           'no evaluation ever fails'],
  ['--missing-samples',       'no evaluation fails for missing samples'],
  ['--monotone',              'more demand never lowers a target'],
  ['--properties <file>',     'properties and assumptions, as YAML or JSON'],
  ['--assume <name=range>',   'what a metric, a count or a target can be, such as $PendingTasks=0..500', 'several'],
  ['--place <text>',          PLACE_HELP],
  ['--fill <name=value>',     FILL_HELP, 'several'],
  ['--pool <file>',           'the pool’s JSON: size of its nodes, task slots, evaluation interval'],
  ['--vm-size <size>',        'the size of the nodes, for their price'],
  ['--prices <file>',         'a price list'],
  ['--every <duration>',      'the evaluation interval, such as PT5M'],
  ['--tries <count>',         'states to try where there is no proof', 'count', 5000],
  ['--seed <number>',         'another seed for the states that are tried', 'seed', 1],
  ['--counter-example <file>', 'write the state that contradicts, for eval and test'],
  ['--strict',                'a property that is not decided counts as refuted'],
  ['--json',                  'print one JSON document'],
];

/** The command that proves; its options are a table of their own. */
export const declareProofCommands: Declare = (program, context, finish) => {
  const command = examples(program.command('prove'), [
    'lazurite prove formula.txt',
    'lazurite prove formula.txt --budget 12.50 --pool pool.json --strict',
    'lazurite prove main.tf --at-most 20 --fill var.most=20',
    "lazurite prove formula.txt --at-most 20 --assume '$PendingTasks=0..500' --counter-example state.yaml",
  ])
    .description('find bounds and properties that hold for every history, or a state that contradicts them')
    .argument('<file>', 'the formula, or a file it stands in; - for standard input');
  const readers = { several: collect, count, seed } as const;
  for (const [flags, help, reads, usual] of PROVE_OPTIONS) {
    const option = new Option(flags, help);
    if (reads !== undefined) option.argParser<unknown>(readers[reads] as (word: string) => unknown);
    command.addOption(usual === undefined ? option : option.default(usual));
  }
  command.addOption(formatOption());
  command.action(async (file, options) =>
    finish(await (await import('../commands/prove.ts')).prove(file, options, context())),
  );
};
