// The tables of what can be wrong with the files people give a simulation: the text of a document, the meaning
// of a scenario, the lines of a trace. A scenario's diagnostics have spans in the scenario's source. A trace may
// be huge, so its complaints carry a source of their own: an excerpt that holds only the lines complained of,
// numbered as in the file, so that every renderer of places works on it unchanged.

import { createSource, type Diagnostic, defineDiagnostics, type Source } from '../grammar/index.ts';

/** A diagnostic and the source its span speaks of. */
export interface Complaint {
  readonly diagnostic: Diagnostic;
  readonly source: Source;
}

/** Puts diagnostics beside the one source they speak of. */
export const inSource = (source: Source, diagnostics: readonly Diagnostic[]): readonly Complaint[] =>
  diagnostics.map((diagnostic) => ({ diagnostic, source }));

/** Whether any of the complaints is an error. */
export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((diagnostic) => diagnostic.severity === 'error');

/** After this many errors a file is not read further. */
export const MOST_ERRORS = 20;

/** A source of some lines of a file; a line keeps its number in the file. Lines ascend. */
export function excerptOf(
  name: string,
  lines: readonly { readonly number: number; readonly text: string }[],
): Source {
  const texts = lines.map((line) => line.text.replace(/[\r\n]+/g, ' '));
  const lineStarts: number[] = [];
  let start = 0;
  texts.forEach((text, index) => {
    while (lineStarts.length < lines[index]!.number) lineStarts.push(start);
    start += text.length + 1;
  });
  if (lineStarts.length === 0) lineStarts.push(0);
  return { ...createSource(name, texts.join('\n')), lineStarts };
}

const POOL = 'pool: { id: render, vmSize: standard_d4s_v5, targetDedicatedNodes: 1 }';

/** What can be wrong with the text of a YAML or JSON file. */
export const documentDiagnostics = defineDiagnostics('document', {
  empty: {
    severity: 'error',
    message: 'the file is empty',
    hint: 'a scenario names at least a pool and a workload',
    prose: 'There is nothing in the file but blanks.',
    example: '  \n',
  },
  binary: {
    severity: 'error',
    message: 'this is not a text file: it holds a zero byte',
    hint: 'give a YAML or JSON file; a compressed file must end in .gz',
    prose: 'YAML and JSON are text, and text has no zero bytes.',
    example: 'pool:\0',
  },
  'broken-yaml': {
    severity: 'error',
    message: 'this is not YAML: {what}',
    prose: 'The text cannot be read as YAML or JSON from this place on.',
    example: 'seed: [1, 2\nstart: 3\n',
  },
  'broken-json': {
    severity: 'error',
    message: 'this is not JSON from here on',
    prose: 'A large file that begins like JSON is read as JSON only.',
    example: '{ "jobs": [ , ] }',
  },
  'colon-in-text': {
    severity: 'error',
    message: 'a second `:` follows on one line',
    hint: 'put quotes around a text that contains a colon and a blank',
    prose: 'An unquoted YAML text ends where a colon and a blank follow.',
    example: 'title: nights: the long ones\n',
  },
  'tab-indent': {
    severity: 'error',
    message: 'a tab stands where YAML wants blanks',
    hint: 'indent with blanks',
    prose: 'YAML does not allow tabs in indentation.',
    example: 'pool:\n\tid: render\n',
  },
  'repeated-key': {
    severity: 'error',
    message: 'the key `{key}` is written twice here',
    hint: 'keep one of the two',
    prose: 'A mapping has each of its keys once.',
    example: 'seed: 1\nseed: 2\n',
  },
  'several-documents': {
    severity: 'error',
    message: 'a second YAML document begins here',
    hint: 'put it into a file of its own',
    prose: 'A file is one document; `---` begins another.',
    example: 'seed: 1\n---\nseed: 2\n',
  },
  'unknown-alias': {
    severity: 'error',
    message: 'nothing before this is called `&{name}`',
    hint: 'name the value with `&{name}` where it is first written',
    prose: 'A YAML alias repeats a value that was named earlier in the file.',
    example: 'pool: *render\n',
  },
  'endless-alias': {
    severity: 'error',
    message: '`*{name}` stands inside the value it repeats',
    hint: 'write the value out',
    prose: 'A value cannot contain itself.',
    example: 'pool: &render [*render]\n',
  },
  'alias-bomb': {
    severity: 'error',
    message: 'with `*{name}` written out the file would be too large',
    hint: 'write the values out, or generate the workload',
    prose: 'Aliases of aliases can stand for more values than any memory holds; the limit is 100,000.',
    example: `a: &a [${'x,'.repeat(99)}x]\nb: &b [${'*a,'.repeat(99)}*a]\nc: &c [${'*b,'.repeat(99)}*b]\n`,
  },
  'too-deep': {
    severity: 'error',
    message: 'values are nested more than {limit} deep',
    hint: 'no file of this program needs more than a dozen levels',
    prose: 'A limit on nesting protects against files made to exhaust the reader.',
    example: '['.repeat(120) + ']'.repeat(120),
  },
  'unknown-tag': {
    severity: 'warning',
    message: 'the tag `{tag}` is not known and is ignored',
    prose: 'YAML tags have no meaning in these files.',
    example: 'title: !night shift\n',
  },
});

