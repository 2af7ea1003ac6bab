// The pages of docs/ that are made from tables. A test keeps them fresh; `UPDATE=1` rewrites them.

import { tmpdir } from 'node:os';
import { EXIT } from '../../cli/exit-codes.ts';
import { configurationShape } from '../../cli/read-configuration.ts';
import {
  ALIASES, CONSTANTS, 
  type Example, FUNCTIONS, LIVE, lintDirectives, MEMBERS, METHODS, METRICS, OPERATORS, OPTIONS, type Parameter, placeComplaints, RULES, type RuleRow, TARGETS, textMateGrammar, typeComplaints,
} from '../../compiler/index.ts'; // biome-ignore format: one list
import { type DiagnosticRow, syntaxComplaints } from '../../grammar/index.ts';
import { testDiagnostics, testShape } from '../../planner/index.ts';
import { DECISIONS, EVALUATION } from '../../runtime/index.ts';
import {
  documentDiagnostics,
  scenarioDiagnostics,
  workloadDiagnostics,
} from '../../simulator/diagnostics.ts';
import { questionShape, schemaFile, stateShape } from '../../simulator/index.ts';
import { JOURNAL } from '../../simulator/journal-diagnostics.ts';
import { runCommand } from '../cli/cases.ts';
import { FLOORS, readSources } from '../rules/sources.ts';
import { scenarioPage } from './scenario-page.ts';

/** Each page's name and how it is made. */
export const PAGES: Readonly<Record<string, () => string | Promise<string>>> = {
  'diagnostics.md': diagnosticsPage,
  'language.md': languagePage,
  'command-line.md': commandLinePage,
  'rooms.md': roomsPage,
  'scenario.md': scenarioPage,
  'editors/azure-batch-formula.tmLanguage.json': () => `${JSON.stringify(textMateGrammar(), null, 2)}\n`,
  'schemas/state.json': () =>
    `${JSON.stringify(schemaFile('A state for lazurite eval', stateShape), null, 2)}\n`,
  'schemas/properties.json': () =>
    `${JSON.stringify(schemaFile('Properties for lazurite prove', questionShape), null, 2)}\n`,
  'schemas/lazurite.json': () =>
    `${JSON.stringify(schemaFile('A configuration of Lazurite', configurationShape), null, 2)}\n`,
  'schemas/test.json': () => `${JSON.stringify(schemaFile('Tests of formulas', testShape), null, 2)}\n`,
};

const fence = (text: string): string => `\`\`\`\n${text.replace(/\n+$/, '')}\n\`\`\``;
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

/** Layers in the order in which a text meets them. */
const LAYERS: readonly (readonly [title: string, rows: Readonly<Record<string, DiagnosticRow>>])[] = [
  ['Syntax of formulas', syntaxComplaints.rows],
  ['Types and names in formulas', typeComplaints.rows],
  ['Advice about formulas', Object.fromEntries(RULES.map(({ code, row }) => [code, row]))],
  ['Comments that suppress complaints', lintDirectives.rows],
  ['Files that formulas stand in', placeComplaints.rows],
  ['Evaluation', EVALUATION.rows],
  ['Documents: YAML and JSON', documentDiagnostics.rows],
  ['Scenarios and states', scenarioDiagnostics.rows],
  ['Workloads and traces', workloadDiagnostics.rows],
  ['Journals', JOURNAL.rows],
  ['Tests of formulas', testDiagnostics.rows],
];

function diagnosticsPage(): string {
  const sections = LAYERS.map(([title, rows]) => {
    const parts = Object.entries(rows).map(([code, row]) => {
      const { severity, message, hint, prose, example } = row;
      const off = 'byDefault' in row ? ', off unless a configuration asks for it' : '';
      const lines = [`### ${code}`, '', `*${severity}${off}*: ${message}`, '', prose];
      if (hint !== undefined && !/^\{\w+\}$/.test(hint)) lines.push('', `Hint: ${hint}`);
      return [...lines, '', 'For example:', '', fence(shown(example)), ...moreOf(row)].join('\n');
    });
    const head = title in HEADS ? `${HEADS[title]}\n\n` : '';
    return `## ${title}\n\n${head}${parts.join('\n\n')}`;
  });
  return `# Diagnostics\n\nEverything Lazurite can complain of. Words in braces are filled in with what was written.\n\n${sections.join('\n\n')}\n`;
}

