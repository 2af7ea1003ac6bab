import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ask } from '../../../emulator/abilities/ask.ts';
import { createWrap, findRoomPrograms, NO_FILES, type WrapOptions } from '../../../emulator/index.ts';
import { openRoom, roomWords } from '../../../emulator/isolation/room.ts';
import { listProcesses, readText, readVariable } from '../../../emulator/proc.ts';
import { runCommand } from '../../cli/cases.ts';
import { inFolder, startRun } from '../command.ts';
import { runReally } from '../real.ts';

const ability = await findRoomPrograms(process.env);
const programs = 'programs' in ability ? ability.programs : undefined;
const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const secret = path.join(folder, 'secret');
writeFileSync(secret, 'nobody’s business\n');

interface Ended {
  readonly out: string;
  readonly err: string;
  readonly exitCode: unknown;
}

/** Runs commands as tasks of one node beside another node; what each wrote and how it ended. */
async function inside(
  commands: readonly string[],
  means: Pick<WrapOptions, 'rooms' | 'bounds'>,
): Promise<readonly Ended[]> {
  const tasks = commands.map((commandLine, at) => ({ id: `t${at}`, commandLine }));
  const scenario = `
pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: 1, startTask: { commandLine: "/bin/sh -c 'echo hello > $AZ_BATCH_NODE_SHARED_DIR/note'", waitForSuccess: true } }
workload: { jobs: [{ id: j, tasks: ${JSON.stringify(tasks)} }] }
world: ideal
`;
  let wrapping: ReturnType<typeof createWrap> | undefined;
  const wrap: typeof NO_FILES.wrap = (...given) => wrapping!.services.wrap(...given);
  return runReally(
    scenario,
    async ({ journal, file }) => {
      await wrapping?.close();
      return tasks.map(({ id }) => {
        const end = journal.find(
          ({ operationName, properties }) =>
            /^Task(Complete|Fail)Event$/.test(operationName) && properties.id === id,
        );
        const way = `workitems/j/job-1/${id}`;
        const { exitCode } = (end?.properties.executionInfo ?? {}) as { exitCode?: number | null };
        return { out: file(`${way}/stdout.txt`) ?? '', err: file(`${way}/stderr.txt`) ?? '', exitCode };
      });
    },
    {
      files: { ...NO_FILES, wrap },
      meanwhile(_, work) {
        mkdirSync(path.join(work, 'nodes/other'), { recursive: true });
        writeFileSync(path.join(work, 'nodes/other/theirs'), 'x');
        wrapping = createWrap({
          folder: work,
          environment: process.env,
          findEngine: async () => ({ problem: 'none', hint: '' }),
          ...means,
        });
      },
    },
  );
}

const HOMES = ['/home', '/root'];
const rooms = programs && { programs, allowsNetwork: false, homes: HOMES };

/** What a task asks, and the answer it must get in its room. */
const QUESTIONS: readonly (readonly [what: string, command: string, answer: RegExp])[] = [
  ['its own node and no other', 'ls $AZ_BATCH_NODE_ROOT_DIR/..', /^tvm-\S+\n$/],
  ['its own folder, to write in', 'echo mine > own && cat own', /^mine\n$/],
  ['what its start task left in the shared folder', 'cat $AZ_BATCH_NODE_SHARED_DIR/note', /^hello\n$/],
  ['a system that it cannot write', 'touch /etc/lazurite-was-here 2>&1; true', /Read-only file system/],
  ['the folder of all nodes, without being able to write', 'touch $AZ_BATCH_NODE_ROOT_DIR/../x 2>&1; true', /Read-only file system/],
  ['a /tmp that is its node’s', `cat ${secret} 2>&1; cd /tmp; echo x > x && cat x`, /No such file.*\nx\n$/],
  ['no process but those of its node', 'cat /proc/[0-9]*/comm > all; tr "\\n" " " < all', /^bwrap ((cat|sh|tr) )+$/],
  ['no network but its own', 'ls /sys/class/net >/dev/null; grep -c : /proc/net/dev', /^1\n$/],
  ['no sockets of other programs', 'ls /run', /^$/],
  ['home folders that are empty', 'ls -A /home /root', /^\/home:\n\n\/root:\n$/],
  ['no privilege', 'grep CapEff /proc/self/status', /^CapEff:\t0+\n$/],
  ['no way to take the room apart', 'umount $AZ_BATCH_NODE_ROOT_DIR/.. 2>/dev/null; mount -o remount,rw / 2>/dev/null; ls $AZ_BATCH_NODE_ROOT_DIR/..', /^tvm-\S+\n$/],
  ['no device but harmless ones', 'ls /dev | tr "\\n" " "', /^fd full null random shm stderr stdin stdout (tty )?urandom zero $/],
]; // biome-ignore format: a table

