// What can be wrong with a test file besides its keys and values.

import { defineDiagnostics } from '../../grammar/index.ts';

const FORMULA = "formula: '$TargetDedicatedNodes = min(10, $PendingTasks);'";

/** The table of what is said of test files. */
export const testDiagnostics = defineDiagnostics('test', {
  'no-cases': {
    severity: 'error',
    message: 'there is no case in this file',
    hint: 'write at least one under `cases`, with a `name`, a `state` and what to `expect`',
    prose: 'A file without a case tests nothing and would always pass.',
    example: `${FORMULA}\ncases: []\n`,
  },
  'no-formula': {
    severity: 'error',
    message: 'case `{name}` has no formula to test',
    hint: 'write `formula:` at the top of the file: a path beside the file, or the formula itself',
    prose: 'Every case tests the formula of the file, or one of its own.',
    example: 'cases:\n  - { name: empty, expect: { dedicated: 0 } }\n',
  },
  'no-expectation': {
    severity: 'error',
    message: 'case `{name}` expects nothing',
    hint: 'write what it must come to under `expect`, such as `dedicated` or `names`',
    prose: 'A case that expects nothing passes whatever the formula does.',
    example: `${FORMULA}\ncases:\n  - { name: empty, expect: {} }\n`,
  },
  'two-kinds': {
    severity: 'error',
    message: 'case `{name}` has both `{one}` and `{other}`',
    hint: 'make two cases of it',
    prose: 'A case is one evaluation, a table of them, a sequence, or a simulation.',
    example: `${FORMULA}\ncases:\n  - { name: both, sequence: { finally: { dedicated: 0 } }, simulate: { scenario: week.yaml, expect: { wait.p95: 1 } } }\n`,
  },
  'formula-unreadable': {
    severity: 'error',
    message: '{why}',
    hint: '`formula` is a path relative to this file, the formula itself, or a mapping of `file`, `place` and `fill`',
    prose: 'The formula of a test stands in a file beside it or in the test file.',
    example: 'formula: gone.txt\ncases:\n  - { name: empty, expect: { dedicated: 0 } }\n',
  },
  'unknown-column': {
    severity: 'error',
    message: '`{column}` is not a column of a table',
    hint: '{hint}',
    prose: 'A column is a metric, a count of the pool, `at`, something to expect, or a name of the formula.',
    example: `${FORMULA}\ncases:\n  - name: queue\n    table: { columns: [$PendingTask, dedicated], rows: [[4, 4]] }\n`,
  },
  'row-length': {
    severity: 'error',
    message: 'this row has {found} cells, and the table {wanted} columns',
    hint: 'write one cell for each column; `null` leaves a column out',
    prose: 'Cells belong to columns by their order.',
    example: `${FORMULA}\ncases:\n  - name: queue\n    table: { columns: [$PendingTasks, dedicated], rows: [[4]] }\n`,
  },
  'unknown-name': {
    severity: 'error',
    message: 'the formula has no variable `{name}`',
    hint: '{hint}',
    prose: 'What is expected of a name that the formula never assigns can never come true.',
    example: `${FORMULA}\ncases:\n  - { name: empty, expect: { names: { pending: 0 } } }\n`,
  },
  'too-many-evaluations': {
    severity: 'error',
    message: 'the sequence has {found} evaluations; at most {most} are run',
    hint: 'a scenario under `simulate` may be longer',
    prose: 'A sequence is looked at evaluation by evaluation, so that it must stay short.',
    example: `${FORMULA}\ncases:\n  - { name: long, sequence: { evaluations: 5000, finally: { dedicated: 0 } } }\n`,
  },
  unnoticed: {
    severity: 'warning',
    message: 'no case notices when {change}',
    hint: '{why} Add a case in which that makes a difference',
    prose: 'Said by `test --mutate`: the formula was changed here, and every case still passed.',
    example: `formula: '$TargetDedicatedNodes = max(0, $PendingTasks);'\ncases:\n  - { name: three, state: { samples: { $PendingTasks: 3 } }, expect: { dedicated: 3 } }\n`,
  },
  'unknown-figure': {
    severity: 'error',
    message: 'a report has no figure `{path}`',
    hint: '{hint}',
    prose: 'Figures of a report are named by their path in its JSON, or by the key of a measure.',
    example: `${FORMULA}\ncases:\n  - name: week\n    simulate:\n      scenario: { pool: { id: p, vmSize: standard_d2s_v5 }, workload: { jobs: [] } }\n      expect: { wait.p96: 1 }\n`,
  },
});
