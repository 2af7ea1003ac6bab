// A scenario from its text. Files it names are not opened here: the caller brings them, or is told what to bring.

import type { Diagnostic, Source } from '../grammar/index.ts';
import { accountSection } from './account-section.ts';
import { scenarioDiagnostics as complaints, hasErrors } from './diagnostics.ts';
import { type Document, readDocument } from './document.ts';
import type { PoolSpec } from './model/pool.ts';
import { NO_QUOTAS } from './model/quota.ts';
import { choices, decisions } from './option-section.ts';
import { type PoolSection, poolSection, readPool, type TextFiles, type WantedFile } from './pool-section.ts';
import { pricesSection, readPrices, sizesSection } from './price-section.ts';
import { described, type RecordOf, record, required } from './record.ts';
import { DEFAULT_CHOICES, SCENARIO_DEFAULTS, type Scenario } from './scenario.ts';
import {
  type At, below, byKind, choice, complain, duration, instant, list, number, outOfRange, type Shape, spanAt,
  startReading, text,
} from './schema.ts'; // biome-ignore format: one list
import { findSize, type NodeSize, type PriceList } from './sizes.ts';
import { operationSections } from './workload/operations-section.ts';
import { type WorkloadSource, workloadSection } from './workload/source.ts';
import { checkWorkloadPools, poolsBroughtBy } from './workload-pools.ts';
import { DEFAULT_WORLD } from './world/world.ts';
import { worldSection } from './world-section.ts';

export interface ScenarioReading {
  /** Absent when there are errors, or files wanted. */
  readonly scenario?: Scenario;
  readonly workload: readonly WorkloadSource[];
  /** Text files without which the scenario is not whole: read them, and read the scenario again with them. */
  readonly wanted: readonly WantedFile[];
  /** Spans are in the scenario's source. */
  readonly diagnostics: readonly Diagnostic[];
}

const nothingElse: Shape<'drained'> = choice(['drained']);
const until: Shape<Scenario['until']> = {
  ...byKind<Scenario['until']>({
    number: duration,
    text: {
      expected: '`drained`, or a duration such as P7D',
      schema: { anyOf: [nothingElse.schema, duration.schema] },
      read: (value, at) => {
        if (typeof value === 'string' && value.toLowerCase() === 'drained') return 'drained';
        return /^[a-z]/i.test(String(value)) && !/^P/i.test(String(value))
          ? outOfRange(at, value, '`drained`, or a duration such as P7D')
          : duration.read(value, at);
      },
    },
  }),
  expected: '`drained`, or a duration such as P7D',
};

const SCENARIO = {
  $schema: text,
  title: described('What reports are headed with.', text),
  account: described('The quotas of the account; without limits unless set.', accountSection),
  pool: described('The pool, as `az batch pool create --json-file` takes it.', poolSection),
  pools: described('Several pools.', list(poolSection)),
  workload: required(described('The tasks: traces, jobs written out, generators.', workloadSection)),
  operations: described('What users ask of the service during the run.', operationSections),
  world: described('How long things take and what goes wrong.', worldSection),
  prices: described('What an hour of a node costs: a file, or the list itself.', pricesSection),
  sizes: described('Sizes of nodes that are not in the built-in table.', sizesSection),
  seed: described('The seed of every draw.', number({ least: 0, whole: true })),
  start: described('The time at which the run begins.', instant),
  until: described('When it ends: drained, or after a duration.', until),
  stallAfter: described(
    'A run until drained in which nothing moves for so long ends as stalled; eight days unless set.',
    duration,
  ),
  decisions: described('Undocumented choices of the formula language.', decisions),
  choices: described('Undocumented choices of the service.', choices),
} as const;

/** The shape of a whole scenario; also the source of its JSON Schema. */
export const scenarioShape = record(SCENARIO, { what: 'a scenario' });

/**
 * Reads a scenario. `files` holds the text files it names, by the path as written; those it lacks are listed in
 * `wanted`. Traces are not among them: `loadWorkload` asks for those.
 */
export function readScenario(source: Source, files: TextFiles = new Map()): ScenarioReading {
  const reading = readDocument(source);
  if (reading.document === undefined) return { workload: [], wanted: [], diagnostics: reading.diagnostics };
  const found = scenarioOf(reading.document, files);
  return { ...found, diagnostics: [...reading.diagnostics, ...found.diagnostics] };
}

