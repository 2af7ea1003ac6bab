// The scenarios behind tests: those that cases name or hold, with the formula in their pool, and the small ones that
// sequences stand for. The simulator runs both; there is no second model of a pool.

import { createSource } from '../../grammar/index.ts';
import { DEFAULT_NOW, printDuration, printInstant, SECOND, type State } from '../../runtime/index.ts';
import { AUTOSCALE_INTERVAL, type Document, documentOf, inSource, isMapping, type Path, pathOf, poolAround, printYaml, readDocument, type Scenario, scenarioOf, type WorkloadSource } from '../../simulator/index.ts'; // biome-ignore format: one list
import { evaluationsOf, isFile, type Sequence, type Simulated } from './case-sections.ts';
import type { Folder } from './folder.ts';
import type { Opened, Remark } from './opened.ts';
import type { TestFormula } from './test-formula.ts';

/** A scenario that is whole but for the tasks, which depend on its seed. */
export interface TestScenario {
  readonly scenario: Scenario;
  readonly parts: readonly WorkloadSource[];
  /** Where the files it names are; a sequence names none. */
  readonly folder?: Folder;
}

/** Reads the scenario of a case with this formula in its pool; without one, as it stands. */
export async function openSimulation(
  { scenario, seed }: Simulated,
  formula: TestFormula | undefined,
  folder: Folder,
): Promise<Opened<TestScenario>> {
  if (!isFile(scenario)) {
    const { document } = scenario.at.reading;
    const within = partOf(document, pathOf(scenario.at), scenario.data);
    return readWhole(within, { formula, seed, folder });
  }
  const reading = await folder.readText(scenario.file, 'document');
  if ('problem' in reading) return { remarks: [reading.problem] };
  const source = createSource(reading.name, reading.text);
  const { document, diagnostics } = readDocument(source);
  const remarks = inSource(source, diagnostics);
  if (document === undefined) return { remarks };
  const whole = await readWhole(document, { formula, seed, folder: folder.folderOf(scenario.file) });
  return { ...whole, remarks: [...remarks, ...whole.remarks] };
}

/** A part of a document as a document of its own; places stay those of the whole. */
const partOf = ({ source, locate }: Document, at: Path, data: unknown): Document => ({
  source,
  data,
  locate: (below) => locate([...at, ...below]),
});

interface Reading {
  readonly formula: TestFormula | undefined;
  readonly seed: number | undefined;
  readonly folder: Folder;
}

async function readWhole(
  document: Document,
  { formula, seed, folder }: Reading,
): Promise<Opened<TestScenario>> {
  const data = formula === undefined ? document.data : withFormulaIn(document.data, formula);
  if (data === undefined) return { remarks: [noPool(document.source.name)] };
  const files = new Map<string, string>();
  for (;;) {
    const { scenario, workload, wanted, diagnostics } = scenarioOf({ ...document, data }, files);
    const missing = wanted.filter((one) => !files.has(one.file));
    if (missing.length === 0) {
      const remarks = inSource(document.source, diagnostics);
      if (scenario === undefined) return { remarks };
      const seeded = { ...scenario, seed: seed ?? scenario.seed };
      return { remarks, value: { scenario: seeded, parts: workload, folder } };
    }
    for (const { file } of missing) {
      const text = await folder.readText(file, 'formula');
      if ('problem' in text) return { remarks: [text.problem] };
      files.set(file, text.text);
    }
  }
}

const noPool = (name: string): Remark => ({
  message: `A scenario of ${name} has no one pool that the formula could scale.`,
  hint: 'Leave the targets of exactly one pool out, or set `enableAutoScale: true` on it.',
});

type Plain = Readonly<Record<string, unknown>>;

