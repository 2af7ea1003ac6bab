// Containers for real, where an engine starts some: what a task sees in one, how it ends, and that nothing is left.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createWrap, NO_FILES, type RealRun } from '../../../emulator/index.ts';
import { inFolder, startRun } from '../command.ts';
import { runReally } from '../real.ts';
import { makeImage } from './real-image.ts';

const image = await makeImage();
const isHere = 'engine' in image;
const engine = isHere ? image.engine : undefined;
const imageName = isHere ? image.name : '';
afterAll(() => isHere && image.remove());
const leftOut = isHere ? '' : ` (left out: ${image.problem})`;

interface Ended {
  readonly out: string;
  readonly err: string;
  readonly exitCode: number | null;
  readonly code: string | undefined;
  readonly message: string | undefined;
}

type Task = Readonly<Record<string, unknown>>;

/** Runs tasks of one node beside each other; what each wrote and how it ended, by its id. */
async function contained(
  tasks: readonly (Task & { readonly id: string })[],
  pool: Task = {},
  meanwhile: (run: RealRun) => void = () => {},
) {
  const work = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
  const wrapping = createWrap({
    folder: work,
    environment: process.env,
    findEngine: async () => ({ engine: engine!, version: '' }),
  });
  const common = { id: 'p', vmSize: 'standard_d4s_v5', targetDedicatedNodes: 1, taskSlotsPerNode: 16 };
  const job = { id: 'j', commonEnvironmentSettings: [{ name: 'COMMON', value: 'a  b' }], tasks };
  const scenario = JSON.stringify({
    pool: { ...common, ...pool },
    workload: { jobs: [job] },
    world: 'ideal',
  });
  const seen = await runReally(
    scenario,
    ({ journal, file }) => {
      const endOf = (id: string): Ended => {
        const found = journal.findLast(
          ({ operationName, properties }) =>
            /^Task(Complete|Fail)Event$/.test(operationName) && properties.id === id,
        );
        const info = (found?.properties.executionInfo ?? {}) as {
          exitCode?: number | null;
          schedulingError?: { code: string; message: string } | null;
        };
        const way = `workitems/j/job-1/${id}`;
        return {
          out: file(`${way}/stdout.txt`) ?? '',
          err: file(`${way}/stderr.txt`) ?? '',
          exitCode: info.exitCode ?? null,
          code: info.schedulingError?.code,
          message: info.schedulingError?.message,
        };
      };
      const ends = Object.fromEntries(tasks.map(({ id }) => [id, endOf(id)]));
      return { ends, journal, made: file('workitems/j/job-1/world/wd/made') };
    },
    { files: { ...NO_FILES, ...wrapping.services }, environment: process.env, grace: 300, meanwhile },
  );
  await wrapping.close();
  rmSync(work, { recursive: true, force: true });
  return seen;
}

/** Names of containers of the image that are there, running or not. */
const containers = (): readonly string[] =>
  execFileSync(engine!.command, ['ps', '--all', '--filter', `ancestor=${imageName}`, '--format', '{{.Names}}'], { encoding: 'utf8' })
    .split('\n')
    .filter((name) => name !== ''); // biome-ignore format: one line

const sh = (script: string): string => `/bin/sh -c '${script}'`;
const settings = (more: Task = {}) => ({ containerSettings: { imageName, ...more } });
const ADMIN = { userIdentity: { autoUser: { elevationLevel: 'admin' } } };

