// The mechanical points of how this code is written, as rules over texts and trees. Each message says why the
// rule is there and what to do instead; when a rule chafes, change the rule here, with its reason.

import path from 'node:path';
import ts from 'typescript';
import { collect, declarations, lines } from './looking.ts';
import { fileLength, functionLength } from './sizes.ts';
import { PRODUCT, type SourceFile, type Violation } from './sources.ts';

/** Floors that must give the same answer whenever and wherever they run. */
const PURE = /^(grammar|compiler|runtime|simulator|planner)\//;
/** The one file of the pure floors that waits on a clock it is given. */
const PACE = 'simulator/kernel/pace.ts';

/** Runs every rule over these TypeScript sources. */
export function checkTidy(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) => RULES.flatMap((rule) => rule(file)));
}

type Rule = (file: SourceFile) => Violation[];

const RULES: readonly Rule[] = [
  bannedCalls, bannedWords, bannedNames, fileNames, fileLength, functionLength, defaultExports, reminders, silencedChecks,
  silencedTests, rankLiterals, stateWrites, headers, contracts, banners, moduleState, variableNames,
]; // biome-ignore format: a list

interface Call {
  readonly pattern: RegExp;
  readonly instead: string;
}

const BANNED_CALLS: readonly Call[] = [
  { pattern: /^Date\.now$/, instead: 'ask for the time as an argument' },
  { pattern: /^performance\./, instead: 'ask for the time as an argument' },
  { pattern: /^Math\.random$/, instead: 'draw from a named stream of runtime/random.ts' },
  {
    pattern: /^(globalThis\.)?(setTimeout|setInterval|setImmediate|queueMicrotask)$/,
    instead: 'schedule on the kernel',
  },
  { pattern: /^(console|process)\./, instead: 'return a value and let the command print it' },
  {
    pattern: /\.get(Full)?(Year|Month|Date|Day|Hours|Minutes|Seconds)$/,
    instead: 'use the UTC methods: an answer must not depend on where it is computed',
  },
];

function bannedCalls(file: SourceFile): Violation[] {
  if (!PURE.test(file.path) || file.path === PACE) return [];
  return collect(file, (node, report) => {
    if (
      ts.isNewExpression(node) &&
      node.expression.getText() === 'Date' &&
      (node.arguments ?? []).length === 0
    ) {
      report(
        'no clock below the cli',
        node,
        'new Date() reads the clock; ask for the time as an argument, so that a seed and an input give the same bytes.',
      );
    }
    if (!ts.isCallExpression(node)) return;
    const text = node.expression.getText();
    for (const { pattern, instead } of BANNED_CALLS) {
      if (pattern.test(text)) {
        report(
          'no clock, chance or output below the cli',
          node,
          `${text}() makes an answer depend on the moment or the machine; ${instead}.`,
        );
      }
    }
  });
}

/** Words of other clouds for Azure's node; `vmSize` and `vmFillType` are Azure's own fields. */
const SYNONYMS: Readonly<Record<string, string>> = {
  vm: 'node',
  vms: 'nodes',
  worker: 'node',
  workers: 'nodes',
  instance: 'node',
  instances: 'nodes',
};
const AZURE_FIELDS = new Set([
  'vmSize',
  'vmSizes',
  'vmFillType',
  'VM_SIZES',
  'multiInstanceSettings',
  'MultiInstanceSettings',
  'numberOfInstances',
  'multiInstance',
  'isMultiInstance',
]);
/** A page has web workers, and engines worker threads: there the word means that. */
const WORKER_ROOMS = /^(playground|planner\/engines|test|bench)\//;

function bannedWords(file: SourceFile): Violation[] {
  return declarations(file, (name, node, report) => {
    if (AZURE_FIELDS.has(name)) return;
    for (const word of wordsOf(name)) {
      const better = SYNONYMS[word];
      if (better === undefined || (word.startsWith('worker') && WORKER_ROOMS.test(file.path))) continue;
      report(
        'Azure’s words',
        node,
        `${name} says ${word}; the service calls it ${better}, and one thing has one word.`,
      );
    }
  });
}

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

