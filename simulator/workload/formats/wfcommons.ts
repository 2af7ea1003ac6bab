// Workflows of the WfCommons project: one file is one run of a workflow, and becomes one job whose tasks depend on
// each other. All tasks are added at once, as a workflow system would, and the service holds back those that wait.

import { createSource } from '../../../grammar/index.ts';
import { workloadDiagnostics as complaints, hasErrors, inSource } from '../../diagnostics.ts';
import { decodeText, readDocument } from '../../document.ts';
import { DEPENDENCY_IDS_LIMIT, type TaskSpec } from '../../model/task.ts';
import { taskSpec } from '../../model/wire.ts';
import { below, complain, spanAt, startReading } from '../../schema.ts';
import { type Behaviour, type ResourceUse, SUCCEEDS, type Transfer } from '../../world/behaviour.ts';
import { behaviourKey, createPooling } from '../columns.ts';
import type { MakingOf } from '../generate.ts';
import { jobOf } from '../patterns.ts';
import type { TraceSection } from '../source.ts';
import type { Workload } from '../workload.ts';
import type { TraceFile, TraceReading } from './format.ts';
import { azureIdByEnd, createUniqueIds, isAzureId } from './ids.ts';
import { slotsOf } from './rows.ts';
import { dependenciesOf } from './wf-dependencies.ts';
import { readWorkflow, type TaskRun, type Workflow, type WorkflowTask } from './wf-format.ts';

