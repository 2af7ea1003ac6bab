import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createWorkspace } from '../../emulator/workspace.ts';

test('nothing outside the root can be named or taken away, and links are taken away as links', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
  try {
    const root = path.join(home, 'work');
    const outside = path.join(home, 'outside');
    mkdirSync(root);
    mkdirSync(outside);
    writeFileSync(path.join(outside, 'precious'), '');
    const workspace = createWorkspace(root);
    for (const id of ['..', '.', '', 'a/b', '../../outside', 'a\0'])
      expect(() => workspace.taskOf('node', 'job', id)).toThrow(/cannot name a folder/);
    for (const folder of [root, home, outside, `${root}/../outside`])
      expect(() => workspace.remove(folder)).toThrow(/is not below/);
    workspace.openNode('node');
    symlinkSync(outside, path.join(workspace.node('node').shared, 'link'));
    workspace.removeNode('node');
    await workspace.settled();
    expect(existsSync(workspace.node('node').root)).toBe(false);
    expect(existsSync(path.join(outside, 'precious'))).toBe(true);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
