// What this machine can do for real execution, as one table: each ability is tried, not guessed. `doctor` prints it.

import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findEngine } from '../containers/engine.ts';
import { tryEngine } from '../containers/try-engine.ts';
import { findGroupPlace, groupFacts } from '../isolation/control-groups.ts';
import { findRoomPrograms } from '../isolation/room-programs.ts';
import { readText } from '../proc.ts';
import { ask, complaintOf } from './ask.ts';
import { firstProgram } from './find-program.ts';

/** What a survey is told of its surroundings. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The version of Node, as `20.19.0`; that of this process unless set. */
  readonly node?: string;
}

type Finding = { readonly found: string } | { readonly problem: string; readonly hint?: string };

interface Ability {
  readonly name: string;
  /** What there is with it, and not without. */
  readonly gives: string;
  /** Lazurite is of little use without it. */
  readonly isNeeded: boolean;
  readonly look: (surroundings: Surroundings) => Finding | Promise<Finding>;
}

/** One ability of this machine. */
export interface AbilityFound {
  readonly name: string;
  readonly gives: string;
  readonly isNeeded: boolean;
  readonly isThere: boolean;
  /** What was found, or why there is nothing. */
  readonly says: string;
  readonly hint?: string;
}

/** Each ability, those that are needed first. */
const ABILITIES: readonly Ability[] = [
  { name: 'Node.js', isNeeded: true, gives: 'everything', look: lookAtNode },
  { name: 'temporary folder', isNeeded: true, gives: 'nodes, unless --work names a folder', look: lookAtFolder },
  { name: 'clock', isNeeded: true, gives: 'times in journals, and signatures for storage', look: lookAtClock },
  { name: 'ports', isNeeded: true, gives: 'the service, storage and the language server on this machine', look: () => lookAtPort('127.0.0.1') },
  { name: 'addresses of nodes', isNeeded: false, gives: 'multi-instance tasks that talk with each other', look: () => lookAtPort('127.10.0.4') },
  { name: 'list of processes', isNeeded: false, gives: 'an end to tasks that flee their group, and to those of a run that was killed', look: lookAtProcesses },
  { name: 'room for processes', isNeeded: false, gives: 'many tasks at once', look: lookAtLimits },
  { name: 'bubblewrap', isNeeded: false, gives: 'run --isolate', look: lookAtRooms },
  { name: 'cgroups v2', isNeeded: false, gives: 'run --cpus and --memory', look: lookAtGroups },
  { name: 'containers', isNeeded: false, gives: 'tasks with containerSettings', look: lookAtEngine },
  { name: 'Chromium', isNeeded: false, gives: 'the tests of pages', look: lookAtChromium },
]; // biome-ignore format: a table

/** Tries every ability, all at once. */
export function surveyMachine(surroundings: Surroundings): Promise<readonly AbilityFound[]> {
  return Promise.all(
    ABILITIES.map(async ({ name, gives, isNeeded, look }) => {
      const finding = await look(surroundings);
      return 'found' in finding
        ? { name, gives, isNeeded, isThere: true, says: finding.found }
        : { name, gives, isNeeded, isThere: false, says: finding.problem, ...(finding.hint !== undefined && { hint: finding.hint }) };
    }),
  );
} // biome-ignore format: one line each

/** The oldest Node that Lazurite runs on, and the one that is sure to come. Source: package.json, `engines`. */
const OLDEST_NODE = [20, 19] as const;

function lookAtNode({ node = process.versions.node }: Surroundings): Finding {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
    ? { found: node }
    : { problem: `${node} is too old`, hint: `Install Node.js ${OLDEST_NODE.join('.')} or newer.` };
}

/** Less than this is soon full. */
const LEAST_DISK = 1e9;

function lookAtFolder(): Finding {
  const place = tmpdir();
  try {
    const folder = mkdtempSync(path.join(place, 'lazurite-'));
    writeFileSync(path.join(folder, 'try'), 'x');
    rmSync(folder, { recursive: true });
  } catch (error) {
    return {
      problem: `${place} cannot be written: ${codeOf(error)}`,
      hint: 'Set TMPDIR to a folder that can.',
    };
  }
  const { bavail, bsize } = statfsSync(place);
  const free = bavail * bsize;
  const says = `${place}, ${(free / 1e9).toFixed(1)} GB free`;
  return free >= LEAST_DISK
    ? { found: says }
    : { problem: `${says}; a full disk fails tasks`, hint: 'Free some, or set TMPDIR to a larger disk.' };
}

/** No clock that is right shows a time before this version was made. */
const EARLIEST = Date.UTC(2025, 0, 1);

function lookAtClock({ now }: Surroundings): Finding {
  const says = new Date(now).toISOString();
  return now >= EARLIEST
    ? { found: says }
    : { problem: `it shows ${says}`, hint: 'Set the clock; signatures with a wrong time are refused.' };
}

function lookAtPort(host: string): Promise<Finding> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) =>
      resolve({ problem: `no port of ${host} can be opened: ${codeOf(error)}`, hint: 'Let programs listen on the loopback addresses.' }),
    );
    server.listen(0, host, () => server.close(() => resolve({ found: `${host} can be listened on` })));
  });
} // biome-ignore format: one line each

function lookAtProcesses(): Finding {
  return readText('/proc/self/stat') === undefined
    ? { problem: 'there is no /proc', hint: 'Real execution is made for Linux.' }
    : { found: '/proc' };
}

/** A task takes a few files; two hundred at once should have room. */
const LEAST_OPEN = 1024;

function lookAtLimits(): Finding {
  const open = /^Max open files +(\w+)/m.exec(readText('/proc/self/limits') ?? '')?.[1];
  if (open === undefined) return { problem: 'the limits of this process are not known' };
  const says = `${open} open files`;
  return open === 'unlimited' || Number(open) >= LEAST_OPEN
    ? { found: says }
    : { problem: `only ${says}`, hint: `Raise the limit: ulimit -n ${LEAST_OPEN}` };
}

async function lookAtRooms({ environment }: Surroundings): Promise<Finding> {
  const ability = await findRoomPrograms(environment);
  if ('problem' in ability) return ability;
  return { found: (await ask(ability.programs.bwrap, ['--version'], environment)).out };
}

function lookAtGroups(): Finding {
  const place = findGroupPlace(groupFacts());
  return 'folder' in place
    ? { found: place.folder }
    : {
        ...place,
        hint: 'Start Lazurite by `systemd-run --user --scope -p Delegate=yes`, where there is systemd.',
      };
}

async function lookAtEngine({ environment }: Surroundings): Promise<Finding> {
  const ability = await findEngine(environment);
  if ('problem' in ability) return ability;
  const problem = await tryEngine(ability.engine, environment);
  return problem === undefined
    ? { found: ability.version }
    : {
        problem: `${ability.version} starts no container: ${problem}`,
        hint: 'See that it can: run a container of any image.',
      };
}

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome'] as const;

async function lookAtChromium({ environment }: Surroundings): Promise<Finding> {
  const named = environment.CHROMIUM;
  const program = firstProgram(named === undefined ? CHROMIUM : [named, ...CHROMIUM], environment.PATH);
  if (program === undefined)
    return { problem: 'it is not there', hint: 'Install it, or name one in CHROMIUM.' };
  const answer = await ask(program, ['--version'], environment);
  return answer.code === 0 ? { found: answer.out } : { problem: `it does not run: ${complaintOf(answer)}` };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
