// Builds what the package ships into dist/: `code` (the command and the library entries), `worker` (the language
// server for pages), `page` (the stand-alone report page), `playground` and `types` (declarations). A part is skipped
// while nothing it is made of changed.
//   node build.js [code] [worker] [page] [playground] [types] [--force]

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(root, 'dist');
const FLOORS = ['grammar', 'compiler', 'runtime', 'simulator', 'planner'];
/** Floors that the command has and nobody imports from outside. */
const INNER = ['emulator', 'cli'];
/** Prefix of modules that exist only while the libraries are built. */
const DOOR = 'door:';
/** So many commands share a module before it goes where all others go that are shared. */
const MOST_COMMANDS = 9;
const GROUND = ['package.json', 'package-lock.json', 'build.js'];

/** Each part: what it is made of, and how. The order is the order of building. */
const PARTS = {
  code: { from: [...FLOORS, ...INNER, ...GROUND], build: buildCode },
  worker: { from: ['grammar', 'compiler', 'playground', ...GROUND], build: buildWorker },
  page: { from: [...FLOORS, 'playground', 'vite.config.ts', ...GROUND], build: buildPage },
  playground: {
    from: [...FLOORS, 'playground', 'examples', 'vite.playground.config.ts', 'vite.config.ts', ...GROUND],
    build: buildPlayground,
  },
  types: { from: [...FLOORS, 'tsconfig.json', 'tsconfig.build.json', ...GROUND], build: buildTypes },
};

const wanted = process.argv.slice(2).filter((word) => word !== '--force');
const unknown = wanted.filter((word) => !(word in PARTS));
if (unknown.length > 0) {
  console.error(
    `build: there is no part called ${unknown.join(', ')}; the parts are ${Object.keys(PARTS).join(', ')}.`,
  );
  process.exit(2);
}
for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const stamp = path.join(dist, '.built', name);
  const now = fingerprint(part.from);
  if (!process.argv.includes('--force') && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) continue;
  rmSync(stamp, { force: true });
  await part.build();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
  console.error(`built ${name}`);
}

/** One digest over the names and contents of all files under these places. */
function fingerprint(places) {
  const digest = createHash('sha256');
  for (const place of places)
    for (const file of filesUnder(place))
      digest.update(`${file}\n`).update(readFileSync(path.join(root, file)));
  return digest.digest('hex');
}

function filesUnder(place) {
  const full = path.join(root, place);
  if (!existsSync(full)) return [];
  const entries = readdirSync(path.dirname(full), { withFileTypes: true }).find(
    (entry) => entry.name === path.basename(full),
  );
  if (entries?.isFile()) return [place];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** What the two bundles of code have in common. Dependencies are bundled: it starts faster. */
async function bundle(name, input, output) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins: [licences(name), doors()],
    ssr: { noExternal: true, target: 'node' },
    // The same library as modules: what is not used is left out, and what is left starts faster.
    resolve: {
      alias: [{ find: /^yaml$/, replacement: path.join(root, 'node_modules/yaml/browser/index.js') }],
    },
    build: {
      ssr: true,
      target: 'node20.19',
      outDir: dist,
      emptyOutDir: false,
      minify: true,
      rollupOptions: {
        // What is imported is used or is left out: no module of ours, and none of the bundled ones, acts by being there.
        treeshake: { moduleSideEffects: false },
        input,
        output,
      },
    },
  });
}