function bannedNames(file: SourceFile): Violation[] {
  return declarations(file, (name, node, report) => {
    // The job manager task is Azure's own.
    if (/JobManager$/.test(name)) return;
    if (
      /(Impl|Manager|Helper|Helpers|Utils?)$/.test(name) ||
      (ts.isInterfaceDeclaration(node) && /^I[A-Z][a-z]/.test(name))
    ) {
      report(
        'plain names',
        node,
        `${name} says what kind of thing it is, not which; name it after what it does or holds.`,
      );
    }
  });
}

function fileNames(file: SourceFile): Violation[] {
  const name = path.posix.basename(file.path);
  const problems: Violation[] = [];
  const add = (message: string): void =>
    void problems.push({ rule: 'file names', place: file.path, message });
  if (!/^[a-z0-9]+([-.][a-z0-9]+)*\.ts$/.test(name)) add('files are named in kebab-case.');
  if (/(^|\/)(utils?|common|helpers?|misc|shared|core|manager)(\/|\.ts$)/.test(file.path))
    add('a room for everything soon holds everything; name it after the one thing in it.');
  return problems;
}

function defaultExports(file: SourceFile): Violation[] {
  if (/\.config\.ts$/.test(file.path)) return [];
  return collect(file, (node, report) => {
    const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
    const isDefault =
      ts.isExportAssignment(node) ||
      modifiers?.some((one) => one.kind === ts.SyntaxKind.DefaultKeyword) === true;
    if (isDefault)
      report('no default exports', node, 'a thing has one name everywhere; export it by that name.');
  });
}

function reminders(file: SourceFile): Violation[] {
  return lines(
    file,
    /\b(TODO|FIXME|XXX|HACK)\b/,
    'no reminders',
    'a reminder in the code is read by nobody; do it, or write it into docs/gaps.md with a test that must fail until it is done.',
  );
}

function silencedChecks(file: SourceFile): Violation[] {
  return lines(
    file,
    /@ts-(ignore|expect-error|nocheck)|biome-ignore(-all)? (lint|assist)|eslint-disable/,
    'no silenced checks',
    'the check has a reason; satisfy it, or change its rule with a reason.',
  );
}

function silencedTests(file: SourceFile): Violation[] {
  return collect(file, (node, report) => {
    if (!ts.isPropertyAccessExpression(node) || !/^(it|test|describe)$/.test(node.expression.getText()))
      return;
    if (/^(skip|only|todo)$/.test(node.name.text))
      report(
        'no silenced tests',
        node,
        `${node.getText()} hides what it should show; fix it, or state it as a known gap with it.fails.`,
      );
  });
}

function rankLiterals(file: SourceFile): Violation[] {
  if (!PURE.test(file.path)) return [];
  return collect(file, (node, report) => {
    if (
      !ts.isCallExpression(node) ||
      !ts.isPropertyAccessExpression(node.expression) ||
      node.arguments.length < 3
    )
      return;
    const rank = node.arguments[1]!;
    if (/^(at|after|push)$/.test(node.expression.name.text) && ts.isNumericLiteral(rank)) {
      report(
        'ranks have names',
        rank,
        'the order of one instant is the list in simulator/ranks.ts; name the rank, so that the reason can be found.',
      );
    }
  });
}

/** Where states may be written: the files that also keep the counts, and the columns' own growing. */
const STATE_WRITERS = /^simulator\/service\/(([a-z]+-)?transitions|[a-z]+-table)\.ts$/;