/** What can be wrong with the meaning of a scenario, or of any other document read by a schema. */
export const scenarioDiagnostics = defineDiagnostics('scenario', {
  'unknown-key': {
    severity: 'error',
    message: '`{key}` is not a key of {where}',
    hint: '{hint}',
    prose: 'Every key is checked, because a misspelt one would silently change what is simulated.',
    example: `${POOL}\nworkload: { jobs: [] }\nsed: 1\n`,
  },
  'wrong-type': {
    severity: 'error',
    message: '{what} is {written}; expected {expected}',
    hint: '{hint}',
    prose: 'The value is of a kind that cannot be used here.',
    example: `${POOL}\nworkload: { jobs: [] }\nseed: soon\n`,
  },
  'out-of-range': {
    severity: 'error',
    message: '{what} is {written}; expected {expected}',
    hint: '{hint}',
    prose: 'The value is of the right kind and outside what can be simulated.',
    example: `${POOL}\nworkload: { jobs: [] }\nseed: -1\n`,
  },
  missing: {
    severity: 'error',
    message: '{where} lacks `{key}`',
    hint: '{hint}',
    prose: 'A key that has no usual value is not there.',
    example: `pool: { vmSize: standard_d4s_v5, targetDedicatedNodes: 1 }\nworkload: { jobs: [] }\n`,
  },
  conflict: {
    severity: 'error',
    message: '`{key}` cannot stand beside {other}',
    hint: '{hint}',
    prose: 'Two keys contradict each other; Azure Batch refuses such a request.',
    example: `pool: { id: render, vmSize: standard_d4s_v5, targetDedicatedNodes: 1, autoScaleFormula: '$TargetDedicatedNodes = 1;' }\nworkload: { jobs: [] }\n`,
  },
  refused: {
    severity: 'error',
    message: '{what} {says}',
    hint: 'Azure Batch answers {code}',
    prose: 'Azure Batch refuses such a pool, job, task or job schedule; so does the simulation.',
    example: `${POOL}\nworkload:\n  jobs: [{ id: frames, priority: 1001, tasks: [] }]\n`,
  },
  circle: {
    severity: 'warning',
    message: 'tasks wait for each other in a circle and never run: {names}',
    hint: 'Azure Batch accepts them, and they stay active for ever; take one of the dependencies out',
    prose: 'A task that depends on itself, by way of others or not, waits for ever.',
    example: `${POOL}\nworkload:\n  jobs:\n    - id: frames\n      usesTaskDependencies: true\n      tasks:\n        - { id: a, dependsOn: { taskIds: [b] }, behaviour: { duration: 5 } }\n        - { id: b, dependsOn: { taskIds: [a] }, behaviour: { duration: 5 } }\n`,
  },
  'no-behaviour': {
    severity: 'warning',
    message:
      'nothing says how task `{id}` behaves: modelled, it takes no time and succeeds (tasks like it: {count})',
    hint: 'give it a `behaviour` with a `duration`; `lazurite run` runs its command and needs none',
    prose: 'A command line says what runs and not for how long, so a simulation cannot know.',
    example: `${POOL}\nworkload: { jobs: [{ id: frames, tasks: [{ id: one, commandLine: render 1 }] }] }\n`,
  },
  'wide-window': {
    severity: 'info',
    message:
      'the start window {startWindow} is longer than the interval {recurrenceInterval}: it counts as endless',
    hint: 'a job that is late is made late, however late it is',
    prose: 'Azure Batch treats a start window beyond the recurrence interval as if there were none.',
    example: `${POOL}\nworkload:\n  schedules: [{ id: nightly, schedule: { recurrenceInterval: PT1H, startWindow: PT2H }, jobSpecification: { onAllTasksComplete: terminatejob } }]\n`,
  },
  'endless-job': {
    severity: 'warning',
    message: 'nothing ends the jobs of schedule `{id}`, so that it makes only one',
    hint: 'give the job a job manager task, `onAllTasksComplete: terminatejob` or a `maxWallClockTime`',
    prose: 'A job schedule makes its next job only when the last one is completed.',
    example: `${POOL}\nworkload:\n  schedules: [{ id: nightly, schedule: { recurrenceInterval: PT1H }, jobSpecification: { priority: 1 } }]\n`,
  },
  'repeated-id': {
    severity: 'error',
    message: '{what} `{id}` is there twice',
    hint: 'ids are compared without regard to case, and Azure Batch answers {code}; give one of them another',
    prose: 'Ids are unique: pools, jobs and job schedules in the account, tasks in their job.',
    example: `pools:\n  - { id: render, vmSize: standard_d4s_v5, targetDedicatedNodes: 1 }\n  - { id: Render, vmSize: standard_d4s_v5, targetDedicatedNodes: 1 }\nworkload: { jobs: [] }\n`,
  },
  'shared-id': {
    severity: 'error',
    message: 'the job schedule `{id}` has the id of a job',
    hint: 'Azure Batch answers JobWithSameIdExists; give one of them another id',
    prose: 'Jobs and job schedules share their ids, which are compared without regard to case.',
    example: `${POOL}\nworkload:\n  jobs: [{ id: nightly, tasks: [] }]\n  schedules: [{ id: Nightly, schedule: {}, jobSpecification: { priority: 1 } }]\n`,
  },
  'unknown-size': {
    severity: 'warning',
    message: 'the node size `{size}` is not in the table of sizes: it counts as {cores} core without a price',
    hint: '{hint}',
    prose: 'Cores matter to quotas and prices to the report; both can be given under `sizes`.',
    example: `pool: { id: render, vmSize: standard_x99, targetDedicatedNodes: 1 }\nworkload: { jobs: [] }\n`,
  },
  'unknown-pool': {
    severity: 'warning',
    message: 'no pool of the scenario is called `{pool}`: these tasks wait for ever',
    hint: 'the pools are: {known}',
    prose: 'Azure Batch accepts a job for a pool that does not exist; its tasks wait until one does.',
    example: `${POOL}\nworkload:\n  jobs: [{ id: frames, poolInfo: { poolId: rendr }, tasks: [] }]\n`,
  },
  'formula-refused': {
    severity: 'error',
    message: 'the formula of pool `{pool}`{file} does not compile: line {line}, column {column}: {what}',
    hint: '{hint}',
    prose: 'Azure Batch refuses to create a pool whose formula has a syntax error; so does the simulation.',
    example: `pool: { id: render, vmSize: standard_d4s_v5, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = (1;' }\nworkload: { jobs: [] }\n`,
  },
  'formula-warning': {
    severity: 'warning',
    message: 'the formula of pool `{pool}`{file}: line {line}, column {column}: {what}',
    hint: '{hint}',
    prose: 'The formula is accepted by the service and has a fault that shows when it is evaluated.',
    example: `pool: { id: render, vmSize: standard_d4s_v5, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = x;' }\nworkload: { jobs: [] }\n`,
  },
  'prices-wrong': {
    severity: 'error',
    message: 'the price list `{file}`, line {line}: {what}',
    hint: '{hint}',
    prose: 'Something is wrong in the file that `prices` names.',
    example: `${POOL}\nworkload: { jobs: [] }\nprices: ours.yaml\n=== ours.yaml\nnodes: { standard_d4s_v5: cheap }\n`,
  },
  'file-unreadable': {
    severity: 'error',
    message: 'the file `{file}` cannot be read: {why}',
    hint: 'paths are relative to the folder of the file that names them',
    prose: 'A file that the scenario names is missing, is a folder, or may not be read.',
    example: `${POOL}\nworkload: { trace: missing.swf }\n`,
  },
  'too-many': {
    severity: 'info',
    message: 'more than {limit} errors: the rest is not listed',
    prose: 'The list of errors in one file is cut short.',
    example: `${POOL}\nworkload: { jobs: [] }\n${Array.from({ length: 21 }, (_, index) => `x${index}: 1`).join('\n')}\n`,
  },
});

