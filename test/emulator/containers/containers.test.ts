import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createWrap, findEngine, NO_FILES, type RealRun } from '../../../emulator/index.ts';
import { bootId, readProcess } from '../../../emulator/proc.ts';
import { runReally } from '../real.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));
const log = path.join(folder, 'log');
beforeEach(() => rmSync(log, { force: true }));

const own = `${bootId()}.${process.pid}.${readProcess(process.pid)?.startedAt}`;

/** An engine that notes what it is told. It has one image, can fetch another, and runs commands without a container. */
const ENGINE = `#!/bin/sh
echo "$@" >> ${log}
case "$1" in
  version) echo 28.2.2 ;;
  ps)
    case "$5" in *container=*) echo "found-by-$5"; exit 0 ;; esac
    echo "left a=b,lazurite.owner=${bootId()}.1.1,c=d"; echo "busy lazurite.owner=${own}"
    echo "abandoned map[a:b lazurite.owner:${bootId()}.1.1 c:d]"; echo "busy-too map[lazurite.owner:${own}]" ;;
  image) [ "$5" = here ] ;;
  pull)
    [ -z "$DOCKER_CONFIG" ] || cat "$DOCKER_CONFIG/config.json" > ${log}.login
    [ "$3" = secret ] && { echo "denied: wrong password" >&2; exit 1; }
    [ "$3" = coming ] || { echo "manifest for $3 not found" >&2; exit 1; } ;;
  run)
    echo "$PATH" > ${log}.path
    until [ "$1" = here ] || [ "$1" = coming ]; do shift; done; shift
    [ $# = 0 ] && { echo "the image's own"; exit 4; }
    exec "$@" ;;
esac
`;
writeFileSync(path.join(folder, 'docker'), ENGINE);
chmodSync(path.join(folder, 'docker'), 0o755);

const PATH = `${folder}${path.delimiter}${process.env.PATH}`;

/** Runs tasks whose containers have these settings; what happened to each, and what the engine was told. */
async function contained(
  tasks: readonly Readonly<Record<string, unknown>>[],
  environment: Readonly<Record<string, string | undefined>> = { PATH },
  meanwhile: (run: RealRun) => void = () => {},
) {
  const scenario = `
pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: 1 }
workload: { jobs: [{ id: j, tasks: ${JSON.stringify(tasks)} }] }
world: ideal
`;
  const wrapping = createWrap({ folder, environment, findEngine: () => findEngine(environment) });
  return runReally(
    scenario,
    ({ journal, file }) => ({
      out: file('workitems/j/job-1/a/stdout.txt'),
      info: (id: string) =>
        journal.findLast(
          ({ operationName, properties }) => operationName.startsWith('Task') && properties.id === id,
        )?.properties.executionInfo,
      told: existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [],
    }),
    { files: { ...NO_FILES, ...wrapping.services }, grace: 100, meanwhile },
  );
}

const here = { imageName: 'here' };

