import { expect, test } from 'vitest';
import { DAY } from '../../runtime/index.ts';
import { runReally } from './real.ts';

test('three tasks on one node run for real, one after the other', async () => {
  const scenario = `
pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: 1 }
workload:
  jobs:
    - id: j
      tasks:
        - { id: a, commandLine: /bin/sh -c 'echo hello; echo oops >&2; pwd' }
        - { id: b, commandLine: sleep 0.1, behaviour: { duration: PT1H } }
        - { id: c, commandLine: /bin/sh -c 'exit 3' }
world: ideal
`;
  await runReally(scenario, ({ end, report, file }) => {
    expect(end.reason).toBe('drained');
    expect(report.tasks).toMatchObject({ total: 3, succeeded: 2, failed: 1 });
    expect(file('workitems/j/job-1/a/stdout.txt')).toMatch(/^hello\n.*\/workitems\/j\/job-1\/a\/wd\n$/);
    expect(file('workitems/j/job-1/a/stderr.txt')).toBe('oops\n');
    expect(report.makespan).toBeGreaterThanOrEqual(0.1);
  });
});

test('a run that cannot go on says so where it is, and lets no days pass that nobody waited', async () => {
  const scenario = `
pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: 1, applicationPackageReferences: [{ applicationId: nowhere }] }
workload: { jobs: [{ id: j, tasks: [{ id: a, commandLine: /bin/true }] }] }
world: ideal
`;
  await runReally(scenario, ({ end, report }) => {
    expect(end).toMatchObject({
      reason: 'stalled',
      message: expect.stringContaining('1 task cannot get done'),
    });
    expect(report.tasks).toMatchObject({ total: 1, completed: 0 });
    expect(end.time - Date.parse(report.start)).toBeLessThan(DAY);
  });
});
