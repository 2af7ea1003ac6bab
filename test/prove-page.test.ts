// docs/prove.md shows what its commands print, and its table is that of the properties. UPDATE=1 rewrites it.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROPERTIES, type PropertyRow } from '../runtime/index.ts';
import { runCommand } from './cli/cases.ts';
import { fillBlocks } from './pages/blocks.ts';
import { ROOT } from './rules/sources.ts';

const page = path.join(ROOT, 'docs/prove.md');

const TAKES = { nodes: 'nodes', evaluations: 'evaluations', money: 'an amount' } as const;

function propertyTable(): string {
  const rows = Object.entries(PROPERTIES).map(([id, row]: [string, PropertyRow]) => {
    const takes = row.counts === undefined ? '' : TAKES[row.counts];
    return `| \`${id}\` | ${takes} | ${row.prose} |`;
  });
  return ['| property | takes | holds when |', '| --- | --- | --- |', ...rows].join('\n');
}

describe('docs/prove.md', () => {
  it('is what its commands print', async () => {
    const text = readFileSync(page, 'utf8');
    const filled = (await fillBlocks(text, path.join(ROOT, 'examples/proofs'))).replace(
      /<!-- properties -->[\s\S]*<!-- \/properties -->/,
      () => `<!-- properties -->\n${propertyTable()}\n<!-- /properties -->`,
    );
    if (process.env.UPDATE === '1') writeFileSync(page, filled);
    else expect(text).toBe(filled);
  });

  it('each property has an option', async () => {
    const { out } = await runCommand(['prove', '--help'], { folder: ROOT });
    for (const id of Object.keys(PROPERTIES)) expect(out).toContain(`--${id}`);
  });
});