describe('in its room a task sees', async () => {
  const commands = QUESTIONS.map(([, command]) => `/bin/sh -c '${command}'`);
  const answers = rooms === undefined ? [] : await inside(commands, { rooms });
  it.runIf(rooms !== undefined).each(QUESTIONS.map(([what, , answer], at) => [what, answer, at] as const))(
    '%s',
    (_, answer, at) => {
      expect(answers[at]!.out).toMatch(answer);
    },
  );
});

/** How a task ends, with and without a room. */
const ENDS: readonly (readonly [command: string, exitCode: number | null])[] = [
  ['true', 0],
  ["/bin/sh -c 'exit 3'", 3],
  ["/bin/sh -c 'exit 139'", 139],
  ["/bin/sh -c 'kill -SEGV $$'", -11],
  ["/bin/sh -c 'kill -KILL $$'", -9],
  ['nowhere', null],
  ['/etc', null],
];

describe('a task ends in its room as it would outside', async () => {
  const commands = ENDS.map(([command]) => command);
  const [within, without] =
    rooms === undefined ? [[], []] : [await inside(commands, { rooms }), await inside(commands, {})];
  it.runIf(rooms !== undefined).each(ENDS.map(([command, code], at) => [command, code, at] as const))(
    '%s: %s',
    (_, code, at) => {
      expect(within[at]!.exitCode).toBe(code);
      expect(without[at]!.exitCode).toBe(code);
    },
  );
});

describe.runIf(programs !== undefined)('a room', () => {
  const root = path.join(folder, 'nodes/a');
  const settings = { root, hidden: [path.join(folder, 'nodes')], allowsNetwork: false, homes: [] };

  it('knows that its node was reimaged', async () => {
    mkdirSync(root, { recursive: true });
    const room = await openRoom(settings, programs!, process.env as Record<string, string>);
    if (typeof room === 'string') throw new Error(room);
    expect(room.isOpen()).toBe(true);
    renameSync(root, `${root}-gone`);
    expect(room.isOpen()).toBe(false);
    mkdirSync(root);
    expect(room.isOpen()).toBe(false);
    room.close();
  });

  it('ends what is in it when it is closed', async () => {
    mkdirSync(root, { recursive: true });
    const room = await openRoom(settings, programs!, process.env as Record<string, string>);
    if (typeof room === 'string') throw new Error(room);
    const [program, ...words] = room.enter(['/bin/sh', '-c', 'echo in > here; exec sleep 1000'], root);
    const asked = ask(program, words, process.env);
    await until(() => existsSync(path.join(root, 'here')));
    room.close();
    expect((await asked).code).not.toBe(0);
    expect(room.isOpen()).toBe(false);
  });

  it('lets the network in when it may', async () => {
    mkdirSync(root, { recursive: true });
    const room = await openRoom(
      { ...settings, allowsNetwork: true },
      programs!,
      process.env as Record<string, string>,
    );
    if (typeof room === 'string') throw new Error(room);
    const [program, ...words] = room.enter(['cat', '/proc/net/dev'], root);
    const names = (text: string | undefined) => [...text!.matchAll(/^ *(\S+):/gm)].map(([, name]) => name);
    expect(names((await ask(program, words, process.env)).out)).toEqual(names(readText('/proc/net/dev')));
    room.close();
  });

  it('can be around a folder that is reached by a link', async () => {
    mkdirSync(root, { recursive: true });
    const link = path.join(folder, 'linked');
    symlinkSync(path.join(folder, 'nodes'), link);
    const linked = { ...settings, root: path.join(link, 'a'), hidden: [link] };
    const room = await openRoom(linked, programs!, process.env as Record<string, string>);
    if (typeof room === 'string') throw new Error(room);
    const [program, ...words] = room.enter(['/bin/sh', '-c', 'echo x > written; ls ..'], root);
    expect((await ask(program, words, process.env)).out).toBe('a');
    expect(existsSync(path.join(root, 'written'))).toBe(true);
    room.close();
  });

  it('says why it cannot be made', async () => {
    const none = { ...programs!, bwrap: '/bin/false' };
    expect(await openRoom(settings, none, {})).toBe('bubblewrap ended without a word');
    expect(await openRoom(settings, { ...none, bwrap: '/nowhere' }, {})).toMatch(/ENOENT/);
  });

  it(
    'ends with a Lazurite that is killed, and all that fled in it',
    () =>
      inFolder(async (work) => {
        const commandLine = "/bin/sh -c 'setsid sleep 300 & exec sleep 300'";
        const run = startRun(
          work,
          `pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: 1, taskSlotsPerNode: 4 }
workload: { jobs: [{ id: j, tasks: [{ id: t, commandLine: ${JSON.stringify(commandLine)}, behaviour: { duration: 0, count: 4 } }] }] }
`,
          ['--work', 'nodes', '--isolate'],
        );
        await run.says('starts on node 1', 4);
        await until(() => sleepersBelow(work) === 8);
        run.process.kill('SIGKILL');
        expect(await run.ended).toBe('SIGKILL');
        await until(() => sleepersBelow(work) === 0);
      }),
    30_000,
  );
});

