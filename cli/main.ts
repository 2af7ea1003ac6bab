// The command line's declaration: names, options and help. What a command does is loaded when it is called.

import { Command, CommanderError, Option } from 'commander';
import { version } from '../package.json';
import type { Context } from './context.ts';
import { examples, type Finish } from './declaring.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Io } from './io.ts';
import { declareLogCommands } from './log-commands.ts';
import {
  bytes,
  collect,
  count,
  FILL_HELP,
  factor,
  formatOption,
  PLACE_HELP,
  positive,
  seed,
} from './option-values.ts';
import { declareProofCommands } from './proving/declare.ts';
import { declareSetupCommands } from './setup-commands.ts';
import { type Colour, styleOf } from './style.ts';
import { TABLE_NAMES } from './table-names.ts';
import { declareTestCommands, declareWordCommands } from './test-commands.ts';

/** Runs one command line. Gives the exit code; throws only for a bug that `--debug` wants to see. */
export async function main(words: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.fine;
  const program = declare(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
    io.err(describeBug(error, words.includes('--debug')));
    return EXIT.bug;
  }
}

function describeBug(error: unknown, debug: boolean): string {
  const message = error instanceof Error ? error.message : String(error);
  const stack = debug && error instanceof Error ? `${error.stack}\n` : '';
  return `${stack}lazurite ${version}: a bug of ours, not of your input: ${message.split('\n')[0]}. Please report it with the command, its input and the output of --debug.\n`;
}

function declare(io: Io, finish: Finish): Command {
  const program = new Command('lazurite')
    .description(
      'Azure Batch on your own machine: autoscale formulas checked and evaluated, pools simulated, waits and money reported.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show examples, arguments and options')
    .addOption(
      new Option('--color <when>', 'colours in the output')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .addOption(new Option('--no-color', 'no colours').hideHelp())
    .option('--debug', 'show where an error of ours happened')
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    })
    .showHelpAfterError('(--help shows examples, arguments and options)')
    .exitOverride();
  examples(program, [
    'lazurite eval formula.txt --state now.yaml',
    'lazurite simulate scenario.yaml --report report.html',
    'lazurite compare scenario.yaml --formula a.txt b.txt',
  ]);
  const context = (): Context => {
    const { color } = program.opts<{ color: Colour | false }>();
    const colour = color === false ? 'never' : color;
    return { io, style: { out: styleOf(io, 'out', colour), err: styleOf(io, 'err', colour) } };
  };
  declareCheck(program, context, finish);
  declareFormulaCommands(program, context, finish);
  declareLogCommands(program, context, finish);
  declareEditorCommands(program, context, finish);
  declareWordCommands(program, context, finish);
  declareTestCommands(program, context, finish);
  declareProofCommands(program, context, finish);
  declareRunCommands(program, context, finish);
  declareDataCommands(program, context, finish);
  declareSetupCommands(program, context, finish);
  return program;
}

const FORMULA_FILES =
  'formulas, files that formulas stand in (JSON, ARM, Bicep, Terraform, Nextflow, YAML), or folders; - for standard input';

/** The command that says what is wrong with formulas. */
function declareCheck(program: Command, context: () => Context, finish: Finish): void {
  examples(program.command('check'), [
    'lazurite check formula.txt',
    'lazurite check main.tf pool.json nextflow.config',
    'lazurite check infrastructure/ --output sarif',
    'lazurite check formula.txt --pool pool.json --fix',
    'cat formula.txt | lazurite check -',
  ])
    .description('compile formulas, alone or where they stand, and say what is wrong with them')
    .argument('<file...>', FORMULA_FILES)
    .addOption(
      new Option('--output <format>', 'how to print what is found')
        .choices(['pretty', 'json', 'sarif', 'junit', 'github', 'azuredevops'])
        .default('pretty'),
    )
    .option('--json', 'the same as --output json')
    .option(
      '--pool <file>',
      'the pool that the formulas are for, as JSON or YAML, for the rules that need to know it',
    )
    .option('--config <file>', 'a configuration, instead of the nearest lazurite.yaml')
    .option('--fix', 'mend what is certain, in place, and say what is left')
    .addOption(formatOption())
    .action(async (files, options) =>
      finish(await (await import('./commands/check.ts')).check(files, options, context())),
    );
}