/** The scenario with the formula in its one autoscaled pool; undefined when there is none, or several. */
function withFormulaIn(data: unknown, formula: TestFormula): unknown {
  if (!isMapping(data)) return data;
  if (isMapping(data.pool))
    return isScaled(data.pool) ? { ...data, pool: scaledBy(data.pool, formula) } : undefined;
  if (!Array.isArray(data.pools)) return data;
  const pools = data.pools as readonly unknown[];
  const scaled = pools.filter((pool) => isMapping(pool) && isScaled(pool));
  if (scaled.length !== 1) return undefined;
  return {
    ...data,
    pools: pools.map((pool) => (pool === scaled[0] ? scaledBy(pool as Plain, formula) : pool)),
  };
}

const isScaled = (pool: Plain): boolean =>
  pool.enableAutoScale === true ||
  (pool.enableAutoScale === undefined &&
    pool.targetDedicatedNodes === undefined &&
    pool.targetLowPriorityNodes === undefined);

/** The pool with the formula, and with what the formula's file says of its pool where the scenario says nothing. */
function scaledBy(pool: Plain, { source, pool: context }: TestFormula): Plain {
  const { autoScaleFormulaFile: _, ...said } = pool;
  const { taskSlotsPerNode, ...around } = poolAround(context);
  // The scenario may call the slots by their old name.
  const slots = taskSlotsPerNode === undefined || 'maxTasksPerNode' in said ? {} : { taskSlotsPerNode };
  return { ...around, ...slots, ...said, enableAutoScale: true, autoScaleFormula: source.text };
}

/** The size of a sequence's nodes: as many cores as the most slots need. */
const SIZE = 'sequence';
const CORES = 64;
/** How long after the last node is ready the first evaluation comes, where nodes are there at the beginning. */
const SETTLED = 60 * SECOND;

/** A sequence as a scenario of the simulator: an ideal world but for the time that nodes need. */
export function sequenceScenario(sequence: Sequence, state: State, formula: string): TestScenario {
  const { every = AUTOSCALE_INTERVAL.usual, boot = 0, lag = 0, tasks = [] } = sequence;
  const pool = {
    dedicated: sequence.pool?.dedicated ?? state.pool.targetDedicatedNodes ?? 0,
    lowPriority: sequence.pool?.lowPriority ?? state.pool.targetLowPriorityNodes ?? 0,
    taskSlotsPerNode: sequence.pool?.taskSlotsPerNode ?? state.pool.taskSlotsPerNode ?? 1,
  };
  // A pool cannot have both a formula and nodes when it is made: it gets the formula once its nodes are ready.
  const isEmpty = pool.dedicated + pool.lowPriority === 0;
  const lead = isEmpty ? 0 : boot + SETTLED;
  const scaling = { autoScaleFormula: formula, autoScaleEvaluationInterval: printDuration(every) };
  const targets = { targetDedicatedNodes: pool.dedicated, targetLowPriorityNodes: pool.lowPriority };
  const first = sequence.start ?? state.now ?? DEFAULT_NOW;
  const data = {
    pool: {
      id: 'pool',
      vmSize: SIZE,
      taskSlotsPerNode: pool.taskSlotsPerNode,
      ...(isEmpty ? { enableAutoScale: true, ...scaling } : targets),
    },
    sizes: { [SIZE]: CORES },
    world: { base: 'ideal', starting: boot / SECOND, samples: { lag: lag / SECOND, loss: 0 } },
    workload: {
      jobs: tasks.map(({ after = 0, count = 1, duration, requiredSlots = 1 }, at) => ({
        id: `tasks-${at + 1}`,
        after: (lead + after) / SECOND,
        tasks: [{ id: 'task', requiredSlots, behaviour: { count, duration: duration / SECOND } }],
      })),
    },
    operations: isEmpty ? [] : [{ after: lead / SECOND, enableAutoScale: scaling }],
    seed: state.seed,
    start: printInstant(first - lead),
    until: (lead + every * (evaluationsOf(sequence) - 1)) / SECOND + 1,
    decisions: state.decisions,
  };
  const { scenario, workload, diagnostics } = scenarioOf(documentOf('sequence', data));
  if (scenario === undefined)
    throw new Error(
      `a sequence made no scenario: ${diagnostics.map(({ message }) => message).join('; ')}\n${printYaml(data)}`,
    );
  return { scenario, parts: workload };
}
