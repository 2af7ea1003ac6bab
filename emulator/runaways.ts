// Processes that left the group of their task, as daemons do, and outlive it. Every attempt is marked in its
// environment, which all its descendants inherit; whoever bears the mark of an attempt that is over is ended.

import { listProcesses, readProcess, readVariable } from './proc.ts';

/** The variable that bears the mark of an attempt: the run's name, a dot, and a number. */
export const MARK = 'LAZURITE_ATTEMPT';

/** Finds and ends who outlives an attempt. */
export interface Runaways {
  /** The attempt is over: whoever is left of it is ended soon. */
  readonly over: (mark: string) => void;
  /** Everybody who bears a mark of the run is ended now; answers once none is found any more. */
  readonly endAll: () => Promise<void>;
}

/** Milliseconds for which ends of attempts are gathered, so that one look serves many. */
const GATHER = 100;
/** How often everybody is looked for before it is given up. */
const MOST_ROUNDS = 50;

/** Looks after the attempts of the run with this name. */
export function watchRunaways(run: string): Runaways {
  /** Who is known to be marked: that does not change. One who is not may still become another program. */
  let known = new Map<string, string>();
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const look = (isOver: (mark: string) => boolean): number => {
    const present = new Map<string, string>();
    let ended = 0;
    for (const pid of listProcesses()) {
      const facts = readProcess(pid);
      if (facts === undefined || facts.state === 'Z' || pid === process.pid) continue;
      const name = `${pid} ${facts.startedAt}`;
      const mark = known.get(name) ?? readVariable(pid, MARK) ?? '';
      if (mark !== '') present.set(name, mark);
      if (!mark.startsWith(`${run}.`) || !isOver(mark)) continue;
      kill(pid);
      ended++;
    }
    known = present;
    return ended;
  };

  const over = (mark: string): void => {
    waiting.add(mark);
    timer ??= setTimeout(() => {
      timer = undefined;
      const marks = new Set(waiting);
      waiting.clear();
      // Whoever forks faster than one look is looked for again.
      if (look((found) => marks.has(found)) > 0) for (const one of marks) over(one);
    }, GATHER);
  };

  return {
    over,
    async endAll() {
      clearTimeout(timer);
      timer = undefined;
      for (let round = 0; round < MOST_ROUNDS && look(() => true) > 0; round++)
        await new Promise((resolve) => setTimeout(resolve, 10));
    },
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already, which is all that was wanted.
  }
}