/** The commands that lay formulas out and evaluate them. */
function declareFormulaCommands(program: Command, context: () => Context, finish: Finish): void {
  examples(program.command('fmt'), [
    'lazurite fmt formula.txt',
    'lazurite fmt --check *.txt',
    'lazurite fmt --write formula.txt main.tf',
  ])
    .description('lay formulas out, alone or where they stand; comments are kept')
    .argument('<file...>', FORMULA_FILES)
    .addOption(new Option('--check', 'say which files would change, and change none').conflicts('write'))
    .addOption(new Option('--write', 'change the files in place').conflicts('diff'))
    .option('--diff', 'show what would change')
    .addOption(formatOption())
    .action(async (files, options) =>
      finish(await (await import('./commands/format.ts')).format(files, options, context())),
    );

  examples(program.command('eval'), [
    'lazurite eval formula.txt --state now.yaml',
    "echo '$TargetDedicatedNodes = 1 + 2;' | lazurite eval -",
    'lazurite eval formula.txt --at 2025-03-05T12:00:00Z --trace',
    'lazurite eval main.tf --fill var.most=20 --state now.yaml',
  ])
    .description('evaluate a formula against the state of a pool')
    .argument('<file>', 'the formula, or a file it stands in; - for standard input')
    .option('--state <file>', 'time, pool and samples, as YAML or JSON; - for standard input')
    .option('--at <time>', 'evaluate at this time instead of the state’s, such as 2025-03-05T12:00:00Z')
    .option('--trace', 'show every part of the formula with its value')
    .option('--place <text>', PLACE_HELP)
    .option('--fill <name=value>', FILL_HELP, collect)
    .addOption(formatOption())
    .option('--json', 'print one JSON document')
    .action(async (file, options) =>
      finish(await (await import('./commands/evaluate.ts')).evaluate(file, options, context())),
    );
}

/** The command that editors start. */
function declareEditorCommands(program: Command, context: () => Context, finish: Finish): void {
  examples(program.command('lsp'), ['lazurite lsp'])
    .description('speak the Language Server Protocol on standard input and output; editors start it')
    .addOption(new Option('--stdio', 'what it does anyway; some editors say it').hideHelp())
    .action(async () => finish(await (await import('./commands/lsp.ts')).lsp(context())));
}

/** The commands that run scenarios. */
function declareRunCommands(program: Command, context: () => Context, finish: Finish): void {
  examples(program.command('simulate'), [
    'lazurite simulate scenario.yaml',
    'lazurite simulate scenario.yaml --seed 7 --report report.html',
    'lazurite simulate scenario.yaml --journal run.ndjson --json',
  ])
    .description('run a scenario in virtual time')
    .argument('<scenario>', 'the scenario, as YAML or JSON; - for standard input')
    .option('--seed <number>', 'a seed instead of the scenario’s', seed)
    .option('--until <end>', '`drained`, or a duration such as P7D, instead of the scenario’s')
    .option('--report <file>', 'write a page with charts')
    .option('--journal <file>', 'write all that happened, a line each')
    .option('--json', 'print the report as one JSON document')
    .option('--save <file>', 'keep a run there that is interrupted, or has come to --stop-after')
    .option('--stop-after <duration>', 'stop after so much simulated time, such as P2D')
    .option('--resume <file>', 'go on with a run that was saved; the journal is continued')
    .action(async (file, options) =>
      finish(await (await import('./commands/simulate.ts')).simulate(file, options, context())),
    );

  declareRun(program, context, finish);

  examples(program.command('compare'), [
    'lazurite compare scenario.yaml --formula a.txt b.txt',
    'lazurite compare small.yaml large.yaml --seeds 5',
    'lazurite compare scenario.yaml --formula a.txt b.txt --report report.html',
  ])
    .description('run several formulas or settings on the same workload and seeds, side by side')
    .argument('<scenario...>', 'scenarios; or one, with --formula')
    .option('--formula <file...>', 'formulas to put into the scenario’s autoscaled pool, one run each')
    .option('--seed <number>', 'a seed instead of the scenario’s', seed)
    .option('--until <end>', '`drained`, or a duration such as P7D, instead of the scenario’s')
    .option('--seeds <count>', 'runs of each with consecutive seeds', count)
    .option('--report <file>', 'write a page with charts')
    .option('--json', 'print the comparison as one JSON document')
    .action(async (files, options) =>
      finish(await (await import('./commands/compare.ts')).compare(files, options, context())),
    );
}