it('keeps the system’s own sockets out, and the names of hosts in when there is network', () => {
  const settings = { root: '/w/nodes/a', hidden: ['/w/nodes', '/w/trash'], homes: ['/home', '/root'] };
  const words = (allowsNetwork: boolean) =>
    roomWords({ ...settings, allowsNetwork }, (place) => place).join(' ');
  expect(words(false)).toContain('--unshare-net');
  expect(words(false)).toContain('--tmpfs /home --tmpfs /root --tmpfs /tmp');
  expect(words(false)).not.toContain('resolve');
  expect(words(true)).not.toContain('--unshare-net');
  expect(words(true)).toMatch(/--tmpfs \/run .*--ro-bind-try \/run\/systemd\/resolve/);
  expect(words(false)).toMatch(
    /--tmpfs \/w\/nodes --tmpfs \/w\/trash --bind \/w\/nodes\/a \/w\/nodes\/a --remount-ro \/w\/nodes --remount-ro \/w\/trash --chdir \/$/,
  );
});

it('is refused before anything runs where it cannot be had', async () => {
  writeFileSync(
    path.join(folder, 'scenario.yaml'),
    'pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: 1 }\nworkload: { jobs: [{ id: j, tasks: [{ id: a, commandLine: touch here }] }] }\n',
  );
  const environment = { PATH: '/nowhere' };
  const words = ['run', 'scenario.yaml', '--isolate', '--work', 'refused'];
  const { code, err } = await runCommand(words, { folder, environment });
  expect(code).toBe(2);
  expect(err).toContain('--isolate cannot be met: bwrap is not there.');
  expect(err).toContain('Install the package bubblewrap.');
  expect(existsSync(path.join(folder, 'refused'))).toBe(false);
});

describe('a node with bounds', () => {
  it('has its tasks in a group from their first moment', async () => {
    const place = path.join(folder, 'groups');
    mkdirSync(place);
    const bounds = { place, processors: 0.5, memoryBytes: 2 ** 20 };
    const [own] = await inside(["/bin/sh -c 'echo $$'"], { bounds });
    const groups = readFileSync(groupFile(place, 'cgroup.procs'), 'utf8');
    expect(own!.out).toBe(groups);
    expect(readFileSync(groupFile(place, 'cpu.max'), 'utf8')).toBe('50000 100000');
    expect(readFileSync(groupFile(place, 'memory.max'), 'utf8')).toBe(String(2 ** 20));
  });
});

/** A file of the only group in a folder that stands for a file system of groups. */
function groupFile(place: string, name: string): string {
  const [group] = readdirSync(place);
  return path.join(place, group!, name);
}

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
};

/** How many tasks sleep whose working directories are below this folder. */
const sleepersBelow = (place: string): number =>
  listProcesses().filter(
    (pid) =>
      readText(`/proc/${pid}/comm`) === 'sleep\n' &&
      readVariable(pid, 'AZ_BATCH_TASK_WORKING_DIR')?.startsWith(place) === true,
  ).length;
