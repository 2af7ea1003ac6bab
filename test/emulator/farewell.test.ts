import { expect, test } from 'vitest';
import { type FileServices, NO_FILES } from '../../emulator/index.ts';
import { runReally } from './real.ts';

test('a task that is ended by its limit brings away what it made, once, as one that failed', async () => {
  const scenario = `
pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: 1 }
workload:
  jobs:
    - id: j
      tasks:
        - id: t
          commandLine: sleep 30
          constraints: { maxWallClockTime: PT0.1S, maxTaskRetryCount: 3 }
          outputFiles: [{ filePattern: x, destination: { container: { containerUrl: 'http://storage.invalid/c' } } }]
world: ideal
`;
  const conditions: boolean[] = [];
  const upload: FileServices['upload'] = async (_files, _source, isSuccess) => {
    conditions.push(isSuccess);
    return undefined;
  };
  await runReally(scenario, ({ end }) => expect(end.reason).toBe('drained'), {
    files: { ...NO_FILES, upload },
  });
  expect(conditions).toEqual([false]);
});
