// The corpus of real runs: each case a title, a scenario, what is told of its run, and the files it asks for. A line
// `#? FILE` asks for a file of the first node, `#? 2 FILE` for one of the second; `#! grace=100` and the like set how
// it is run. Times are left out, nodes are NODE1, NODE2, their folders ROOT1, ROOT2.

import { readdirSync, readFileSync } from 'node:fs';
import type { RealRunOptions } from '../../emulator/index.ts';
import type { JournalSink, Names } from '../../simulator/index.ts';
import { SCENARIO_DEFAULTS } from '../../simulator/scenario.ts';
import { taskIdOf } from '../../simulator/service/task-ids.ts';
import { tell } from '../simulator/story.ts';
import { runReally } from './real.ts';

export const CORPUS = new URL('./corpus/', import.meta.url);

export interface RealCase {
  readonly title: string;
  readonly scenario: string;
  readonly expected: string;
}

/** The files of the corpus. */
export const caseFiles = (): readonly string[] => readdirSync(CORPUS).sort();

/** The cases of one file, in their order. */
export function readCases(file: string): readonly RealCase[] {
  return readFileSync(new URL(file, CORPUS), 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [head = '', expected = ''] = block.split(/^---\n/m);
      const title = head.slice(0, head.indexOf('\n'));
      return { title, scenario: head.slice(title.length + 1).trimEnd(), expected: expected.trimEnd() };
    });
}

/** What every case need not say: a pool of one node, and a world without delays. */
const USUAL = {
  pool: 'pool: { id: p, vmSize: standard_d2s_v5, targetDedicatedNodes: 1 }',
  world: 'world: ideal',
};

/** What no text should hold: a value that is too long for a process. */
const LETTERS = 'x'.repeat(200_000);

const withUsual = (text: string): string =>
  [
    text.replaceAll('LETTERS', LETTERS),
    ...Object.entries(USUAL).flatMap(([key, line]) =>
      new RegExp(`^${key}s?:`, 'm').test(text) ? [] : [line],
    ),
  ].join('\n');

/** Settings of a case as numbers: `#! grace=100 speed=60`. */
const mannerOf = (text: string): Partial<RealRunOptions> =>
  Object.fromEntries(
    [...text.matchAll(/^#! (.*)$/gm)].flatMap(([, settings]) =>
      settings!.split(' ').map((setting) => {
        const [name, value] = setting.split('=');
        return [name!, value === 'yes' ? true : Number(value)];
      }),
    ),
  );

/** Runs a case and says what happened. */
export async function runCase({ scenario }: Pick<RealCase, 'scenario'>): Promise<string> {
  const lines: string[] = [];
  let taskName = (task: number): string => String(task);
  let nodeIds: readonly string[] = [];
  const say = (line: string): void =>
    void lines.push(line.slice(line.indexOf(' ') + 1).replace(/ since [\d:.]+/, ''));
  const teller = tell(SCENARIO_DEFAULTS.start, say, (task) => taskName(task));
  const withFailures = (names: Names): JournalSink => ({
    ...teller,
    taskEnded(...heard) {
      teller.taskEnded(...heard);
      const failure = names.failure(heard[1]);
      const isTold = /: not(started|uploaded)/.test(lines.at(-1)!) || failure?.code === 'DiskFull';
      if (isTold) lines.push(`  ${failure?.code}: ${failure?.message}`);
    },
  });
  const said = await runReally(
    withUsual(scenario),
    ({ file }) => {
      const wanted = [...scenario.matchAll(/^#\? (?:(\d+) )?(.*)$/gm)].map(([, node = '1', name = '']) => {
        const text = file(name, Number(node));
        return `--- ${node === '1' ? '' : `${node} `}${name}\n${text === undefined ? '(not there)' : text.trimEnd() || '(empty)'}`;
      });
      return [...lines.filter((line) => !/^(run starts|pool .* created|resize )/.test(line)), ...wanted].join(
        '\n',
      );
    },
    {
      ...mannerOf(scenario),
      sinks: [withFailures],
      meanwhile({ simulation: { account } }) {
        taskName = (task) => taskIdOf(account, task);
        nodeIds = account.nodes.ids;
      },
    },
  );
  return nodeIds.reduce(
    (text, id, place) =>
      text
        .replaceAll(new RegExp(`[^\\s:=]*/nodes/${id}`, 'g'), `ROOT${place + 1}`)
        .replaceAll(id, `NODE${place + 1}`),
    said,
  );
}