/** The command that runs scenarios for real. */
function declareRun(program: Command, context: () => Context, finish: Finish): void {
  examples(program.command('run'), [
    'lazurite run scenario.yaml',
    'lazurite run scenario.yaml --work nodes --journal run.ndjson',
    'lazurite run scenario.yaml --speed 60 --boot PT30S',
  ])
    .description('run a scenario with real processes on this machine')
    .argument('<scenario>', 'the scenario, as YAML or JSON; - for standard input')
    .option('--seed <number>', 'a seed instead of the scenario’s', seed)
    .option('--until <end>', '`drained`, or a duration such as PT1H, instead of the scenario’s')
    .option('--report <file>', 'write a page with charts')
    .option('--journal <file>', 'write all that happened, a line each')
    .option('--json', 'print the report as one JSON document')
    .option('--work <folder>', 'where the nodes are; they stay there. A temporary folder unless set')
    .option('--keep', 'keep the temporary folder of the nodes')
    .option('--speed <factor>', 'let time pass so many times as fast while nothing runs', factor)
    .option('--boot <duration>', 'how long a node takes to boot, such as PT30S; no time unless set')
    .option('--grace <duration>', 'from asking a task to end to ending it; PT5S unless set')
    .option(
      '--packages <folder>',
      'application packages: <application>/<version>.zip, and defaultVersion beside',
    )
    .option(
      '--storage <connection>',
      'the connection string of the linked storage account; $AZURE_STORAGE_CONNECTION_STRING when left out',
    )
    .option('--against-simulation', 'simulate it with the delays that were measured, and show both')
    .option('--quiet', 'show nothing while it goes on')
    .option('--isolate', 'keep tasks apart: a read-only system, private /tmp and processes, no network')
    .option('--allow-network', 'let isolated tasks use the network')
    .option('--allow-home', 'let isolated tasks read home folders')
    .option('--cpus <number>', 'processors of each node at most, such as 0.5', positive)
    .option('--memory <size>', 'memory of each node at most, such as 512M or 2G', bytes)
    .option('--disk <size>', 'what the folder of each node may hold, such as 10G', bytes)
    .option('--measure', 'measure what tasks use of processor, memory, disk and network, for the report')
    .option('--rehearse', 'run stand-ins that take the time of the behaviours instead of the commands')
    .action(async (file, options) =>
      finish(await (await import('./commands/run.ts')).run(file, options, context())),
    );
}

/** The commands that turn one file into another. */
function declareDataCommands(program: Command, context: () => Context, finish: Finish): void {
  examples(program.command('report'), [
    'lazurite report run.ndjson',
    'lazurite report run.ndjson --html report.html',
    'lazurite report run.ndjson --csv > series.csv',
    'lazurite report run.ndjson --table metrics > metrics.csv',
  ])
    .description('turn a journal into a report')
    .argument('<journal>', 'a journal, as `simulate --journal` writes it; - for standard input')
    .option('--json', 'print the report as one JSON document')
    .addOption(
      new Option('--statistics', 'the same with Azure’s metrics, counts and lifetime statistics').implies({
        json: true,
      }),
    )
    .addOption(new Option('--csv', 'print the series as a table').conflicts(['json', 'markdown']))
    .addOption(
      new Option('--table <name>', 'print one table as CSV')
        .choices(TABLE_NAMES)
        .conflicts(['json', 'csv', 'markdown', 'statistics']),
    )
    .addOption(new Option('--markdown', 'print the numbers as Markdown').conflicts('json'))
    .option('--html <file>', 'write a page with charts')
    .action(async (file, options) =>
      finish(await (await import('./commands/report.ts')).report(file, options, context())),
    );

  examples(program.command('import'), [
    'lazurite import jobs.swf.gz --output workload.json',
    'lazurite import tasks.csv --columns submit=submit_time,duration=run_time --output workload.json',
    'lazurite import workflow.json --format wfcommons --output workload.json',
    'az batch task list --job-id shots | lazurite import - --format azure-tasks --output workload.json',
  ])
    .description('turn a trace into a workload')
    .argument('<file>', 'the trace, plain or gzip; - for standard input')
    .addOption(
      new Option('--format <name>', 'the trace’s format; recognised when left out').choices([
        'swf',
        'csv',
        'wfcommons',
        'azure-tasks',
      ]),
    )
    .option(
      '--columns <map>',
      'for csv: which column means what, such as submit=submit_time,duration=run_time',
    )
    .option('--limit <count>', 'read at most this many tasks', count)
    .option('--output <file>', 'write the workload here instead of to standard output')
    .action(async (file, options) =>
      finish(await (await import('./commands/import.ts')).importTrace(file, options, context())),
    );
}