describe('a container', () => {
  it('runs the command with the variables of the task, and ends as it does', async () => {
    const { out, info, told } = await contained([
      { id: 'a', commandLine: "/bin/sh -c 'echo $AZ_BATCH_TASK_ID; exit 3'", containerSettings: here },
    ]);
    expect(out).toBe('a\n');
    expect(info('a')).toMatchObject({ exitCode: 3 });
    expect(told.find((line) => line.startsWith('run'))).toMatch(
      /^run --rm --cidfile \S+\/volatile\/(\S+) --name \1 --label lazurite\.owner=\S+ --label lazurite\.container=\1 --user \d+:\d+ --mount type=bind,source=(\S+),target=\2 .*--workdir \2\/workitems\/j\/job-1\/a\/wd here \/bin\/sh -c /,
    );
    // The engine's command sees this machine's programs, not those that the task is told of.
    expect(readFileSync(`${log}.path`, 'utf8').trim()).toBe(PATH);
  });

  it('has its image fetched once', async () => {
    const task = (id: string) => ({
      id,
      commandLine: '/bin/true',
      containerSettings: { imageName: 'coming' },
    });
    const { info, told } = await contained([task('a'), task('b')]);
    expect([info('a'), info('b')]).toMatchObject([{ exitCode: 0 }, { exitCode: 0 }]);
    expect(told.filter((line) => line.startsWith('pull'))).toEqual(['pull --quiet coming']);
  });

  it('with an empty command line runs what its image begins with', async () => {
    const { out, info } = await contained([{ id: 'a', commandLine: '', containerSettings: here }]);
    expect(out).toBe("the image's own\n");
    expect(info('a')).toMatchObject({ exitCode: 4 });
  });

  it('has its image fetched with the login of its registry, which nobody finds afterwards', async () => {
    const registry = { registryServer: 'mine.azurecr.io', username: 'reader', password: 'p:w' };
    const { info, told } = await contained([
      { id: 'a', commandLine: '/bin/true', containerSettings: { imageName: 'coming', registry } },
    ]);
    expect(info('a')).toMatchObject({ exitCode: 0 });
    const auth = Buffer.from('reader:p:w').toString('base64');
    expect(JSON.parse(readFileSync(`${log}.login`, 'utf8'))).toEqual({
      auths: { 'mine.azurecr.io': { auth } },
    });
    expect(told.join('\n')).not.toContain('p:w');
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('lazurite-login-'))).toEqual([]);
  });

  it.each([
    [{ username: 'reader', password: 'wrong' }, 'docker.io does not take the login: denied: wrong password'],
    [{ username: 'reader' }, 'a user name and a password belong together'],
    [
      { identityReference: { resourceId: '/subscriptions/x' } },
      'an identity of Azure opens it, and there is none on this machine',
    ],
  ])('whose registry cannot be used fails with Azure’s code: %o', async (registry, why) => {
    const { info } = await contained([
      { id: 'a', commandLine: '/bin/true', containerSettings: { imageName: 'secret', registry } },
    ]);
    expect(info('a')).toMatchObject({
      exitCode: null,
      schedulingError: {
        code: 'ContainerInvalidRegistry',
        message: `The registry of the image cannot be used: ${why}`,
      },
    });
  });

  it('that has no image fails as in Azure, with what the engine says', async () => {
    const { info } = await contained([
      { id: 'a', commandLine: '/bin/true', containerSettings: { imageName: 'nowhere' } },
    ]);
    expect(info('a')).toMatchObject({
      exitCode: null,
      schedulingError: {
        code: 'ContainerInvalidImage',
        category: 'UserError',
        message: 'The image "nowhere" cannot be had: manifest for nowhere not found',
      },
    });
  });

  it('is ended with its task', async () => {
    const { told } = await contained(
      [{ id: 'a', commandLine: 'sleep 300', containerSettings: here }],
      { PATH },
      (run) => {
        const timer = setInterval(() => {
          if (!existsSync(log) || !/^run /m.test(readFileSync(log, 'utf8'))) return;
          clearInterval(timer);
          run.kill();
        }, 10);
      },
    );
    const name = /--name (\S+)/.exec(told.find((line) => line.startsWith('run'))!)![1];
    expect(told).toContain(`rm --force found-by-label=lazurite.container=${name}`);
  });

  it('is not made for a stand-in', async () => {
    const { info, told } = await contained([
      { id: 'a', containerSettings: here, behaviour: { duration: 0 } },
    ]);
    expect(info('a')).toMatchObject({ exitCode: 0 });
    expect(told).toEqual([]);
  });

  it('of a run that was killed is ended by the next one, and no other', async () => {
    const { told } = await contained([{ id: 'a', commandLine: '/bin/true', containerSettings: here }]);
    expect(told).toContain('rm --force left abandoned');
    expect(told.join('\n')).not.toMatch(/rm .*busy/);
  });

  it('cannot be had where there is no engine, and the others run', async () => {
    const { info } = await contained(
      [
        { id: 'a', commandLine: '/bin/true', containerSettings: here },
        { id: 'b', commandLine: '/bin/true' },
      ],
      { PATH: '/nowhere' },
    );
    expect(info('a')).toMatchObject({
      schedulingError: {
        code: 'ContainerMiscError',
        message: 'No container can be made: there is neither Docker nor Podman. Install one of them.',
      },
    });
    expect(info('b')).toMatchObject({ exitCode: 0 });
  });
});