/** The libraries, the program, and the command that it loads. */
async function buildCode() {
  for (const old of ['chunks', 'command', 'lazurite.js', ...FLOORS.map((floor) => `${floor}.js`)])
    rmSync(path.join(dist, old), { recursive: true, force: true });
  const libraries = Object.fromEntries(FLOORS.map((floor) => [floor, `${DOOR}${floor}`]));
  const entries = { lazurite: path.join(root, 'cli/lazurite.ts'), ...libraries };
  const modules = { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' };
  await bundle('libraries', entries, { format: 'es', ...modules });
  // The engine's code can be kept of scripts alone, hence no modules.
  const scripts = { entryFileNames: 'command/[name].cjs', chunkFileNames: 'command/[name]-[hash].cjs' };
  await bundle(
    'command',
    { command: path.join(root, 'cli/command.ts') },
    {
      format: 'cjs',
      ...scripts,
      // What most commands use is one file: twenty small ones take longer to open than to run. The command's own modules
      // stay apart, because `--help` wants some of them and nothing else.
      codeSplitting: {
        groups: [{ name: 'shared', test: (id) => !isOfCommand(id), minShareCount: MOST_COMMANDS }],
      },
    },
  );
  chmodSync(path.join(dist, 'lazurite.js'), 0o755);
  keepCompiled();
}

/** Runs the command once, so that what it compiles is there from the first run of a user on. */
function keepCompiled() {
  const words = ['simulate', 'examples/render-week/scenario.yaml', '--json'];
  const command = [path.join(dist, 'lazurite.js'), ...words];
  const { status } = spawnSync(process.execPath, command, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`build: \`lazurite ${words.join(' ')}\` ended with ${status}.`);
}

function isOfCommand(id) {
  return id.startsWith(path.join(root, 'cli') + path.sep);
}

/**
 * Library entries as modules of their own. If a floor's door were an entry itself, whoever imports one name by it would
 * get a chunk with all that lies behind it.
 */
function doors() {
  return {
    name: 'doors',
    resolveId: (id) => (id.startsWith(DOOR) ? `\0${id}` : null),
    load: (id) =>
      id.startsWith(`\0${DOOR}`)
        ? `export * from ${JSON.stringify(path.join(root, id.slice(DOOR.length + 1), 'index.ts'))};`
        : null,
  };
}

/** The language server as one file that a page starts as a worker. */
async function buildWorker() {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins: [licences('worker')],
    build: {
      target: 'es2023',
      outDir: dist,
      emptyOutDir: false,
      reportCompressedSize: false,
      modulePreload: false,
      rollupOptions: {
        input: { 'language-server': path.join(root, 'playground/language-server.ts') },
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  });
}

/** The report page, by its own configuration. */
async function buildPage() {
  const { build } = await import('vite');
  await build({
    configFile: path.join(root, 'vite.config.ts'),
    logLevel: 'warn',
    plugins: [licences('page')],
  });
}

/** The playground, by its own configuration; the report page lies beside it, to be filled and taken along. */
async function buildPlayground() {
  const { build } = await import('vite');
  const page = path.join(dist, 'report.html');
  if (wanted.length > 0 || !existsSync(page)) await buildPage();
  await build({
    configFile: path.join(root, 'vite.playground.config.ts'),
    logLevel: 'warn',
    plugins: [licences('playground')],
  });
  copyFileSync(page, path.join(dist, 'playground/report.html'));
}

/** Declarations: those that the doors lead to, readable under every module resolution and without any dependency. */
function buildTypes() {
  const types = path.join(dist, 'types');
  rmSync(types, { recursive: true, force: true });
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  const words = [compiler, '-p', path.join(root, 'tsconfig.build.json')];
  const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  const reached = new Set();
  for (const floor of FLOORS) settleDeclaration(path.join(types, floor, 'index.d.ts'), reached);
  for (const file of filesUnder('dist/types'))
    if (!reached.has(path.join(root, file))) rmSync(path.join(root, file));
}

/** Rewrites one declaration file and all that it imports. */
function settleDeclaration(file, reached) {
  if (reached.has(file)) return;
  reached.add(file);
  const text = readFileSync(file, 'utf8')
    .replace(/((?:from|import\()\s*(['"])\.[^'"]*)\.ts\2/g, '$1.js$2')
    // The bundle keeps its dependencies to itself; outside, their types are whatever they are.
    .replace(/^import (?:type )?\{([^}]*)\} from '[^.'][^']*';$/gm, (_, names) =>
      names
        .split(',')
        .map((name) => `type ${name.replace(/^\s*type /, '').trim()} = any;`)
        .join('\n'),
    );
  writeFileSync(file, text);
  for (const [, specifier] of text.matchAll(/(?:from|import\()\s*['"](\.[^'"]*)\.js['"]/g)) {
    settleDeclaration(path.join(path.dirname(file), `${specifier}.d.ts`), reached);
  }
}

/** Collects the licence texts of everything bundled; several of the licences ask for it. */
function licences(part) {
  return {
    name: 'licences',
    generateBundle(_options, bundle) {
      const packages = new Map();
      for (const chunk of Object.values(bundle))
        for (const id of chunk.moduleIds ?? []) {
          const match = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(
            id.replaceAll('\\', '/').replace(/^\0/, ''),
          );
          if (match) packages.set(match[1], match[0]);
        }
      const texts = [...packages]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, folder]) => {
          const { version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
          const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
          return `${name} ${version} (${license})\n\n${file ? readFileSync(path.join(folder, file), 'utf8').trim() : ''}\n`;
        });
      mkdirSync(path.join(dist, 'licences'), { recursive: true });
      writeFileSync(path.join(dist, 'licences', `${part}.txt`), texts.join('\n----\n\n'));
    },
  };
}