/** What stands before the rows of a section. */
const HEADS: Readonly<Record<string, string>> = {
  'Advice about formulas':
    'What the service accepts and evaluates, and is still unwise. `lazurite check` says it; a formula with errors gets no advice until they are gone.\n\nRules that need to know the pool take it from the file that the formula stands in, or from `--pool pool.json`. `--fix` makes the fixes shown here, in place, until none is left; what they give means the same, or what was surely meant. It also mends the errors of which that is certain: what JSON, a web page or another language left behind, and semicolons that are missing at the end of a line.\n\nA file `lazurite.yaml` (or `.yml`, `.json`) in the folder of a formula or above it says how loud each complaint is, by its code: `off`, `info`, `warning` or `error`. What the service refuses stays an error. [The JSON Schema](schemas/lazurite.json) knows all codes.\n\n```\nrules:\n  lint-no-cap: error\n  lint-newest-sample-only: off\n```\n\nA comment takes a complaint away where it is not wanted, with a reason after ` -- `. It names its codes, and one that takes nothing away is complained of itself.\n\n```\n// lazurite-disable lint-utc -- everything here runs by UTC\n// lazurite-disable-next-line lint-no-cap, lint-newest-sample-only -- the quota is cap enough\n$TargetDedicatedNodes = $PendingTasks;\n$TargetLowPriorityNodes = $ActiveTasks; // lazurite-disable-line lint-no-cap\n```',
};

/** What only rules have: the pool, a near miss, a fix. */
function moreOf(row: DiagnosticRow): readonly string[] {
  if (!('nearMiss' in row)) return [];
  const { nearMiss, fixed, pool, otherPool } = row as RuleRow;
  const setting = (one: object) => `\`${JSON.stringify(one)}\``;
  return [
    ...(pool === undefined ? [] : ['', `in a pool with ${setting(pool)}.`]),
    ...(fixed === undefined ? [] : ['', 'Its fix gives:', '', fence(shown(fixed))]),
    '',
    otherPool === undefined ? 'No complaint:' : `No complaint with ${setting(otherPool)}:`,
    '',
    fence(shown(nearMiss)),
  ];
}

/** An example as a page can hold it: what cannot be seen is named, what is endless is cut. */
function shown(example: string): string {
  const visible = example.replace(/[\p{Cc}\u00a0\u200b\ufeff]/gu, (character) =>
    character === '\n' ? '\n' : `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
  const lines = visible
    .split('\n')
    .map((line) => (line.length > 160 ? `${line.slice(0, 120)} … (${line.length} characters)` : line));
  return (lines.length > 24 ? [...lines.slice(0, 12), `… (${lines.length} lines)`] : lines).join('\n');
}

function languagePage(): string {
  const variables = (
    rows: Readonly<Record<string, { readonly unit: string; readonly prose: string }>>,
  ): string =>
    table(
      ['name', 'unit', 'meaning'],
      Object.entries(rows).map(([name, { unit, prose }]) => [`\`${name}\``, unit, prose]),
    );
  const parts = [
    '# The formula language\n\nWhat the catalog of the compiler holds. Completion, checking and evaluation are made from the same tables.',
    `## Variables a formula sets\n\n${variables(TARGETS)}`,
    `## Metrics\n\nKnown from samples, one every 30 seconds.\n\n${variables(METRICS)}`,
    `## Counts of the pool\n\n${variables(LIVE)}`,
    `## Older names\n\n${table(
      ['name', 'stands for', ''],
      Object.entries(ALIASES).map(([name, { of, prose }]) => [`\`${name}\``, `\`${of}\``, prose]),
    )}`,
    `## Deallocation options\n\n${table(
      ['word', 'meaning'],
      Object.entries(OPTIONS).map(([word, { prose }]) => [`\`${word}\``, prose]),
    )}`,
    `## Methods of metrics\n\n${table(
      ['method', 'gives', 'meaning', 'example'],
      Object.values(METHODS).map((row) => [signature(row), row.result, row.prose, exampleText(row.examples)]),
    )}`,
    `## Functions\n\n${table(
      ['function', 'gives', 'meaning', 'example'],
      Object.values(FUNCTIONS).map((row) => [
        signature(row),
        row.result,
        row.prose,
        exampleText(row.examples),
      ]),
    )}`,
    `## Operators\n\n${table(
      ['operands', 'gives', 'meaning'],
      Object.entries(OPERATORS).map(([id, { result, prose }]) => [`\`${id}\``, result, prose]),
    )}`,
    `## Parts of a time\n\n${table(
      ['part', 'range', 'meaning'],
      Object.entries(MEMBERS).map(([name, { range, prose }]) => [`\`${name}\``, range.join(' to '), prose]),
    )}`,
    `## Named intervals\n\n${table(
      ['name', 'meaning'],
      Object.entries(CONSTANTS).map(([name, { prose }]) => [`\`${name}\``, prose]),
    )}`,
    `## Decisions\n\nWhat Azure does not document is one named option each; scenarios and states set them under \`decisions\`.\n\n${table(
      ['option', 'recommended', 'can be', 'meaning'],
      Object.entries(DECISIONS).map(([name, { recommended, choices, prose }]) => [
        `\`${name}\``,
        String(recommended),
        'least' in choices ? `${choices.least} to ${choices.most}` : choices.join(', '),
        prose,
      ]),
    )}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function signature({
  name,
  parameters,
}: {
  readonly name: string;
  readonly parameters: readonly Parameter[];
}): string {
  return `\`${name}(${parameters.map((one) => `${one.rest === true ? '...' : ''}${one.name}`).join(', ')})\``;
}

