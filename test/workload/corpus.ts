// Cases as text: `### title`, a scenario with its files (each after `=== name`), `---`, and what is said of it.
// `UPDATE=1 npx vitest run test/workload` rewrites what is said; it is then read as a diff.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { bundleOf, loadBundle, render } from './files.ts';

export interface Case {
  readonly title: string;
  readonly text: string;
  readonly expected: string;
}

const folder = new URL('./corpus/', import.meta.url);

export const corpusFiles = (): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.txt'));

export function readCases(file: string): readonly Case[] {
  const blocks = readFileSync(new URL(file, folder), 'utf8').split(/^### /m).slice(1);
  return blocks.map((block) => {
    const [head = '', expected = ''] = block.split(/^---\n/m);
    const title = head.slice(0, head.indexOf('\n'));
    return { title, text: head.slice(title.length + 1), expected: expected.trimEnd() };
  });
}

export function writeCases(file: string, cases: readonly Case[]): void {
  const blocks = cases.map(({ title, text, expected }) => `### ${title}\n${text}---\n${expected}\n`);
  writeFileSync(new URL(file, folder), blocks.join('\n'));
}

/** What is said of a case; and when nothing stops it, how many pools, jobs and tasks there are. */
export async function answer(text: string): Promise<string> {
  const { scenario, workload, complaints } = await loadBundle(bundleOf(text));
  const said = render(complaints);
  if (scenario === undefined || workload === undefined) return said.trimEnd();
  const pools = scenario.pools.map(({ id }) => id).join(', ');
  return `${said}pools: ${pools}; jobs: ${workload.jobs.length}; tasks: ${workload.count}`;
}
