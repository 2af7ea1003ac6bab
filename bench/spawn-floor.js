// The floor of real execution: the platform's own spawn in a bare loop, so many at once, output to a file.
// Usage: node spawn-floor.js COUNT AT_ONCE PROGRAM [WORD...]

import { spawn } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

const [countText, atOnceText, program, ...words] = process.argv.slice(2);
const file = `${tmpdir()}/spawn-floor-${process.pid}`;
const output = openSync(file, 'w');
let left = Number(countText);

function next() {
  if (left === 0) return;
  left--;
  spawn(program, words, { stdio: ['ignore', output, output] }).on('exit', next);
}
for (let started = 0; started < Number(atOnceText); started++) next();
process.on('exit', () => rmSync(file));
