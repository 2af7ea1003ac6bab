import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findGroupPlace, openControlGroups } from '../../../emulator/isolation/control-groups.ts';
import { readProcess } from '../../../emulator/proc.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A folder that stands for a file system of groups: each group, and what it hands out. */
function groups(name: string, controllers: string, tree: Readonly<Record<string, string>>): string {
  const root = path.join(folder, name);
  for (const [way, given] of Object.entries(tree)) {
    const place = path.join(root, way);
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, 'cgroup.subtree_control'), given);
    writeFileSync(path.join(place, 'cgroup.procs'), '');
  }
  writeFileSync(path.join(root, 'cgroup.controllers'), controllers);
  return root;
}

const own = `${process.pid}.${readProcess(process.pid)!.startedAt}`;

const mounted = (root: string): string =>
  `22 1 0:21 / /proc rw - proc proc rw\n30 24 0:26 / ${root} rw,nosuid shared:9 - cgroup2 cgroup2 rw\n`;

describe('a place for groups', () => {
  it('is the nearest group above that hands out processor and memory', () => {
    const root = groups('user', 'cpuset cpu io memory pids\n', {
      '': 'cpu memory pids\n',
      'user.slice': 'cpu memory pids\n',
      'user.slice/app.slice': 'cpu memory pids\n',
      'user.slice/app.slice/terminal.scope': '\n',
    });
    const own = '0::/user.slice/app.slice/terminal.scope\n';
    expect(findGroupPlace({ mounts: mounted(root), own })).toEqual({
      folder: path.join(root, 'user.slice/app.slice'),
    });
  });

  it.each([
    ['no file system of groups', '', '0::/\n', 'there is no cgroup2 file system'],
    ['groups of version 1 alone', 'x', '4:memory:/a\n', 'this process is in no group of version 2'],
    ['controllers that version 1 has', 'hugetlb', '0::/\n', 'it has no controller for cpu and memory'],
    ['one controller', 'cpu io', '0::/\n', 'it has no controller for memory'],
    ['nothing that is handed out', 'cpu memory', '0::/\n', 'no group above this process lets it make groups with bounds'],
  ])('is not there with %s', (name, controllers, own, problem) => {
    const root = groups(name.replaceAll(' ', '-'), `${controllers}\n`, { '': 'pids\n' });
    const mounts = controllers === '' ? '22 1 0:21 / /proc rw - proc proc rw\n' : mounted(root);
    expect(findGroupPlace({ mounts, own })).toEqual({ problem });
  }); // biome-ignore format: a table
});

describe('the groups of a run', () => {
  it('have its bounds, one group for each node, and only what is asked for', () => {
    const place = groups('run', 'cpu memory', { '': 'cpu memory' });
    const opened = openControlGroups(place, { processors: 1.5 });
    const file = opened.fileOf('node-1');
    expect(file).toBe(path.join(place, `lazurite-${own}-node-1`, 'cgroup.procs'));
    expect(opened.fileOf('node-1')).toBe(file);
    expect(readFileSync(path.join(path.dirname(file), 'cpu.max'), 'utf8')).toBe('150000 100000');
    expect(readdirSync(path.dirname(file))).toEqual(['cpu.max']);
  });

  it('of a run that is no more are taken away when nobody is in them, and no others', async () => {
    const place = groups('left', 'cpu memory', { '': 'cpu memory' });
    const names = ['lazurite-1.1-a', 'lazurite-1.1-b', `lazurite-${own}-c`, 'others'];
    for (const name of names) mkdirSync(path.join(place, name));
    writeFileSync(path.join(place, 'lazurite-1.1-b', 'somebody'), '');
    await openControlGroups(place, {}).close();
    expect(readdirSync(place).filter((name) => !name.startsWith('cgroup'))).toEqual([
      'lazurite-1.1-b',
      `lazurite-${own}-c`,
      'others',
    ]);
  });
});
