// The rules of who may import whom, as data with a reason each, and the loops that apply them.

import { FLOORS, importsOf, OUTSIDE, packageOf, type SourceFile, type Violation } from './sources.ts';

/** Neighbouring floors: neither imports the other. */
const NEIGHBOURS: readonly (readonly string[])[] = [['emulator', 'playground']];

/** The simulator's inner floors, low to high; a row's places are neighbours and do not know each other. */
const SIMULATOR_FLOORS: readonly (readonly string[])[] = [
  [
    'diagnostics.ts',
    'journal-diagnostics.ts',
    'json-places.ts',
    'nearest.ts',
    'ranks.ts',
    'saved-graph.ts',
    'sizes.ts',
  ],
  ['document-edit.ts', 'document.ts', 'pool-around.ts', 'restored-graph.ts'],
  ['schema.ts'],
  ['record.ts'],
  ['model/', 'stretch.ts'],
  ['journal.ts', 'kernel/'],
  ['journal-handles.ts'],
  ['world/', 'journal-reader.ts', 'journal-writer.ts'],
  ['delays.ts', 'scenario.ts'],
  ['behaviour-json.ts'],
  ['special-section.ts'],
  ['service/', 'workload/', 'account-section.ts', 'option-section.ts', 'pool-section.ts'],
  ['price-section.ts', 'state-file.ts', 'workload-pools.ts'],
  ['property-file.ts', 'world-section.ts'],
  ['read-scenario.ts'],
  ['load-scenario.ts', 'schema-files.ts', 'additions.ts'],
  ['operate.ts'],
  ['feed.ts', 'fingerprint.ts', 'run-world.ts', 'saved-run.ts'],
  ['lane/'],
  ['simulate.ts'],
  ['index.ts'],
].map((row) => row.map((place) => `simulator/${place}`));

/** Where each dependency lives. One room each: whoever replaces one has one room to visit. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  chevrotain: ['grammar/'],
  commander: ['cli/main.ts', 'cli/declaring.ts', 'cli/option-values.ts', 'cli/proving/declare.ts'],
  // Documents are read whole in the first room and changed in place in the second; the third makes
  // values of the letters of a text, and composes only to hear what is wrong.
  yaml: ['simulator/document.ts', 'simulator/document-edit.ts', 'compiler/places/yaml.ts'],
  'pure-rand': ['runtime/random.ts'],
  'd3-random': ['simulator/world/delay.ts'],
  d3: ['playground/'],
  // The messages of the language server: carried where there is a transport, and their types where they are made.
  'vscode-jsonrpc': ['cli/commands/lsp.ts'],
  'vscode-languageserver-protocol': ['compiler/assist/', 'playground/editor/'],
  'monaco-editor': ['playground/editor/'],
  yauzl: ['emulator/files/unzip.ts'],
  picomatch: ['emulator/files/pattern.ts'],
  saxes: ['emulator/files/blob-list.ts'],
  'node:': ['cli/', 'emulator/', 'planner/engines/'],
};

interface Ban {
  readonly from: RegExp;
  readonly to: RegExp;
  /** Only these names; everything when left out. */
  readonly names?: RegExp;
  readonly reason: string;
}

/** Single imports that are banned for a reason of their own. */
const BANS: readonly Ban[] = [
  {
    from: /^simulator\/kernel\//,
    to: /^simulator\/(?!kernel\/|ranks)/,
    reason:
      'the kernel has never heard of pools: it knows times, ranks and actions. Hand it a function instead.',
  },
  {
    from: /^simulator\/service\/(?!settle\.ts)/,
    to: /^simulator\/service\/(allocation|deallocation|dispatch)\.ts$/,
    names: /^(allocate|deallocate|dispatch)$/,
    reason:
      'causes never call effects: change state and let `settle` release, allocate and place, once per instant.',
  },
  {
    from: /^planner\/(report|statistics)\//,
    to: /^(grammar|compiler)\/index\.ts$/,
    reason:
      'reports read facts and only facts, so that they work on a simulated run, a real one here and a real one in Azure.',
  },
];

