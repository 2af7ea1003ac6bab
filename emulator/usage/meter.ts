// Measures what attempts use: looks at their processes from time to time, and hears from their parent what those that
// ended had spent. A process is of the attempt whose mark its environment bears; who cleared that is of its parent's,
// or of its group's. Nothing is looked at while nothing runs.

import { listProcesses, type ProcessFacts, readProcess, readVariable } from '../proc.ts';
import { MARK } from '../runaways.ts';
import type { Spent } from '../spawn-server.ts';
import { createNetworks, type Traffic } from './networks.ts';
import { createNodeRates, type NodeFigures } from './node-rates.ts';
import { type Reading, readUse } from './reading.ts';
import { createTreeUse, minus, NOTHING, type Spending, sum, type TreeUse } from './tree-use.ts';

/** What an attempt used by now; undefined is what could not be told. */
export interface AttemptFigures {
  readonly processorSeconds: number;
  readonly readBytes: number | undefined;
  readonly writtenBytes: number | undefined;
  readonly peakMemoryBytes: number | undefined;
  readonly traffic: Traffic | undefined;
}

/** An attempt whose first process runs. */
export interface Watched {
  readonly mark: string;
  readonly pid: number;
  readonly node: number;
}

export interface Meter {
  readonly watch: (attempt: Watched) => void;
  /** These ended together, and spent that. */
  readonly reaped: (pids: readonly number[], spent: Spent) => void;
  /** Undefined for an attempt that never ran. */
  readonly useOf: (mark: string) => AttemptFigures | undefined;
  /** The attempt is over and asked after. */
  readonly forget: (mark: string) => void;
  readonly close: () => void;
}

export interface MeterOptions {
  /** Milliseconds from anywhere. */
  readonly now: () => number;
  /** Told of every node on which something runs, twice a second. */
  readonly onNode: (node: number, figures: NodeFigures) => void;
}

/** Milliseconds between two looks, and from a start to a look, so that a short task is seen too. */
const RHYTHM = 500;
const SOON = 50;

interface Entry extends Watched {
  readonly tree: TreeUse;
}

/** A meter with nothing to measure yet. */
export function createMeter({ now, onNode }: MeterOptions): Meter {
  const entries = new Map<string, Entry>();
  const networks = createNetworks();
  /** Marks of living processes by pid and start; an empty one for those of nobody. */
  let marks = new Map<string, string>();
  const rates = createNodeRates();
  /** Of those that ended before anybody had heard of their start. */
  const early = new Map<number, Spending>();
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  let toldAt = now();

  const look = (): void => {
    const found = findMembers(entries, marks);
    marks = found.marks;
    const time = now();
    const nodes = new Map<number, Reading[]>();
    for (const [mark, { tree, node }] of entries) {
      const members = found.members.get(mark) ?? [];
      tree.look(members);
      for (const { network } of members) networks.note(mark, network);
      if (members.length > 0) nodes.set(node, [...(nodes.get(node) ?? []), ...members]);
    }
    if (time - toldAt < RHYTHM) return;
    for (const [node, members] of nodes) {
      const trees = [...entries.values()].flatMap((entry) => (entry.node === node ? entry.tree : []));
      onNode(node, rates.tell(node, { time, trees, traffic: trafficOf(members, networks) }));
    }
    toldAt = time;
  };
  const schedule = (delay: number): void => {
    if (entries.size === 0 || now() + delay >= due) return;
    clearTimeout(timer);
    due = now() + delay;
    timer = setTimeout(() => {
      due = Number.POSITIVE_INFINITY;
      look();
      schedule(RHYTHM);
    }, delay).unref();
  };
  return {
    watch(attempt) {
      const isFirst = ![...entries.values()].some(({ node }) => node === attempt.node);
      if (isFirst) rates.begin(attempt.node, now());
      if (entries.size === 0) toldAt = now();
      const tree = createTreeUse(attempt.pid);
      entries.set(attempt.mark, { ...attempt, tree });
      const spent = early.get(attempt.pid);
      if (spent !== undefined) tree.reaped(spent);
      early.delete(attempt.pid);
      schedule(SOON);
    },
    reaped(pids, { processorTicks, readBytes, writtenBytes }) {
      const all = { ticks: processorTicks, read: readBytes, written: writtenBytes };
      const trees = new Map([...entries.values()].map(({ pid, tree }) => [pid, tree]));
      const known = pids.map((pid) => trees.get(pid)?.firstSpent() ?? NOTHING);
      apportion(known, all).forEach((spent, place) => {
        const pid = pids[place]!;
        if (trees.has(pid)) trees.get(pid)!.reaped(spent);
        else early.set(pid, spent);
      });
    },
    useOf(mark) {
      const figures = entries.get(mark)?.tree.figures();
      return figures === undefined ? undefined : { ...figures, traffic: networks.of(mark) };
    },
    forget(mark) {
      const entry = entries.get(mark);
      if (entry !== undefined) rates.over(entry.node, entry.tree);
      entries.delete(mark);
    },
    close: () => clearTimeout(timer),
  };
}

/** What several that ended together spent: each what it had when last looked at, and the rest in equal parts. */
function apportion(known: readonly Spending[], all: Spending): readonly Spending[] {
  const { ticks, read, written } = minus(all, known.reduce(sum, NOTHING));
  const count = known.length;
  const part = (before: number | undefined, rest: number | undefined): number | undefined =>
    before === undefined || rest === undefined ? undefined : Math.max(0, before + rest / count);
  return known.map((one) => ({
    ticks: part(one.ticks, ticks)!,
    read: part(one.read, read),
    written: part(one.written, written),
  }));
}

/** The processes of each attempt, and what is known of whose all are. */
function findMembers(entries: ReadonlyMap<string, Entry>, before: ReadonlyMap<string, string>) {
  const marks = new Map<string, string>();
  const byPid = new Map<number, string>();
  const firsts = new Map([...entries.values()].map(({ pid, mark }) => [pid, mark]));
  const found: ProcessFacts[] = [];
  for (const pid of listProcesses()) {
    const facts = readProcess(pid);
    if (facts === undefined) continue;
    const name = `${pid} ${facts.startedAt}`;
    const mark =
      before.get(name) ||
      (readVariable(pid, MARK) ??
        byPid.get(facts.parent) ??
        firsts.get(pid) ??
        firsts.get(facts.group) ??
        '');
    marks.set(name, mark);
    byPid.set(pid, mark);
    if (entries.has(mark)) found.push(facts);
  }
  const members = new Map<string, Reading[]>();
  // Parents before their children: who ends in between is counted with neither for once, and never with both.
  const pids = found.sort((one, other) => one.startedAt - other.startedAt).map(({ pid }) => pid);
  for (const pid of pids) {
    const mark = byPid.get(pid)!;
    const isShared = pids.some((other) => other !== pid && byPid.get(other) === mark);
    const reading = readUse(pid, isShared);
    if (reading !== undefined) members.set(mark, [...(members.get(mark) ?? []), reading]);
  }
  return { marks, members };
}

/** What went over the networks of these processes by now; undefined when one of them is in the machine's own. */
function trafficOf(
  members: readonly Reading[],
  networks: ReturnType<typeof createNetworks>,
): Traffic | undefined {
  const names = members.flatMap(({ network }) => network?.name ?? []);
  return names.length < members.length ? undefined : networks.over(new Set(names));
}