/** What can be wrong with a trace or a workload file. */
export const workloadDiagnostics = defineDiagnostics('workload', {
  'unknown-format': {
    severity: 'error',
    message: 'the format of `{file}` is not recognised',
    hint: 'say which with `format`; the formats are {formats}',
    prose: 'Neither the name nor the first lines of the file tell what it is.',
    example: `${POOL}\nworkload: { trace: notes.txt }\n=== notes.txt\nbuy milk\n`,
  },
  'no-such-format': {
    severity: 'error',
    message: 'no format is called `{format}`',
    hint: '{near}the formats are {formats}',
    prose: 'The `format` of a trace is one of a few names.',
    example: `${POOL}\nworkload: { trace: { file: jobs.txt, format: cvs } }\n=== jobs.txt\n1,2\n`,
  },
  'compressed-wrongly': {
    severity: 'error',
    message: 'the file `{file}` is compressed and could not be expanded: {why}',
    hint: 'it may be truncated; fetch it again',
    prose: 'The bytes are gzip, and still are when they reach the reader.',
    example: `${POOL}\nworkload: { trace: jobs.swf }\n=== jobs.swf\n\u001f\u008b\u0008\n`,
  },
  binary: {
    severity: 'error',
    message: 'the file `{file}` is not text: it holds a zero byte',
    hint: 'give an SWF, CSV, YAML or JSON file',
    prose: 'Traces are text.',
    example: `${POOL}\nworkload: { trace: jobs.swf }\n=== jobs.swf\n1 0 -1 5 1\0\n`,
  },
  'no-tasks': {
    severity: 'warning',
    message: 'the file `{file}` has no task in it',
    prose: 'The file was read and nothing in it is a task.',
    example: `${POOL}\nworkload: { trace: jobs.swf }\n=== jobs.swf\n; Version: 2.2\n`,
  },
  'short-line': {
    severity: 'error',
    message: 'the line has {found} fields; SWF has {expected}',
    hint: 'the fields after the fifth may only be left out together, as -1',
    prose: 'A line of the Standard Workload Format has 18 fields; at least the first five are needed.',
    example: `${POOL}\nworkload: { trace: jobs.swf }\n=== jobs.swf\n1 0 -1\n`,
  },
  'not-a-number': {
    severity: 'error',
    message: '{field} is `{written}`; expected {expected}',
    hint: '{hint}',
    prose: 'A field that must be a number is something else.',
    example: `${POOL}\nworkload: { trace: jobs.swf }\n=== jobs.swf\n1 0 -1 long 1 -1 -1 1 -1 -1 1 1 1 -1 -1 -1 -1 -1\n`,
  },
  'missing-field': {
    severity: 'error',
    message: 'the row ends before {field}: field {wanted} is wanted, and it has {found}',
    prose: 'A CSV row is shorter than its column map needs.',
    example: `${POOL}\nworkload: { trace: jobs.csv }\n=== jobs.csv\nsubmit,duration\n5\n`,
  },
  'negative-time': {
    severity: 'error',
    message: '{field} is {written}; expected 0 or more',
    prose: 'A task cannot run for less than no time.',
    example: `${POOL}\nworkload: { trace: jobs.csv }\n=== jobs.csv\nsubmit,duration\n5,-2\n`,
  },
  'no-column': {
    severity: 'error',
    message: 'no column {wanted}',
    hint: 'name it in `columns`; the file has: {found}',
    prose: 'Without a column map the usual names are looked for in the header.',
    example: `${POOL}\nworkload: { trace: jobs.csv }\n=== jobs.csv\nalpha,beta\n1,2\n`,
  },
  'open-quote': {
    severity: 'error',
    message: 'a quoted field begins here and never ends',
    hint: 'a quote inside a quoted field is written twice',
    prose: 'A quoted CSV field runs to its closing quote, over line breaks too.',
    example: `${POOL}\nworkload: { trace: jobs.csv }\n=== jobs.csv\nsubmit,duration,id\n1,2,"frame\n`,
  },
  dropped: {
    severity: 'info',
    message: '{count} of {total} jobs of the trace are left out: {why}; the first is here',
    prose: 'Jobs that never ran or used no processor are no tasks, as is usual in replaying such traces.',
    example: `${POOL}\nworkload: { trace: jobs.swf }\n=== jobs.swf\n1 0 -1 -1 1 -1 -1 1 -1 -1 1 1 1 -1 -1 -1 -1 -1\n2 0 -1 1 1 -1 -1 1 -1 -1 1 1 1 -1 -1 -1 -1 -1\n`,
  },
  'never-fits': {
    severity: 'warning',
    message:
      '{count} of {total} tasks in job `{job}` never run: they need up to {slots} slots, and a node of pool `{pool}` has {most}',
    hint: 'raise `taskSlotsPerNode`, or set `slots: one` on a trace whose processors are not slots',
    prose: 'Azure Batch accepts a task that no node can hold; it stays active, and counts as pending.',
    example: `${POOL}\nworkload: { generate: { arrivals: { atOnce: { count: 1 } }, durations: 5, requiredSlots: 2 } }\n`,
  },
  'repeated-job': {
    severity: 'error',
    message: 'the workload makes a {what} `{id}` beside {other} of that id',
    hint: 'Azure Batch answers {code}; give one of them another id, for made jobs under `job`',
    prose: 'Ids of jobs and job schedules are unique in the account, without regard to case.',
    example: `${POOL}\nworkload:\n  - generate: { arrivals: { atOnce: { count: 1 } }, durations: 5 }\n  - generate: { arrivals: { atOnce: { count: 1 } }, durations: 5 }\n`,
  },
  'broken-columns': {
    severity: 'error',
    message: '`{column}` of the workload file: {why}',
    hint: 'write the file again with `lazurite import`',
    prose: 'The compact workload file is made by a program; this one does not add up.',
    example: `${POOL}\nworkload: { trace: jobs.json }\n=== jobs.json\n{ "schemaVersion": 1, "kind": "workload", "jobs": [], "specs": [], "behaviours": [], "count": 2, "added": [0], "job": 0, "spec": 0, "ending": 0, "duration": 0, "id": { "prefix": "t-", "first": 1 } }\n`,
  },
  'other-version': {
    severity: 'error',
    message: 'this is WfFormat {version}; {versions} can be read',
    hint: 'the tools of WfFormat turn older files into newer ones',
    prose: 'Versions of WfFormat differ in what stands where.',
    example: `${POOL}\nworkload: { trace: jobs.json }\n=== jobs.json\n{ "schemaVersion": "1.2", "workflow": { "specification": { "tasks": [{ "id": "a", "parents": [], "children": [] }] }, "execution": { "tasks": [{ "id": "a", "runtimeInSeconds": 1 }] } } }\n`,
  },
  'repeated-task': {
    severity: 'error',
    message: 'two tasks have the id `{id}`',
    prose: 'Tasks of a workflow name each other by their ids, so each has one of its own.',
    example: `${POOL}\nworkload: { trace: jobs.json }\n=== jobs.json\n{ "schemaVersion": "1.5", "workflow": { "specification": { "tasks": [{ "id": "a", "parents": [], "children": [] }, { "id": "a", "parents": [], "children": [] }] }, "execution": { "tasks": [{ "id": "a", "runtimeInSeconds": 1 }] } } }\n`,
  },
  'unknown-task': {
    severity: 'warning',
    message: 'dependencies on tasks that are not in the file are left out: {count}, the first on `{id}`',
    prose: 'A workflow file names a parent or a child that it does not hold.',
    example: `${POOL}\nworkload: { trace: jobs.json }\n=== jobs.json\n{ "schemaVersion": "1.5", "workflow": { "specification": { "tasks": [{ "id": "a", "parents": ["b"], "children": [] }] }, "execution": { "tasks": [{ "id": "a", "runtimeInSeconds": 1 }] } } }\n`,
  },
  'one-sided': {
    severity: 'warning',
    message: '{count} of {total} dependencies are named by one of their two tasks only; all of them count',
    prose: 'In WfFormat a task lists its parents and its children, and the lists should agree.',
    example: `${POOL}\nworkload: { trace: jobs.json }\n=== jobs.json\n{ "schemaVersion": "1.5", "workflow": { "specification": { "tasks": [{ "id": "a", "parents": [], "children": ["b"] }, { "id": "b", "parents": ["a"], "children": ["c"] }, { "id": "c", "parents": [], "children": [] }] }, "execution": { "tasks": [{ "id": "a", "runtimeInSeconds": 1 }, { "id": "b", "runtimeInSeconds": 1 }, { "id": "c", "runtimeInSeconds": 1 }] } } }\n`,
  },
  circle: {
    severity: 'warning',
    message: 'tasks wait for each other in a circle: {circle}; {count} of {total} tasks never run',
    prose: 'Azure Batch accepts such tasks; they and all that wait for them stay active.',
    example: `${POOL}\nworkload: { trace: jobs.json }\n=== jobs.json\n{ "schemaVersion": "1.5", "workflow": { "specification": { "tasks": [{ "id": "a", "parents": ["b"], "children": ["b"] }, { "id": "b", "parents": ["a"], "children": ["a"] }] }, "execution": { "tasks": [{ "id": "a", "runtimeInSeconds": 1 }, { "id": "b", "runtimeInSeconds": 1 }] } } }\n`,
  },
  'no-runtime': {
    severity: 'warning',
    message: '{count} of {total} tasks have no `runtimeInSeconds` and take no time; the first is here',
    prose: 'A workflow that was planned and never run says nothing of how long its tasks take.',
    example: `${POOL}\nworkload: { trace: jobs.json }\n=== jobs.json\n{ "schemaVersion": "1.5", "workflow": { "specification": { "tasks": [{ "id": "a", "parents": [], "children": [] }] }, "execution": { "tasks": [] } } }\n`,
  },
  'spare-runs': {
    severity: 'info',
    message:
      'entries under `execution` that name no task of the workflow, or one that has an entry already, are passed over: {count}, the first is here',
    prose: 'How a task ran is told once, under its id.',
    example: `${POOL}\nworkload: { trace: jobs.json }\n=== jobs.json\n{ "schemaVersion": "1.5", "workflow": { "specification": { "tasks": [{ "id": "a", "parents": [], "children": [] }] }, "execution": { "tasks": [{ "id": "a", "runtimeInSeconds": 1 }, { "id": "b", "runtimeInSeconds": 1 }] } } }\n`,
  },
  'cut-dependencies': {
    severity: 'info',
    message: 'dependencies on tasks beyond the limit are left out: {count}, the first is here',
    prose: 'With `limit` only the first tasks of a file are read, and nothing can wait for the others.',
    example: `${POOL}\nworkload: { trace: { file: jobs.json, limit: 1 } }\n=== jobs.json\n{ "schemaVersion": "1.5", "workflow": { "specification": { "tasks": [{ "id": "a", "parents": ["b"], "children": [] }, { "id": "b", "parents": [], "children": ["a"] }] }, "execution": { "tasks": [{ "id": "a", "runtimeInSeconds": 1 }, { "id": "b", "runtimeInSeconds": 1 }] } } }\n`,
  },
  'long-dependencies': {
    severity: 'warning',
    message:
      'tasks that wait for so many others that the ids together have more than {limit} characters: {count}, the first is `{id}`',
    hint: 'Azure Batch answers TaskDependencyListTooLong; ids that are numbers can be waited for as a range',
    prose: 'The list of ids that a task depends on is limited. The simulation runs such tasks all the same.',
    example: `${POOL}\nworkload: { trace: jobs.json }\n=== jobs.json\n{ "schemaVersion": "1.5", "workflow": { "specification": { "tasks": [{ "id": "end", "parents": ["a task of 64,000 others", "…"] }] } } }\n`,
  },
  'too-many': {
    severity: 'info',
    message: 'reading stopped after {limit} errors',
    prose: 'A file with so many errors is read with the wrong reader, or is broken throughout.',
    example: `${POOL}\nworkload: { trace: jobs.swf }\n=== jobs.swf\n${'1 0\n'.repeat(20)}`,
  },
});
