// The blocks of a page that can be run or read: `console` blocks begin with a command and go on with what it
// prints, and a block with `file=` shows a file. Filled in, the page is what it should be.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../cli/cases.ts';
import { ROOT } from '../rules/sources.ts';

/** The page with every such block filled anew; commands run in `folder`. */
export async function fillBlocks(page: string, folder: string): Promise<string> {
  const pieces: string[] = [];
  let at = 0;
  for (const match of page.matchAll(/^```(console|\w+ file=(\S+))\n([\s\S]*?)^```$/gm)) {
    const [whole, kind, file, body] = match;
    pieces.push(page.slice(at, match.index));
    pieces.push(kind === 'console' ? await runBlock(body!, folder) : `\`\`\`${kind}\n${read(file!)}\`\`\``);
    at = match.index + whole.length;
  }
  return [...pieces, page.slice(at)].join('');
}

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

async function runBlock(body: string, folder: string): Promise<string> {
  const command = body.split('\n')[0]!.replace(/^\$ /, '');
  const outcome =
    command === 'npm start'
      ? await runStart()
      : await runCommand(command.replace(/^lazurite /, '').split(' '), { folder });
  return `\`\`\`console\n$ ${command}\n${outcome.out}${outcome.err}\`\`\``;
}

/** The comparison that `npm start` runs, without its page. */
async function runStart(): Promise<{ readonly out: string; readonly err: string }> {
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: { readonly start: string } };
  const words = scripts.start.split('dist/lazurite.js ')[1]!.split(' ');
  const report = words.indexOf('--report');
  return runCommand(words.toSpliced(report, 2), { folder: ROOT });
}
