// The page of what a scenario can say besides Azure's own JSON: its keys, the behaviours of tasks, the operations of
// users. Tables are those that read scenarios; the example is read by them, too.

import { DECISIONS, type DecisionRow } from '../../runtime/index.ts';
import { type JsonSchema, SCHEMA_FILES } from '../../simulator/index.ts';
import { SERVICE_CHOICES } from '../../simulator/scenario.ts';
import { isMapping } from '../../simulator/schema.ts';
import { bundleOf, loadBundle, render } from '../workload/files.ts';

const EXAMPLE = `account: { dedicatedCoreQuota: 100, poolQuota: 5 }
pool:
  id: render
  vmSize: standard_d4s_v5
  taskSlotsPerNode: 4
  targetDedicatedNodes: 2
  startTask: { commandLine: ./install.sh, behaviour: { duration: PT2M, failureProbability: 0.01 } }
workload:
  jobs:
    - id: film
      usesTaskDependencies: true
      onTaskFailure: performexitoptionsjobaction
      jobPreparationTask: { commandLine: ./fetch.sh, behaviour: { duration: PT1M } }
      jobReleaseTask: { commandLine: ./clean.sh }
      tasks:
        - id: frame
          constraints: { maxTaskRetryCount: 2 }
          behaviour: { duration: { lognormal: { median: PT5M, sigma: 0.4 } }, failureProbability: 0.05, count: 40 }
        - id: film
          dependsOn: { taskIds: [frame-1, frame-40] }
          behaviour: { duration: PT10M, upload: { bytes: 2e9, files: 1 } }
  schedules:
    - id: nightly
      schedule: { doNotRunUntil: 2025-03-04T01:00:00Z, doNotRunAfter: 2025-03-07T00:00:00Z, recurrenceInterval: P1D }
      jobSpecification: { onAllTasksComplete: terminatejob }
      tasks: [{ id: report, behaviour: { duration: PT20M } }]
operations:
  - { after: PT2H, resizePool: { targetDedicatedNodes: 4 } }
  - { after: PT3H, rebootNode: { nodeId: 1, nodeRebootOption: taskcompletion } }
  - { at: 2025-03-05T12:00:00Z, disableJob: { jobId: film, disableTasks: requeue } }
until: P5D
`;

const WHOLE = SCHEMA_FILES['scenario.json']!;

/** The page. */
export async function scenarioPage(): Promise<string> {
  const { complaints } = await loadBundle(bundleOf(EXAMPLE));
  if (complaints.length > 0) throw new Error(render(complaints));
  const workload = find(WHOLE, 'a workload');
  const operation = find(WHOLE, 'an operation');
  const isOperation = ([, { title }]: Property): boolean => title !== undefined;
  return `# Scenarios

A scenario is YAML or JSON. Pools, jobs, tasks and job schedules are written as \`az batch ... --json-file\` takes them, every field of Azure's included; what has no effect on a model, such as images and networks, is kept as it is. Beside them stands what Azure's JSON cannot say: how tasks behave, when things are added, what users do meanwhile. [The JSON Schema](schemas/scenario.json) has all keys, for editors to complete and check.

\`\`\`yaml
${EXAMPLE}\`\`\`

What Azure would refuse in a pool, job, task or job schedule is refused when the scenario is read, with its place and Azure's code. What an operation asks is refused by the service, at its time, as a fact of the journal.

Times are like 2025-03-03T00:00:00Z. Durations are like PT5M; in keys that are not Azure's also numbers of seconds. Where a duration may vary it can be a distribution: \`constant\`, \`uniform\`, \`exponential\`, \`lognormal\`, \`weibull\` or \`empirical\`.

## The scenario

${keys(propertiesOf(WHOLE))}

## The account

${keys(propertiesOf(find(WHOLE, 'an account')))}

A family is named as \`az batch location list-skus\` names it: standardDDSv5Family for Standard_D4ds_v5.

## The workload

${keys(propertiesOf(workload))}

Jobs, their tasks and job schedules are added at the start of the run, or later with \`after\` or \`addedAt\`. The tasks of a job schedule, and those of a job that an operation adds, come with each of its jobs; \`after\` counts from the job's creation there.

## Behaviour

Every task has a \`behaviour\`; start, preparation, release and job manager tasks may have one, and take no time otherwise.

${keys(propertiesOf(find(find(WHOLE, 'a task'), 'a behaviour')))}

A job manager has one key more: \`waitsForTasks\`. ${prose(find(find(WHOLE, 'a job manager task'), 'a behaviour'), 'waitsForTasks')}

What a task \`uses\` feeds the metrics of CPU, memory, disk and network, where \`choices\` say \`resourceMetrics: modelled\`:

${keys(propertiesOf(find(WHOLE, 'the use of a node')))}

## Operations

Each item of \`operations\` names one operation, and its time as \`at\` or \`after\`. The names are those of Azure's REST operations, and so are the keys of what they are given. An operation on a pool that names none means the first; a node is named by its id, or by its number among all nodes that ever joined the pool, from 1.

${table(
  ['operation', 'given', ''],
  propertiesOf(operation)
    .filter(isOperation)
    .map(([name, schema]) => [`\`${name}\``, givenTo(schema), proseOf(schema)]),
)}