/** Reads a scenario from a document. */
export function scenarioOf(document: Document, files: TextFiles = new Map()): ScenarioReading {
  const at = startReading(document);
  const { diagnostics } = at.reading;
  const wanted: WantedFile[] = [];
  const found = scenarioShape.read(document.data, at);
  if (found === undefined) return { workload: [], wanted, diagnostics };
  const sizes = found.sizes ?? [];
  const workload = [...found.workload, ...operationsIn(found, at)];
  const coming = workload.flatMap(poolsBroughtBy);
  const pools = poolsOf(found, coming.length > 0, at).flatMap(({ json, at: here }) => {
    const pool = readPool(json, here, { sizes, files, wanted });
    return pool === undefined ? [] : [pool];
  });
  const startTasks = startTasksOf(found);
  checkPoolIds(pools, at);
  const prices = readPrices(...pricesIn(found, at), { files, wanted });
  checkWorkloadPools(workload, pools, { sizes, at });
  if (prices === undefined || wanted.length > 0 || hasErrors(diagnostics))
    return { workload, wanted, diagnostics };
  const scenario: Scenario = {
    title: found.title ?? titleOf(document.source.name),
    account: found.account ?? NO_QUOTAS,
    pools,
    ...(startTasks === undefined ? {} : { startTasks }),
    sizes: sizesOf([...pools, ...coming], sizes),
    prices,
    world: found.world?.world ?? DEFAULT_WORLD,
    seed: found.seed ?? SCENARIO_DEFAULTS.seed,
    start: found.start ?? SCENARIO_DEFAULTS.start,
    until: found.until ?? SCENARIO_DEFAULTS.until,
    stallAfter: found.stallAfter ?? SCENARIO_DEFAULTS.stallAfter,
    decisions: found.decisions ?? {},
    choices: { ...DEFAULT_CHOICES, ...found.choices },
  };
  return { scenario, workload, wanted, diagnostics };
}

/** The prices that are written, beside the world or in it, and where. */
function pricesIn(
  { prices, world }: RecordOf<typeof SCENARIO>,
  at: At,
): [string | PriceList | undefined, At] {
  const inside = below(below(at, 'world'), 'prices');
  if (prices !== undefined && world?.prices !== undefined) {
    const hint = 'keep one of the two';
    complain(at, () =>
      complaints.conflict(spanAt(inside, 'key'), { key: 'world.prices', other: '`prices`', hint }),
    );
  }
  return prices === undefined && world?.prices !== undefined
    ? [world.prices, inside]
    : [prices, below(at, 'prices')];
}

/** The operations that stand beside the workload, as a part of it. */
function operationsIn({ operations }: RecordOf<typeof SCENARIO>, at: At): readonly WorkloadSource[] {
  if (operations === undefined) return [];
  const origin = { source: at.reading.document.source, span: spanAt(below(at, 'operations')) };
  return [{ kind: 'written', jobs: [], operations, origin }];
}

/** How the start tasks behave of pools that say so. */
function startTasksOf({ pool, pools = [] }: RecordOf<typeof SCENARIO>): Scenario['startTasks'] {
  const rows = [...(pool === undefined ? [] : [pool]), ...pools].flatMap(({ id, startTask }) =>
    startTask?.behaviour === undefined ? [] : [[id.toLowerCase(), startTask.behaviour] as const],
  );
  return rows.length === 0 ? undefined : Object.fromEntries(rows);
}

interface PlacedPool {
  readonly json: PoolSection;
  readonly at: At;
}

function poolsOf(found: RecordOf<typeof SCENARIO>, mayLack: boolean, at: At): readonly PlacedPool[] {
  const several = (found.pools ?? []).map((json, index) => ({ json, at: below(below(at, 'pools'), index) }));
  if (found.pool === undefined && several.length === 0) {
    // A pool that was written and is wrong has its complaint already.
    if (!mayLack && !hasErrors(at.reading.diagnostics)) {
      const hint = '`pool` is a mapping with `id`, `vmSize` and a size or a formula';
      complain(at, () =>
        complaints.missing({ start: 0, end: 0 }, { key: 'pool', where: 'a scenario', hint }),
      );
    }
    return [];
  }
  return found.pool === undefined ? several : [{ json: found.pool, at: below(at, 'pool') }, ...several];
}

function checkPoolIds(pools: readonly PoolSpec[], at: At): void {
  const known = new Set<string>();
  for (const { id } of pools) {
    const key = id.toLowerCase();
    if (known.has(key)) {
      complain(at, () =>
        complaints['repeated-id'](spanAt(below(at, 'pools'), 'key'), {
          what: 'the pool',
          id,
          code: 'PoolExists',
        }),
      );
    }
    known.add(key);
  }
}

function sizesOf(pools: readonly PoolSpec[], own: readonly NodeSize[]): Readonly<Record<string, NodeSize>> {
  const entries = pools.flatMap(({ vmSize }) => {
    const size = findSize(vmSize, own);
    return size === undefined ? [] : [[vmSize.toLowerCase(), size] as const];
  });
  const others = own.map((size) => [size.name.toLowerCase(), size] as const);
  return Object.fromEntries([...others, ...entries]);
}

const titleOf = (name: string): string => name.replace(/^.*[/\\]/, '').replace(/\.(ya?ml|json)$/i, '');