describe.skipIf(!isHere)(`a container of a real engine${leftOut}`, () => {
  it('is the task’s world: folders, variables, user, exit code, and what the engine makes of its options', async () => {
    const { ends, made } = await contained([
      { id: 'world', commandLine: sh('pwd; echo $AZ_BATCH_TASK_ID $COMMON; id -u; echo x > made; exit 3'), ...settings() },
      { id: 'variables', commandLine: 'env', environmentSettings: [{ name: 'EMPTY', value: '' }, { name: 'PATH', value: '/bin:/mine' }], ...settings() },
      { id: 'signal', commandLine: sh('(kill -9 $$); exit 7'), ...settings() },
      { id: 'shell', commandLine: sh('sh -c "kill -9 \\$\\$"'), ...settings() },
      { id: 'limit', commandLine: sh('trap "" TERM; while :; do sleep 1; done'), constraints: { maxWallClockTime: 'PT1S' }, ...settings() },
      { id: 'missing', commandLine: 'no-such-program', ...settings() },
      { id: 'folder', commandLine: '/etc', ...settings() },
      { id: 'own', commandLine: '', ...settings({ workingDirectory: 'containerImageDefault' }) },
      { id: 'elsewhere', commandLine: sh('pwd'), ...settings({ workingDirectory: 'containerImageDefault' }) },
      { id: 'options', commandLine: sh('cat /proc/sys/kernel/hostname; echo $GREETING'), ...settings({ containerRunOptions: '--hostname box --env GREETING="good day"' }) },
      { id: 'unknown', commandLine: '/bin/env', ...settings({ containerRunOptions: '--no-such-option' }) },
      { id: 'admin', commandLine: sh('id -u'), ...settings(), ...ADMIN },
      { id: 'bound', commandLine: sh('ls $AZ_BATCH_NODE_ROOT_DIR; touch $AZ_BATCH_NODE_SHARED_DIR/x'),
        ...settings({ workingDirectory: 'containerImageDefault', containerHostBatchBindMounts: [{ source: 'Shared', isReadOnly: true }] }) },
      { id: 'engineless', commandLine: sh('exit 125'), ...settings() },
    ]); // biome-ignore format: a table
    const { world, variables, options, bound } = ends;
    expect(world!.out).toMatch(/\/workitems\/j\/job-1\/world\/wd\nworld a b\n/);
    expect(world!.out.trim().split('\n').at(-1)).toBe(String(process.getuid!()));
    expect(world!.exitCode).toBe(3);
    expect(made).toBe('x\n');
    const lines = variables!.out.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining(['EMPTY=', 'PATH=/bin:/mine', 'COMMON=a  b', 'AZ_BATCH_POOL_ID=p']),
    );
    // What is this machine's own stays outside.
    expect(variables!.out).not.toContain(`USER=${process.env.USER ?? 'nobody-of-that-name'}\n`);
    // The first process of a container cannot be killed from inside; a shell tells of others' signals.
    expect(ends.signal!.exitCode).toBe(7);
    expect(ends.shell!.exitCode).toBe(137);
    expect(ends.limit).toMatchObject({ exitCode: -9 });
    expect([ends.missing!.exitCode, ends.folder!.exitCode]).toEqual([127, 126]);
    expect(ends.own).toMatchObject({ exitCode: 0, out: 'the image’s own\n' });
    expect(ends.elsewhere!.out).toBe('/\n');
    expect(options!.out).toBe('box\ngood day\n');
    expect(ends.unknown).toMatchObject({ exitCode: null, code: 'ContainerInvalidSettings' });
    expect(ends.unknown!.message).toMatch(/^The container cannot be made: unknown flag: --no-such-option/);
    expect(ends.engineless).toMatchObject({ exitCode: 125, code: 'FailureExitCode' });
    expect(ends.admin!.out).toBe('0\n');
    expect(bound!.out).toBe('shared\n');
    expect(bound!.err).toContain('Read-only file system');
    expect(bound!.exitCode).toBe(1);
    expect(containers()).toEqual([]);
  });

  it('that cannot be had has the code for why, and a name that is taken is nobody’s to end', async () => {
    execFileSync(engine!.command, [
      'run',
      '--detach',
      '--rm',
      '--name',
      'lazurite-test-taken',
      imageName,
      'sleep',
      '60',
    ]);
    try {
      const { ends } = await contained([
        { id: 'nowhere', commandLine: '/bin/env', ...settings({ imageName: 'localhost/lazurite-has-no-such:1' }) },
        { id: 'nameless', commandLine: '/bin/env', ...settings({ imageName: 'Not An Image' }) },
        { id: 'login', commandLine: '/bin/env', ...settings({ imageName: 'localhost/x:1', registry: { registryServer: 'localhost', username: 'me' } }) },
        { id: 'taken', commandLine: '/bin/env', ...settings({ containerRunOptions: '--name lazurite-test-taken' }) },
      ]); // biome-ignore format: a table
      expect(ends.nowhere!.code).toBe('ContainerInvalidImage');
      expect(ends.nameless!.code).toBe('ContainerInvalidImage');
      expect(ends.login!.code).toBe('ContainerInvalidRegistry');
      expect(ends.taken!.code).toBe('ContainerInvalidSettings');
      expect(containers()).toEqual(['lazurite-test-taken']);
    } finally {
      execFileSync(engine!.command, ['rm', '--force', 'lazurite-test-taken']);
    }
  });

  it('comes onto nodes with its pool, and a node that does not get it is unusable', async () => {
    const configured = (containerImageNames: readonly string[]) => ({
      virtualMachineConfiguration: {
        containerConfiguration: { type: 'dockerCompatible', containerImageNames },
      },
    });
    const task = { id: 'a', commandLine: sh('exit 4'), ...settings() };
    expect((await contained([task], configured([imageName]))).ends.a!.exitCode).toBe(4);
    const without = await contained([task], configured([imageName, 'localhost/lazurite-has-no-such:1']));
    expect(without.ends.a!.exitCode).toBeNull();
    expect(JSON.stringify(without.journal)).toContain('ContainerInvalidImage');
  });

  it('of a run that is killed is ended by the next one, though that makes none', () =>
    inFolder(async (folder) => {
      const scenario = (tasks: readonly Task[]): string =>
        JSON.stringify({
          pool: { id: 'p', vmSize: 'standard_d2s_v5', targetDedicatedNodes: 1, taskSlotsPerNode: 2 },
          workload: { jobs: [{ id: 'j', tasks }] },
        });
      const stays = sh('trap "" TERM; echo here; while :; do sleep 1; done');
      const tasks = ['a', 'b'].map((id) => ({ id, commandLine: stays, ...settings() }));
      const killed = startRun(folder, scenario(tasks), ['--work', 'w', '--quiet']);
      for (let round = 0; containers().length < 2 && round < 200; round++)
        await new Promise((resolve) => setTimeout(resolve, 50));
      killed.process.kill('SIGKILL');
      await killed.ended;
      expect(containers().length).toBe(2);
      const next = startRun(folder, scenario([{ id: 'a', commandLine: '/bin/true' }]), [
        '--work',
        'w',
        '--quiet',
      ]);
      expect(await next.ended).toBe(0);
      for (let round = 0; containers().length > 0 && round < 100; round++)
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect(containers()).toEqual([]);
    }));
});