/** Whether a text begins like a file in WfFormat. */
export const looksLikeWfFormat = (head: string): boolean =>
  /^\s*\{/.test(head) && /"schemaVersion"\s*:\s*"1\.\d"|"workflow"\s*:\s*\{/.test(head);

/** Reads a workflow as one job. */
export function readWfCommons(file: TraceFile, section: TraceSection, making: MakingOf): TraceReading {
  const source = createSource(file.name, decodeText(file.bytes));
  const { document, diagnostics } = readDocument(source);
  if (document === undefined) return { complaints: inSource(source, diagnostics) };
  const at = startReading(document);
  const workflow = readWorkflow(document.data, at);
  const told = at.reading.diagnostics;
  const workload =
    workflow === undefined || hasErrors(told)
      ? undefined
      : workloadOf(workflow, { section, making, jobId: file.jobId });
  const found = inSource(source, [...diagnostics, ...told]);
  if (workload === undefined || hasErrors(told)) return { complaints: found };
  const makespan = workflow?.makespan;
  return {
    workload,
    complaints: found,
    ...(makespan === undefined ? {} : { makespan: Math.round(makespan * 1000) }),
  };
}

interface Means {
  readonly section: TraceSection;
  readonly making: MakingOf;
  readonly jobId: string;
}

function workloadOf(workflow: Workflow, { section, making, jobId }: Means): Workload | undefined {
  const count = Math.min(workflow.tasks.length, section.limit ?? Infinity);
  const parents = dependenciesOf(workflow, count);
  if (parents === undefined) return undefined;
  const ids = idsOf(workflow.tasks.slice(0, count));
  const runs = runsOf(workflow, count);
  tellLongLists(workflow, parents, ids);
  const specs = createPooling<TaskSpec>();
  const behaviours = createPooling<Behaviour>(behaviourKey);
  const columns = { taskSpec: new Uint32Array(count), taskBehaviour: new Uint32Array(count) };
  const taskDuration = new Float64Array(count);
  for (let task = 0; task < count; task++) {
    const planned = workflow.tasks[task]!;
    const run = runs[task];
    const taskIds = parents[task]!.map((parent) => ids[parent]!);
    const spec = taskSpec({ ...section.task, requiredSlots: slotsOf(section, run?.coreCount ?? 1) });
    const known = behaviourOf(planned, run, section.files === 'move' ? workflow.sizes : undefined);
    const behaviour = section.behaviour === undefined ? known : { ...known, ...section.behaviour };
    columns.taskSpec[task] = specs.indexOf({
      ...spec,
      ...(planned.id === ids[task] ? {} : { displayName: planned.id.slice(0, DISPLAY_NAME_LIMIT) }),
      ...(taskIds.length === 0 ? {} : { dependsOn: { taskIds, taskIdRanges: [] } }),
    });
    columns.taskBehaviour[task] = behaviours.indexOf(behaviour);
    taskDuration[task] = Math.round((run?.runtimeInSeconds ?? 0) * 1000);
  }
  return {
    jobs: [jobWith(workflow, { section, making, jobId })],
    specs: specs.values,
    behaviours: behaviours.values,
    count,
    taskAdded: new Float64Array(count).fill(making.start),
    taskJob: new Uint32Array(count),
    ...columns,
    taskDuration,
    taskId: (task) => ids[task]!,
  };
}

/** Source: REST Job - Add, `displayName`. */
const DISPLAY_NAME_LIMIT = 1024;

function jobWith({ name }: Workflow, { section, making, jobId }: Means): Workload['jobs'][number] {
  const named = name === undefined || name === '' ? {} : { displayName: name.slice(0, DISPLAY_NAME_LIMIT) };
  const json = { ...named, id: jobId, ...section.job, usesTaskDependencies: true };
  return jobOf(json, { poolId: making.poolId, added: making.start });
}

// Ids that Azure accepts as they are come first, so that none of them has to give way to one made up.
function idsOf(tasks: readonly WorkflowTask[]): readonly string[] {
  const unique = createUniqueIds();
  const kept = tasks.map(({ id }) => (isAzureId(id) ? unique(id) : undefined));
  return tasks.map(({ id }, task) => kept[task] ?? unique(azureIdByEnd(id, 'task')));
}

/** How each of the first tasks ran, where the file says so. */
function runsOf({ tasks, runs, tasksAt, runsAt }: Workflow, count: number): readonly (TaskRun | undefined)[] {
  const byId = new Map<string, TaskRun>();
  const known = new Set(tasks.map(({ id }) => id));
  let [spare, firstSpare] = [0, -1];
  runs.forEach((run, index) => {
    if (known.has(run.id) && !byId.has(run.id)) byId.set(run.id, run);
    else if (spare++ === 0) firstSpare = index;
  });
  if (spare > 0) {
    const at = below(runsAt, firstSpare);
    complain(at, () => complaints['spare-runs'](spanAt(at), { count: spare }));
  }
  const found = tasks.slice(0, count).map(({ id }) => byId.get(id));
  const without = found.filter((run) => run?.runtimeInSeconds === undefined).length;
  if (without > 0) {
    const at = below(tasksAt, found.findIndex((run) => run?.runtimeInSeconds === undefined)); // biome-ignore format: short
    complain(at, () => complaints['no-runtime'](spanAt(at), { count: without, total: count }));
  }
  return found;
}

function tellLongLists(
  { tasksAt }: Workflow,
  parents: readonly (readonly number[])[],
  ids: readonly string[],
): void {
  const tooLong = parents.flatMap((list, task) =>
    list.reduce((sum, parent) => sum + ids[parent]!.length, 0) > DEPENDENCY_IDS_LIMIT ? [task] : [],
  );
  const [first] = tooLong;
  if (first === undefined) return;
  const at = below(tasksAt, first);
  const holes = { count: tooLong.length, id: ids[first]!, limit: DEPENDENCY_IDS_LIMIT };
  complain(at, () => complaints['long-dependencies'](spanAt(at), holes));
}

/** Files take time of their own only when their sizes are given. */
function behaviourOf(
  { inputFiles, outputFiles }: WorkflowTask,
  run: TaskRun | undefined,
  sizes: ReadonlyMap<string, number> | undefined,
): Behaviour {
  const uses = run === undefined ? undefined : usesOf(run);
  const download = sizes === undefined ? undefined : transferOf(inputFiles, sizes);
  const upload = sizes === undefined ? undefined : transferOf(outputFiles, sizes);
  if (uses === undefined && download === undefined && upload === undefined) return SUCCEEDS;
  return {
    ...SUCCEEDS,
    ...(download === undefined ? {} : { download }),
    ...(upload === undefined ? {} : { upload }),
    ...(uses === undefined ? {} : { uses }),
  };
}

function transferOf(files: readonly string[], sizes: ReadonlyMap<string, number>): Transfer | undefined {
  if (files.length === 0) return undefined;
  return { bytes: files.reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0), files: files.length };
}

/** What the run took of its node: levels as they were, and bytes spread over its time; nothing where it says nothing. */
function usesOf(run: TaskRun): ResourceUse | undefined {
  const { avgCPU = 0, memoryInBytes = 0, readBytes = 0, writtenBytes = 0, runtimeInSeconds = 0 } = run;
  const rate = (bytes: number): number => (runtimeInSeconds > 0 ? Math.round(bytes / runtimeInSeconds) : 0);
  const levels: Required<Pick<ResourceUse, 'cores' | 'memoryBytes' | 'diskReadBytes' | 'diskWriteBytes'>> = {
    cores: Math.round(avgCPU * 10_000) / 1_000_000,
    memoryBytes: Math.round(memoryInBytes),
    diskReadBytes: rate(readBytes),
    diskWriteBytes: rate(writtenBytes),
  };
  const found = Object.entries(levels).filter(([, level]) => level > 0 && Number.isFinite(level));
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
