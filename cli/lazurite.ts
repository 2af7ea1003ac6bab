#!/usr/bin/env node
// The program's first breath: answers `--version` before anything else is loaded, then hands the process to main.

import { version } from '../package.json';

const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  const [{ main }, { processIo }] = await Promise.all([import('./main.ts'), import('./io.ts')]);
  process.exitCode = await main(words, processIo());
}