const exampleText = (examples: readonly Example[]): string =>
  examples.map(({ formula, result }) => `\`${formula}\` gives \`${result}\``).join('; ');

const COMMANDS = [
  'check',
  'fmt',
  'eval',
  'explain',
  'generate',
  'verify',
  'test',
  'simulate',
  'run',
  'compare',
  'report',
  'import',
  'doctor',
  'completion',
];

/** What each exit code says. */
const CODES: Readonly<Record<keyof typeof EXIT, string>> = {
  fine: 'fine',
  found:
    'the check found something: errors in a formula, a test that fails, a file that `fmt --check` would change, a value that differs from a log',
  usage: 'wrong usage, or an input that cannot be read',
  refused: 'a formula does not compile: the service would refuse it',
  failed: 'the evaluation fails: the service would report an error in its AutoScaleRun',
  bug: 'a bug of ours',
  interrupted: 'stopped with Ctrl-C; what there was is written',
};

async function commandLinePage(): Promise<string> {
  const helps = await Promise.all(
    COMMANDS.map(async (name) => (await runCommand([name, '--help'], { folder: tmpdir() })).out),
  );
  const codes = table(
    ['code', 'meaning'],
    Object.entries(EXIT).map(([name, code]) => [String(code), CODES[name as keyof typeof EXIT]]),
  );
  const sections = COMMANDS.map((name, at) => `## ${name}\n\n${fence(helps[at]!)}`);
  return `# The command line\n\nData goes to standard output, everything else to standard error. \`-\` stands for standard input wherever a file is read. Colours follow \`--color\`, \`NO_COLOR\` and \`FORCE_COLOR\`.\n\n## Exit codes\n\n${codes}\n\n${sections.join('\n\n')}\n`;
}

/** Every file with what it says at its top. */
function roomsPage(): string {
  const sections = FLOORS.flatMap((floor) => {
    const rows = readSources([floor]).map(({ path: file, text }) => [
      `\`${file.slice(floor.length + 1)}\``,
      headerOf(text),
    ]);
    return rows.length === 0 ? [] : [`## ${floor}\n\n${table(['file', 'what it is for'], rows)}`];
  });
  return `# Rooms\n\nEvery file of the product, in its own words; the floors from low to high.\n\n${sections.join('\n\n')}\n`;
}

function headerOf(text: string): string {
  const lines = text.split('\n').filter((line) => !line.startsWith('#!'));
  const end = lines.findIndex((line) => !line.startsWith('//'));
  return lines
    .slice(0, Math.max(0, end))
    .map((line) => line.replace(/^\/\/ ?/, ''))
    .join(' ');
}
