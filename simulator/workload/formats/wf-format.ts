// What a file in WfFormat says, in one shape for the versions there are: since 1.5 what a workflow is and how it ran
// stand apart; before that they stood together, and tasks named each other by their names.
// Source: https://github.com/wfcommons/WfFormat

import { workloadDiagnostics as complaints } from '../../diagnostics.ts';
import { type RecordOf, record, required } from '../../record.ts';
import { type At, below, complain, list, listed, number, spanAt, text } from '../../schema.ts';

/** A workflow and how it ran once. */
export interface Workflow {
  readonly name?: string;
  /** From the first task's start to the last one's end, in seconds, as it was measured. */
  readonly makespan?: number;
  readonly tasks: readonly WorkflowTask[];
  readonly runs: readonly TaskRun[];
  /** Bytes of files, by the file's id. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Where tasks and runs stand in the file. */
  readonly tasksAt: At;
  readonly runsAt: At;
}

export interface WorkflowTask {
  readonly id: string;
  /** What other tasks may call it besides its id. */
  readonly names: readonly string[];
  readonly parents: readonly string[];
  readonly children: readonly string[];
  readonly inputFiles: readonly string[];
  readonly outputFiles: readonly string[];
}

export interface TaskRun {
  /** The id of its task. */
  readonly id: string;
  readonly runtimeInSeconds?: number;
  readonly coreCount?: number;
  /** In per cent of one core. */
  readonly avgCPU?: number;
  readonly readBytes?: number;
  readonly writtenBytes?: number;
  readonly memoryInBytes?: number;
}

const VERSIONS = ['1.4', '1.5', '1.6'] as const;

const open = (what: string) => ({ what, open: true }) as const;
const texts = list(text);
const size = number({ least: 0 });
const LINKS = { parents: texts, children: texts } as const;
const MEASURED = {
  runtimeInSeconds: size, avgCPU: number(), readBytes: number(), writtenBytes: number(), memoryInBytes: number(),
} as const; // biome-ignore format: short

const head = record(
  { name: text, schemaVersion: required(text), workflow: required(record({}, open('a workflow'))) },
  open('a file in WfFormat'),
);

const plannedTask = record(
  { id: required(text), ...LINKS, inputFiles: texts, outputFiles: texts },
  open('a task of a workflow'),
);
const plannedFile = record({ id: required(text), sizeInBytes: size }, open('a file of a workflow'));
const taskRun = record({ id: required(text), coreCount: number(), ...MEASURED }, open('the run of a task'));
const workflow = record(
  {
    specification: required(
      record(
        { tasks: required(list(plannedTask)), files: list(plannedFile) },
        open('the specification of a workflow'),
      ),
    ),
    execution: record(
      { makespanInSeconds: number(), tasks: list(taskRun) },
      open('the execution of a workflow'),
    ),
  },
  open('a workflow'),
);

const oldFile = record(
  { name: required(text), path: text, link: text, sizeInBytes: size },
  open('a file of a task'),
);
const oldTask = record(
  { name: required(text), id: text, ...LINKS, cores: number(), ...MEASURED, files: list(oldFile) },
  open('a task of a workflow'),
);
const OLD_WORKFLOW = { makespanInSeconds: number(), tasks: required(list(oldTask)) } as const;
const oldWorkflow = record(OLD_WORKFLOW, open('a workflow'));
type OldTask = RecordOf<typeof OLD_WORKFLOW>['tasks'][number];

/** Reads what a file says; undefined when something was wrong with it, and then that has been complained of. */
export function readWorkflow(data: unknown, at: At): Workflow | undefined {
  const found = head.read(data, at);
  if (found === undefined) return undefined;
  const { name, schemaVersion: version } = found;
  const named = name === undefined ? {} : { name };
  const inner = (data as { readonly workflow: unknown }).workflow;
  const workflowAt = below(at, 'workflow');
  if (version === '1.4') return readOld(inner, workflowAt, named);
  if (VERSIONS.some((known) => known === version)) return readNew(inner, workflowAt, named);
  const versions = listed(VERSIONS, 'and');
  const span = spanAt(below(at, 'schemaVersion'));
  return complain(at, () => complaints['other-version'](span, { version, versions }));
}

function readNew(data: unknown, at: At, named: Pick<Workflow, 'name'>): Workflow | undefined {
  const found = workflow.read(data, at);
  if (found === undefined) return undefined;
  const { specification, execution = {} } = found;
  const makespan = execution.makespanInSeconds;
  return {
    ...named,
    ...(makespan === undefined ? {} : { makespan }),
    tasks: specification.tasks.map((task) => ({
      id: task.id,
      names: [],
      parents: task.parents ?? [],
      children: task.children ?? [],
      inputFiles: task.inputFiles ?? [],
      outputFiles: task.outputFiles ?? [],
    })),
    runs: execution.tasks ?? [],
    sizes: new Map((specification.files ?? []).map(({ id, sizeInBytes = 0 }) => [id, sizeInBytes])),
    tasksAt: below(below(at, 'specification'), 'tasks'),
    runsAt: below(below(at, 'execution'), 'tasks'),
  };
}

function readOld(data: unknown, at: At, named: Pick<Workflow, 'name'>): Workflow | undefined {
  const found = oldWorkflow.read(data, at);
  if (found === undefined) return undefined;
  const makespan = found.makespanInSeconds;
  const sizes = new Map<string, number>();
  for (const { files = [] } of found.tasks)
    for (const file of files) sizes.set(oldFileId(file), file.sizeInBytes ?? 0);
  return {
    ...named,
    ...(makespan === undefined ? {} : { makespan }),
    tasks: found.tasks.map((task, index) => {
      const [inputs, outputs] = [true, false].map((wanted) =>
        (task.files ?? []).filter(({ link = '' }) => (link.toLowerCase() === 'input') === wanted),
      );
      return {
        id: oldId(task, index),
        names: task.id === undefined ? [task.name] : [task.name, task.id],
        parents: task.parents ?? [],
        children: task.children ?? [],
        inputFiles: inputs!.map(oldFileId),
        outputFiles: outputs!.map(oldFileId),
      };
    }),
    runs: found.tasks.map(({ cores, ...task }, index) => ({
      ...task,
      id: oldId(task, index),
      ...(cores === undefined ? {} : { coreCount: cores }),
    })),
    sizes,
    tasksAt: below(at, 'tasks'),
    runsAt: below(at, 'tasks'),
  };
}

// The id that WfFormat's own migration to 1.5 gives.
const oldId = ({ id, name }: OldTask, index: number): string => {
  if (id === undefined) return `${name}_${index}`;
  return name.includes(id) ? name : `${name}_${id}`;
};

const oldFileId = ({ name, path = '' }: { readonly name: string; readonly path?: string }): string =>
  `${path}${name}`;
