// The floor of real execution: the platform's own spawn in a bare loop, so many at once, output to a file; with
// --folders each process has two folders and two files of its own in a new folder, which stay there.
// Usage: node spawn-floor.js [--folders FOLDER] COUNT AT_ONCE PROGRAM [WORD...]

import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

const args = process.argv.slice(2);
const hasFolders = args[0] === '--folders';
const [countText, atOnceText, program, ...words] = hasFolders ? args.slice(2) : args;
const place = hasFolders ? args[1] : `${tmpdir()}/spawn-floor-${process.pid}`;
if (hasFolders) mkdirSync(place);
const shared = hasFolders ? undefined : openSync(place, 'w');
let left = Number(countText);

function startIn(folder) {
  mkdirSync(folder);
  mkdirSync(`${folder}/wd`);
  const outputs = ['stdout', 'stderr'].map((name) => openSync(`${folder}/${name}.txt`, 'w'));
  const child = spawn(program, words, { cwd: `${folder}/wd`, stdio: ['ignore', ...outputs] });
  for (const output of outputs) closeSync(output);
  return child;
}

function next() {
  if (left === 0) return;
  left--;
  const child = hasFolders
    ? startIn(`${place}/${left}`)
    : spawn(program, words, { stdio: ['ignore', shared, shared] });
  child.on('exit', next);
}
for (let started = 0; started < Number(atOnceText); started++) next();
if (!hasFolders) process.on('exit', () => rmSync(place));
