// A room around a node: namespaces made by bubblewrap, entered by each of its tasks. The system can only be read, the
// folders of other nodes are not there, /tmp and the processes are the node's own, and so is the network. Tasks of one
// node share the room, as they share a machine. Whatever runs in it ends with the room, and the room with Lazurite.

import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { CommandWords } from '../command-line.ts';

/** The programs that make rooms and let tasks in. */
export interface RoomPrograms {
  readonly bwrap: string;
  readonly nsenter: string;
  readonly setpriv: string;
}

export interface RoomSettings {
  /** The node's folder, the only one that can be written. */
  readonly root: string;
  /** Folders of which nothing is shown but the node's own: those of all nodes, and what was taken away from them. */
  readonly hidden: readonly string[];
  readonly allowsNetwork: boolean;
  /** Home folders of which nothing is shown. */
  readonly homes: readonly string[];
}

export interface Room {
  /** The words that carry a command out inside, in this folder. */
  readonly enter: (words: CommandWords, folder: string) => CommandWords;
  /** Whether it is still there, around the same folder. */
  readonly isOpen: () => boolean;
  /** Ends everything in it. */
  readonly close: () => void;
}

/** Devices that any program may ask for. */
const DEVICES = ['null', 'zero', 'full', 'random', 'urandom', 'tty'] as const;
const DEVICE_LINKS = [
  ['/proc/self/fd', '/dev/fd'],
  ['/proc/self/fd/0', '/dev/stdin'],
  ['/proc/self/fd/1', '/dev/stdout'],
  ['/proc/self/fd/2', '/dev/stderr'],
] as const;
/** Where the system keeps what belongs to other programs: their files for the moment, and the sockets to talk to them. */
const PRIVATE = ['/tmp', '/var/tmp', '/run'] as const;
/** Where names of hosts are looked up, which often lies in /run. */
const RESOLVER = '/run/systemd/resolve';

/** The words for bubblewrap, up to the command. Later mounts lie over earlier ones, so the order matters. */
export function roomWords(
  { root, hidden, allowsNetwork, homes }: RoomSettings,
  resolve = resolved,
): readonly string[] {
  const inside = (folders: readonly string[]): readonly string[] => [
    ...new Set(folders.map(resolve).filter((folder) => folder !== undefined)),
  ];
  const [own = root] = inside([root]);
  const covered = inside(hidden);
  return [
    ...['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--die-with-parent'],
    ...(allowsNetwork ? [] : ['--unshare-net']),
    ...['--ro-bind', '/', '/', '--proc', '/proc', '--tmpfs', '/dev'],
    ...DEVICES.flatMap((name) => ['--dev-bind-try', `/dev/${name}`, `/dev/${name}`]),
    ...DEVICE_LINKS.flatMap(([target, link]) => ['--symlink', target, link]),
    ...['--tmpfs', '/dev/shm'],
    ...inside([...homes, ...PRIVATE, tmpdir()]).flatMap((folder) => ['--tmpfs', folder]),
    ...(allowsNetwork ? ['--ro-bind-try', RESOLVER, RESOLVER] : []),
    ...covered.flatMap((folder) => ['--tmpfs', folder]),
    ...['--bind', own, own],
    ...covered.flatMap((folder) => ['--remount-ro', folder]),
    ...['--chdir', '/'],
  ];
}

/** Where a folder really is, for nothing can be mounted on a link; undefined when it is not there. */
function resolved(folder: string): string | undefined {
  try {
    return realpathSync(folder);
  } catch {
    // Every system has some of these folders and lacks others.
    return undefined;
  }
}

/** What keeps a room open: it says that the room is ready, and stays until Lazurite is gone or wants it closed. */
const KEEPER = ['/bin/sh', '-c', 'echo ready; exec cat >/dev/null'] as const;

/** Makes a room; a sentence when there can be none. */
export function openRoom(
  settings: RoomSettings,
  programs: RoomPrograms,
  environment: Readonly<Record<string, string>>,
): Promise<Room | string> {
  const { dev, ino } = statSync(settings.root);
  const child = spawn(programs.bwrap, [...roomWords(settings), '--info-fd', '3', '--', ...KEEPER], {
    cwd: '/',
    env: environment,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  // A room that is gone cannot be told anything; that it is gone is seen by its end.
  child.stdin!.on('error', () => {});
  return readyOf(child).then((ready) => {
    if (typeof ready === 'string') return ready;
    let isEnded = false;
    child.once('exit', () => {
      isEnded = true;
    });
    // A room keeps no run from ending.
    child.unref();
    for (const stream of child.stdio) (stream as { unref?: () => void } | null)?.unref?.();
    return {
      enter: (words, folder) => entering({ programs, keeper: ready.keeper, ...settings }, words, folder),
      isOpen: () => !isEnded && isSame(settings.root, dev, ino),
      close: () => void (isEnded || child.kill('SIGKILL')),
    };
  });
}

/** A node that was reimaged has a new folder, which an old room does not show. */
function isSame(root: string, dev: number, ino: number): boolean {
  const now = statSync(root, { throwIfNoEntry: false });
  return now?.dev === dev && now.ino === ino;
}

function readyOf(child: ChildProcess): Promise<{ readonly keeper: number } | string> {
  const texts = { out: '', err: '', info: '' };
  return new Promise((resolve) => {
    const look = (): void => {
      const keeper = /"child-pid": *(\d+)/.exec(texts.info)?.[1];
      if (texts.out.includes('ready') && keeper !== undefined) resolve({ keeper: Number(keeper) });
    };
    for (const [place, name] of [[1, 'out'], [2, 'err'], [3, 'info']] as const) // biome-ignore format: a list
      child.stdio[place]!.on('data', (chunk) => {
        texts[name] += String(chunk);
        look();
      });
    child.once('error', (error) => resolve(error.message));
    child.once('close', () =>
      resolve(texts.err.trim().split('\n').at(-1) || 'bubblewrap ended without a word'),
    );
  });
}

/**
 * Enters without a process in between, so that exit codes and signals are the task's own. Inside, nobody has any
 * privilege and nobody can get one: the mounts of the room cannot be undone.
 */
const entering = (
  { programs, keeper, allowsNetwork }: { programs: RoomPrograms; keeper: number; allowsNetwork: boolean },
  words: CommandWords,
  folder: string,
): CommandWords => [
  programs.nsenter,
  ...[`--target=${keeper}`, '--user', '--mount', '--pid', '--ipc', '--uts', ...(allowsNetwork ? [] : ['--net'])],
  ...['--preserve-credentials', `--wdns=${folder}`, '--'],
  ...[programs.setpriv, '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all', '--'],
  ...words,
]; // biome-ignore format: words
