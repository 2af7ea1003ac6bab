// `npm test`: gets what the tests need where it may, builds, runs the tests, checks types, style and layout.
// Says plainly what it had to leave out. Words after `--` go to vitest and leave out the other checks.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Programs besides Node that some tests need: by which commands they are known, how they are asked whether they have
 * what is needed, and their Debian packages.
 */
const WANTED = [
  {
    program: 'Chromium',
    commands: ['chromium', 'chromium-browser', 'google-chrome'],
    variable: 'CHROMIUM',
    debian: 'chromium',
    tests: 'the tests of pages in a browser',
  },
  {
    program: 'Neovim',
    commands: ['nvim'],
    debian: 'neovim',
    tests: 'the test of the language server in Neovim',
  },
  {
    program: 'bubblewrap',
    commands: ['bwrap'],
    debian: 'bubblewrap',
    tests: 'the tests of isolated tasks',
  },
  {
    program: 'Emacs with Eglot',
    commands: ['emacs'],
    asks: ['emacs', '--batch', '--eval', "(kill-emacs (if (require 'eglot nil t) 0 1))"],
    debian: 'emacs-nox elpa-eglot',
    tests: 'the test of the language server in Emacs',
    files: /emacs/,
  },
  { program: 'zsh', commands: ['zsh'], debian: 'zsh', tests: 'the test of completion in zsh' },
  { program: 'fish', commands: ['fish'], debian: 'fish', tests: 'the tests of completion in fish' },
];

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const results = path.join(root, 'node_modules/.cache/lazurite/tests.json');
const only = process.argv.slice(2);
/** What is left out and why, and in which files that explains skipped tests. */
const left = [];

for (const wanted of WANTED) findProgram(wanted);
installClients();
if (!existsSync(path.join(root, '../shared/traces')))
  left.push({
    what: 'the tests on public traces: there is no ../shared/traces beside the repository',
    files: /./,
  });

const steps = [
  ['build', [path.join(root, 'build.js')]],
  [
    'tests',
    [
      bin('vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}`,
      ...only,
    ],
  ],
  ['types', [bin('typescript/bin/tsc'), '--noEmit']],
  ['style', [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']],
].filter(([name]) => only.length === 0 || name === 'build' || name === 'tests');

mkdirSync(path.dirname(results), { recursive: true });
const failed = [];
for (const [name, words] of steps) {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
  if (status === 0 && name === 'build') askForContainers();
  if (status === 0) continue;
  failed.push(name);
  if (name === 'build') break;
}
for (const { what } of left) console.log(`left out: ${what}`);
console.log(summary());
process.exitCode = failed.length === 0 ? 0 : 1;

function bin(file) {
  return path.join(root, 'node_modules', file);
}

/** Gets a program that some tests need: as root on Debian it is fetched, elsewhere it is asked for. */
function findProgram({ program, commands, asks, variable, debian, tests, files = /./ }) {
  const isThere = () => commands.some(isCommand) && (asks === undefined || answers(asks));
  if (isThere() || (variable !== undefined && existsSync(process.env[variable] ?? ''))) return;
  const mayInstall = process.getuid?.() === 0 && isCommand('apt-get');
  if (mayInstall) {
    console.log(`${program} is missing; fetching it with apt-get for ${tests}.`);
    const fetched = [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', ...debian.split(' ')],
    ].every((words) => spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0);
    if (fetched && isThere()) return;
  }
  const otherwise = variable === undefined ? '' : `, or name one in ${variable}`;
  const why = mayInstall ? `${program} could not be fetched` : `install ${program}${otherwise}`;
  left.push({ what: `${tests}: ${why}`, files });
}

/** Servers and clients that only the tests need, such as Azurite; installed beside the product, which stays small. */
function installClients() {
  const folder = path.join(root, 'test/clients');
  const stamp = path.join(folder, 'node_modules/.package-lock.json');
  if (
    existsSync(stamp) &&
    statSync(stamp).mtimeMs >= statSync(path.join(folder, 'package-lock.json')).mtimeMs
  )
    return;
  console.log('Installing what the tests run against: Azurite.');
  const words = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--silent'];
  const { status } = spawnSync('npm', words, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0)
    left.push({
      what: 'the tests against a storage account: Azurite could not be installed',
      files: /files/,
    });
}

function answers([command, ...words]) {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0;
}

/** Containers need an engine that starts some, which is more than a package. */
function askForContainers() {
  const { stdout } = spawnSync(process.execPath, [path.join(root, 'dist/lazurite.js'), 'doctor', '--json'], {
    encoding: 'utf8',
  });
  const { isThere, says } = JSON.parse(stdout).abilities.find(({ name }) => name === 'containers');
  if (!isThere) left.push({ what: `the tests of containers for real: ${says}`, files: /real-containers/ });
}

function isCommand(name) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, name)));
}

function summary() {
  const checks = steps.filter(([name]) => name !== 'tests').length;
  const failedChecks = failed.filter((name) => name !== 'tests').length;
  let [passed, broken, skipped] = [checks - failedChecks, failedChecks, 0];
  if (existsSync(results) && !failed.includes('build')) {
    const report = JSON.parse(readFileSync(results, 'utf8'));
    passed += report.numPassedTests;
    broken += report.numFailedTests + (report.numFailedTests === 0 && failed.includes('tests') ? 1 : 0);
    skipped = report.numPendingTests;
    const unexplained = report.testResults
      .filter(({ name }) => !left.some(({ files }) => files.test(name)))
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'skipped' || status === 'pending');
    if (unexplained.length > 0) {
      console.log(`${unexplained.length} tests were skipped although nothing they need is missing, such as`);
      console.log(`  ${unexplained[0].fullName}`);
      failed.push('skipped');
      broken += 1;
    }
  }
  const names = failed.length > 0 ? ` (${failed.join(', ')})` : '';
  return `${passed} passed, ${broken} failed${names}${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