/** Names of the tree: they stay in grammar and compiler. */
const TREE_NAMES = new Set([
  'parse',
  'Formula',
  'Statement',
  'Assignment',
  'Expression',
  'Group',
  'Missing',
  'NumberLiteral',
  'StringLiteral',
]);
const TREE_ROOMS = ['grammar', 'compiler', 'cli', ...OUTSIDE];

/** Files from which everything else must be reachable: the program, the pages and the library's doors. */
const ENTRIES =
  /^(cli\/lazurite\.ts|playground\/(main|report|(?:[a-z]+-)?worker|language-server)\.ts|(grammar|compiler|runtime|simulator|planner|emulator)\/index\.ts)$/;

/** Checks every rule about imports over these files. */
export function checkLayers(files: readonly SourceFile[]): Violation[] {
  return [...files.flatMap(checkFile), ...deadFiles(files), ...cycles(files)];
}

function checkFile(file: SourceFile): Violation[] {
  return importsOf(file).flatMap((one) => {
    const place = `${file.path}:${one.line} imports ${one.specifier}`;
    const problems = one.target === undefined ? packageProblems(file.path, one.specifier) : [
      ...doorProblems(file.path, one.target),
      ...floorProblems(file.path, one.target),
      ...innerProblems(file.path, one.target),
      ...banProblems(file.path, one.target, one.names),
      ...treeProblems(file.path, one.target, one.names),
    ]; // biome-ignore format: a list
    return problems.map(({ rule, message }) => ({ rule, place, message }));
  });
}

type Problem = Pick<Violation, 'rule' | 'message'>;

const floorOf = (file: string): string => file.split('/')[0]!;
const isOutside = (file: string): boolean => (OUTSIDE as readonly string[]).includes(floorOf(file));
const heightOf = (file: string): number => (FLOORS as readonly string[]).indexOf(floorOf(file));

function packageProblems(from: string, specifier: string): Problem[] {
  if (isOutside(from)) return [];
  const name = packageOf(specifier);
  const rooms = ROOMS[name];
  if (rooms === undefined)
    return [
      {
        rule: 'known dependencies',
        message: `no room is named for ${name}; give it one room in test/rules/layers.ts, and say why it is needed.`,
      },
    ];
  if (rooms.some((room) => from.startsWith(room))) return [];
  return [
    {
      rule: 'one room each',
      message: `${name} lives in ${rooms.join(', ')} alone, so that replacing it stays a small change; ask that room for what you need.`,
    },
  ];
}

