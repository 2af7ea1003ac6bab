// The words of containers: settings, dashes, what the engine is given. Expectations are rewritten by
// `UPDATE=1 npx vitest run test/emulator/containers/words.test.ts` and then read as a diff.

import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { containerWords } from '../../../emulator/containers/container-words.ts';
import type { ContainerSettings, WorkOrder } from '../../../simulator/index.ts';

const FILE = new URL('./words.txt', import.meta.url);

interface WordsCase {
  readonly title: string;
  readonly settings: string;
  readonly expected: string;
}

function readWordsCases(): readonly WordsCase[] {
  return readFileSync(FILE, 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [head = '', expected = ''] = block.split(/^---\n/m);
      const title = head.slice(0, head.indexOf('\n'));
      return { title, settings: head.slice(title.length + 1).trimEnd(), expected: expected.trimEnd() };
    });
}

const NODE = '/w, x/nodes/n';
const TASK = `${NODE}/workitems/j/job-1/t`;

/** What the engine is given, an option a line; or the failure. */
function wordsOf(settings: string): string {
  const is = (setting: string): boolean => new RegExp(`^#! .*\\b${setting}\\b`, 'm').test(settings);
  const order = {
    node: { id: 'n' },
    environmentSettings: [{ name: 'PATH', value: '/mine' }],
    containerSettings: parse(settings) as ContainerSettings,
    userIdentity: is('admin') ? { autoUser: { elevationLevel: 'admin' } } : undefined,
  } as unknown as WorkOrder;
  const made = containerWords({
    engine: is('podman')
      ? { name: 'podman', command: '/bin/podman' }
      : { name: 'docker', command: '/bin/docker' },
    command: {
      words: ['blender', '-b', 'a scene.blend'],
      folder: `${TASK}/wd`,
      environment: {
        PATH: '/mine',
        HOME: '/home-of-host',
        AZ_BATCH_NODE_ROOT_DIR: NODE,
        AZ_BATCH_NODE_SHARED_DIR: `${NODE}/shared`,
        AZ_BATCH_TASK_DIR: TASK,
      },
    },
    order,
    name: 'lazurite-1',
    owner: 'boot.1.2',
    receipt: `${NODE}/volatile/lazurite-1`,
    user: '1000:1000',
    isolation: is('isolated') ? { allowsNetwork: false } : undefined,
    bounds: is('isolated') ? { processors: 0.5, memoryBytes: 1024 } : {},
  });
  if ('code' in made) return `${made.code}: ${made.message}`;
  const lines: string[] = [];
  for (const [at, word] of made.words.entries())
    if (word.startsWith('-') || at < 1 || !/^-/.test(made.words[at - 1]!) || /=/.test(made.words[at - 1]!))
      lines.push(show(word));
    else lines.push(`${lines.pop()} ${show(word)}`);
  return [...lines, `handed on ${made.handedOn.join(' ')}`].join('\n');
}

const show = (word: string): string => (/^[\w./:=,-]+$/.test(word) ? word : `'${word}'`);

if (process.env.UPDATE === '1')
  writeFileSync(
    FILE,
    readWordsCases()
      .map(({ title, settings }) => `=== ${title}\n${settings}\n---\n${wordsOf(settings)}\n`)
      .join('\n'),
  );

describe('the words of a container', () => {
  test.each(readWordsCases())('$title', ({ settings, expected }) => {
    expect(wordsOf(settings)).toBe(expected);
  });
});
