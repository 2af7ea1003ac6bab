#!/usr/bin/env node
// The program's first breath: answers `--version` before anything else is loaded, then hands the process to main.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../package.json';
import { createLoader } from './compiled.ts';

const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  const command = path.join(path.dirname(fileURLToPath(import.meta.url)), 'command', 'command.cjs');
  const { main, processIo } = createLoader()(command) as typeof import('./command.ts');
  process.exitCode = await main(words, processIo());
}