## Choices

What Azure does not document is decided once, and can be decided otherwise where it changes results; [the page of these decisions](undocumented.md) says why. The first value is what holds when nothing is said.

\`choices\`, of the service:

${table(
  ['key', 'values', ''],
  Object.entries(SERVICE_CHOICES).map(([name, row]) => [`\`${name}\``, valuesOf(row), row.prose]),
)}

\`decisions\`, of the formula language:

${table(
  ['key', 'values', ''],
  Object.entries(DECISIONS).map(([name, row]) => [`\`${name}\``, valuesOf(row), row.prose]),
)}
`;
}

/** What an option can be, what is recommended first. */
function valuesOf({ choices, recommended }: Partial<DecisionRow<unknown>>): string {
  if (choices === undefined) return '';
  if ('least' in choices) return `\`${String(recommended)}\`; ${choices.least} to ${choices.most}`;
  return choices.map((value) => `\`${String(value)}\``).join(', ');
}

type Property = readonly [key: string, schema: JsonSchema];

/** The schema, what it refers to in its place. */
function resolved(schema: JsonSchema): JsonSchema {
  if (typeof schema.$ref !== 'string') return schema;
  const { $ref, ...rest } = schema;
  const definitions = WHOLE.$defs as Readonly<Record<string, JsonSchema>>;
  return { ...resolved(definitions[$ref.slice('#/$defs/'.length)]!), ...rest };
}

const propertiesOf = ({ properties }: JsonSchema): readonly Property[] =>
  isMapping(properties)
    ? Object.entries(properties as Readonly<Record<string, JsonSchema>>).map(([key, part]) => [
        key,
        resolved(part),
      ])
    : [];

/** The schemas directly inside one. */
function partsOf(schema: JsonSchema): readonly JsonSchema[] {
  const alternatives = Array.isArray(schema.anyOf)
    ? (schema.anyOf as readonly JsonSchema[]).map(resolved)
    : [];
  const inner = [schema.items, schema.additionalProperties].filter(isMapping).map(resolved);
  return [...propertiesOf(schema).map(([, part]) => part), ...alternatives, ...inner];
}

/** The first mapping of that title inside, the nearest first. */
function find(root: JsonSchema, title: string): JsonSchema {
  const waiting = [root];
  for (let schema = waiting.shift(); schema !== undefined; schema = waiting.shift()) {
    if (schema.title === title) return schema;
    waiting.push(...partsOf(schema));
  }
  throw new Error(`nothing in the schema is ${title}`);
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

const proseOf = ({ description }: JsonSchema): string => (typeof description === 'string' ? description : '');
const prose = (schema: JsonSchema, key: string): string =>
  proseOf(propertiesOf(schema).find(([name]) => name === key)![1]);

/** A table of the keys that say something. */
const keys = (properties: readonly Property[]): string =>
  table(
    ['key', ''],
    properties
      .filter(([, schema]) => proseOf(schema) !== '')
      .map(([key, schema]) => [`\`${key}\``, `${proseOf(schema)}${choicesOf(schema)}`]),
  );

const choicesOf = (schema: JsonSchema): string =>
  Array.isArray(schema.enum) ? ` One of ${schema.enum.map((word) => `\`${word}\``).join(', ')}.` : '';

/** Resources are given as Azure's JSON, everything else by a few keys. */
function givenTo(schema: JsonSchema): string {
  const properties = propertiesOf(schema);
  return String(schema.title).startsWith('the operation')
    ? properties.map(([key]) => `\`${key}\``).join(', ')
    : `${properties.some(([key]) => key === 'jobId') ? '`jobId` and ' : ''}${schema.title} in Azure's JSON${properties.some(([key]) => key === 'tasks') ? ', with `tasks`' : ''}`;
}