/** What stands beside the floors and may be asked by some: the version, and the texts of the examples. */
const GIVEN: readonly { readonly from: readonly string[]; readonly to: RegExp }[] = [
  { from: ['cli', 'playground'], to: /^package\.json$/ },
  { from: ['playground'], to: /^examples\// },
];
const isGiven = (from: string, to: string): boolean =>
  GIVEN.some((row) => row.from.includes(floorOf(from)) && row.to.test(to));

function doorProblems(from: string, to: string): Problem[] {
  if (isGiven(from, to)) return [];
  if (!/\.(ts|json|css|html|svg)$/.test(to))
    return [
      {
        rule: 'written endings',
        message: 'imports name the file with its ending (.ts), so that they mean the same to every tool.',
      },
    ];
  if (isOutside(from) || floorOf(from) === floorOf(to)) return [];
  if (to === `${floorOf(to)}/index.ts`) return [];
  return [
    {
      rule: 'doors only',
      message: `other floors are entered by their door; import from ${floorOf(to)}/index.ts, and export it there if it is meant for others.`,
    },
  ];
}

function floorProblems(from: string, to: string): Problem[] {
  if (isOutside(from) || floorOf(from) === floorOf(to) || isGiven(from, to)) return [];
  if (isOutside(to))
    return [
      {
        rule: 'nothing imports tests',
        message: 'tests and benches stand outside; the product must run without them.',
      },
    ];
  if (NEIGHBOURS.some((pair) => pair.includes(floorOf(from)) && pair.includes(floorOf(to)))) {
    return [
      {
        rule: 'neighbours',
        message: `${floorOf(from)} and ${floorOf(to)} are neighbours; what both mean belongs on the lowest floor that means it.`,
      },
    ];
  }
  if (heightOf(to) >= 0 && heightOf(to) < heightOf(from)) return [];
  return [
    {
      rule: 'floors one way',
      message: `${floorOf(from)} lies below ${floorOf(to)}; turn the dependency round by asking for a value or a function.`,
    },
  ];
}

function innerProblems(from: string, to: string): Problem[] {
  const unplaced = [from, to].find((file) => file.startsWith('simulator/') && innerFloor(file) === undefined);
  if (unplaced !== undefined) {
    return [
      {
        rule: 'the simulator’s floors',
        message: `${unplaced} has no place among the simulator's floors; give it one in test/rules/layers.ts.`,
      },
    ];
  }
  const [low, high] = [innerFloor(to), innerFloor(from)];
  if (low === undefined || high === undefined || low.height < high.height || low.place === high.place)
    return [];
  const order = SIMULATOR_FLOORS.map((row) =>
    row.map((place) => place.slice('simulator/'.length)).join(' '),
  ).join(' < ');
  return [
    {
      rule: 'the simulator’s floors',
      message: `${high.place} may not know ${low.place}; inside the simulator the order is ${order}.`,
    },
  ];
}

function innerFloor(file: string): { readonly height: number; readonly place: string } | undefined {
  for (const [height, row] of SIMULATOR_FLOORS.entries()) {
    const place = row.find((one) => file === one || (one.endsWith('/') && file.startsWith(one)));
    if (place !== undefined) return { height, place };
  }
  return undefined;
}

function banProblems(from: string, to: string, names: readonly string[]): Problem[] {
  return BANS.filter((ban) => ban.from.test(from) && ban.to.test(to))
    .filter((ban) => ban.names === undefined || names.some((name) => ban.names?.test(name)))
    .map((ban) => ({ rule: 'banned import', message: ban.reason }));
}

function treeProblems(from: string, to: string, names: readonly string[]): Problem[] {
  if (to !== 'grammar/index.ts' || TREE_ROOMS.includes(floorOf(from))) return [];
  return names
    .filter((name) => TREE_NAMES.has(name))
    .map((name) => ({
      rule: 'each tree in its rooms',
      message: `${name} belongs to the tree of a formula, which stays in grammar and compiler; the rooms above see only the program.`,
    }));
}

function deadFiles(files: readonly SourceFile[]): Violation[] {
  const known = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const waiting = files.filter((file) => ENTRIES.test(file.path)).map((file) => file.path);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const file = known.get(next);
    if (file === undefined || reached.has(next)) continue;
    reached.add(next);
    for (const one of importsOf(file)) if (one.target !== undefined) waiting.push(one.target);
  }
  return files
    .filter((file) => !isOutside(file.path) && !file.path.endsWith('.d.ts') && !reached.has(file.path))
    .map((file) => ({
      rule: 'no dead wood',
      place: file.path,
      message: 'no command, page or library door reaches this file; use it or remove it.',
    }));
}

/** Types have no order of loading, so only values make a circle. */
function cycles(files: readonly SourceFile[]): Violation[] {
  const edges = new Map(
    files.map((file) => [
      file.path,
      importsOf(file).filter((one) => one.target !== undefined && !one.typeOnly),
    ]),
  );
  const state = new Map<string, 'open' | 'done'>();
  const found: Violation[] = [];
  const walk = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      const ring = [...trail.slice(trail.indexOf(file)), file].join(' → ');
      found.push({
        rule: 'no circles',
        place: ring,
        message:
          'files in a circle cannot be read or changed one at a time; move what both need into the lower one.',
      });
      return;
    }
    state.set(file, 'open');
    for (const one of edges.get(file) ?? []) walk(one.target!, [...trail, file]);
    state.set(file, 'done');
  };
  for (const file of edges.keys()) walk(file, []);
  return found;
}