function stateWrites(file: SourceFile): Violation[] {
  if (!file.path.startsWith('simulator/service/') || STATE_WRITERS.test(file.path)) return [];
  return collect(file, (node, report) => {
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
    const target = ts.isElementAccessExpression(node.left) ? node.left.expression : node.left;
    if (ts.isPropertyAccessExpression(target) && /^(states?|allocationState)$/.test(target.name.text)) {
      report(
        'states change in one file',
        node,
        'service/transitions.ts writes states, because it also keeps the counts and tells the journal; call or add a transition there.',
      );
    }
  });
}

function headers(file: SourceFile): Violation[] {
  const first = file.text.split('\n').filter((line) => !line.startsWith('#!'));
  const length = first.findIndex((line) => !line.startsWith('//'));
  // A test is named after the room it tests, which says what it is for.
  if (file.path.endsWith('.d.ts') || file.path.endsWith('.test.ts')) return [];
  if (length === 0)
    return [
      {
        rule: 'a file says what it is for',
        place: file.path,
        message: 'open it with up to five comment lines: what this room is for, and what it leaves to whom.',
      },
    ];
  if (length > 5)
    return [
      {
        rule: 'a file says what it is for',
        place: file.path,
        message: `its opening comment has ${length} lines; five are enough for what the room is for.`,
      },
    ];
  return [];
}

function contracts(file: SourceFile): Violation[] {
  if (!PRODUCT.test(file.path)) return [];
  return collect(file, (node, report) => {
    if (!ts.isFunctionDeclaration(node) && !ts.isClassDeclaration(node)) return;
    const exported = ts.getModifiers(node)?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword) === true;
    if (exported && ts.getJSDocCommentsAndTags(node).length === 0 && !isOverload(node)) {
      report(
        'exported things have a contract',
        node,
        `say in one sentence what ${node.name?.text ?? 'it'} gives, in which unit, and what happens at the edge.`,
      );
    }
  });
}

/** Whether another declaration of the same name stands right before: an overload's body needs no second sentence. */
function isOverload(node: ts.FunctionDeclaration | ts.ClassDeclaration): boolean {
  const siblings = node.getSourceFile().statements;
  const before = siblings[siblings.indexOf(node) - 1];
  return before !== undefined && ts.isFunctionDeclaration(before) && before.name?.text === node.name?.text;
}

function banners(file: SourceFile): Violation[] {
  return lines(
    file,
    /^\s*(\/\/|\*)\s*([-=*#~_─═]\s*){6,}/,
    'no banners',
    'a file that needs headings is two files.',
  );
}

function moduleState(file: SourceFile): Violation[] {
  if (!PRODUCT.test(file.path)) return [];
  return collect(file, (node, report) => {
    if (!ts.isVariableStatement(node) || node.parent.kind !== ts.SyntaxKind.SourceFile) return;
    if ((node.declarationList.flags & ts.NodeFlags.Const) !== 0) return;
    // What is only ever set by `??=` is a constant made on first use.
    const isMadeOnce = node.declarationList.declarations.every(
      (one) => !new RegExp(`\\b${one.name.getText()} *([-+*/]?=)(?!=)`).test(file.text),
    );
    if (!isMadeOnce)
      report(
        'no module state',
        node,
        'a variable of a module outlives every call and joins callers who know nothing of each other; hand it in.',
      );
  });
}

/** Where the names of the service's variables may stand as text: the catalog, and records typed by its unions. */
const VARIABLE_ROOMS =
  /^(compiler\/|runtime\/|simulator\/service\/(metrics|autoscale|sampling)\.ts|test\/|bench\/)/;

function variableNames(file: SourceFile): Violation[] {
  if (VARIABLE_ROOMS.test(file.path)) return [];
  return collect(file, (node, report) => {
    if (ts.isStringLiteralLike(node) && /^\$[A-Z][A-Za-z]+$/.test(node.text)) {
      report(
        'nothing repeats the catalog',
        node,
        `${node.text} stands in compiler/catalog; ask the catalog, or key a record by its unions, so that the two cannot drift apart.`,
      );
    }
  });
}
