// What went wrong in a run and what never got anywhere: attempts that failed, nodes that broke, special tasks,
// refused operations, tasks that can never run, pools that held nodes for nothing, jobs by why they ended.

import type { Instant } from '../../runtime/index.ts';
import {
  ATTEMPT_ENDS,
  type AttemptEnd,
  type Fact,
  type Names,
  type NodeIdentity,
} from '../../simulator/index.ts';
import { codesOf, Tally } from './tally.ts';
import type {
  Failures,
  JobEnds,
  NeverRun,
  NodeErrors,
  Refusals,
  ScheduleSummary,
  SpecialTasks,
  StuckPool,
  Troubles,
} from './troubles.ts';

/** Entries kept of each kind; the rest are counted. */
export const INCIDENTS_LISTED = 100;
const NODES_LISTED = 20;

type NodeInfo = Pick<NodeIdentity, 'poolId' | 'nodeId'>;
type Named<Event extends Fact['event']> = Extract<Fact, { event: Event }>;
type SpecialEnd = Extract<Fact, { readonly taskName: string }>;
type SpecialType = SpecialEnd['taskType'];

/** The codes of failures that need no asking; Azure's. */
const USUAL_CODES: Partial<Record<AttemptEnd, string>> = {
  failure: 'FailureExitCode', retry: 'FailureExitCode',
}; // biome-ignore format: a table
/** And of those of which nothing more may be known. */
const UNASKED_CODES: Partial<Record<AttemptEnd, string>> = { terminated: 'TaskEnded' };

/** Attempts that ended so failed: what a user's doing or a lost node cut short did not. */
const FAILS = ATTEMPT_ENDS.map((end) => !['success', 'requeue', 'recovery'].includes(end));

type NodeNamer = (node: number) => NodeInfo;

/** Numbers of nodes depend on who counts them; names do not. */
function compareNames(left: NodeInfo, right: NodeInfo): number {
  const [one, other] = [left, right].map(({ poolId, nodeId }) => `${poolId}\n${nodeId}`);
  return one! < other! ? -1 : 1;
}

interface SpecialCount {
  runs: number;
  failures: number;
  time: number;
  readonly codes: Tally<string>;
}

interface ScheduleCount {
  state: string;
  jobs: number;
  misses: number;
}

/** Hears what went wrong. */
export class Incidents {
  private readonly names: Names | undefined;
  private readonly failureCodes = new Tally<string>();
  private readonly exitCodes = new Tally<number>();
  private readonly failedOn = new Tally<number>();
  private readonly specials = new Map<SpecialType, SpecialCount>();
  private readonly errorCodes = new Tally<string>();
  private readonly errors: Named<'NodeErrorEvent'>[] = [];
  private readonly refusalCodes = new Tally<string>();
  private readonly refused: Named<'OperationRefuseEvent'>[] = [];
  private readonly neverRan: Named<'NeverRunEvent'>[] = [];
  private readonly idle: Named<'PoolIdleEvent'>[] = [];
  private readonly terminateReasons = new Tally<string>();
  private deletedJobs = 0;
  private readonly schedules = new Map<string, ScheduleCount>();

  constructor(names: Names | undefined) {
    this.names = names;
  }

  /** An attempt that did not succeed has ended just now. */
  attemptFailed(task: number, node: number, end: number, exitCode: number): void {
    if (!FAILS[end]) return;
    const how = ATTEMPT_ENDS[end]!;
    const code = USUAL_CODES[how] ?? this.names?.failure(task)?.code ?? UNASKED_CODES[how] ?? 'Unknown';
    this.failureCodes.add(code);
    this.failedOn.add(node);
    if (!Number.isNaN(exitCode)) this.exitCodes.add(exitCode);
  }

  hear(fact: Fact): void {
    switch (fact.event) {
      case 'SpecialTaskCompleteEvent':
        this.specialEnded(fact);
        break;
      case 'SpecialTaskFailEvent':
        this.specialFailed(fact);
        break;
      case 'NodeErrorEvent':
        this.errorCodes.add(fact.code);
        keep(this.errors, fact);
        break;
      case 'OperationRefuseEvent':
        this.refusalCodes.add(fact.code);
        keep(this.refused, fact);
        break;
      case 'NeverRunEvent':
        this.neverRan.push(fact);
        break;
      case 'PoolIdleEvent':
        this.idle.push(fact);
        break;
      case 'JobStartEvent':
        this.jobStarted(fact.id);
        break;
      case 'JobTerminateCompleteEvent':
        this.terminateReasons.add(fact.terminateReason);
        break;
      case 'JobDeleteCompleteEvent':
        this.deletedJobs += 1;
        break;
      case 'JobScheduleStateChangeEvent':
        this.schedule(fact.id).state = fact.state;
        break;
      case 'JobScheduleMissEvent':
        this.schedule(fact.id).misses += 1;
        break;
      default:
        break;
    }
  }

  private specialEnded({ taskType, executionInfo }: SpecialEnd): void {
    const kind = this.special(taskType);
    kind.runs += 1;
    const length = executionInfo.endTime - executionInfo.startTime;
    if (length > 0) kind.time += length;
  }

  private specialFailed({ taskType, executionInfo }: SpecialEnd): void {
    const kind = this.special(taskType);
    kind.failures += 1;
    kind.codes.add(executionInfo.schedulingError?.code ?? 'FailureExitCode');
  }

  private special(type: SpecialType): SpecialCount {
    const known = this.specials.get(type);
    if (known !== undefined) return known;
    const kind = { runs: 0, failures: 0, time: 0, codes: new Tally<string>() };
    this.specials.set(type, kind);
    return kind;
  }

  /** A schedule's jobs are named `<schedule>:job-<n>`. */
  private jobStarted(id: string): void {
    const end = id.lastIndexOf(':job-');
    if (end >= 0) this.schedule(id.slice(0, end)).jobs += 1;
  }

  private schedule(id: string): ScheduleCount {
    const known = this.schedules.get(id);
    if (known !== undefined) return known;
    const schedule = { state: 'active', jobs: 0, misses: 0 };
    this.schedules.set(id, schedule);
    return schedule;
  }

  /** All of it but the tasks that could not be scheduled; `nodeName` gives a node's pool and id. */
  read(origin: Instant, nodeName: NodeNamer): Omit<Troubles, 'unschedulable'> {
    return {
      neverRun: this.neverRun(origin),
      idlePools: this.idlePools(origin),
      failures: this.failures(nodeName),
      nodeErrors: this.nodeErrors(origin),
      specialTasks: this.specialTasks(),
      refusals: this.refusals(origin),
      schedules: this.jobSchedules(),
    };
  }

  private failures(nodeName: NodeNamer): Failures {
    return {
      total: this.failureCodes.total,
      byCode: codesOf(this.failureCodes),
      byExitCode: this.exitCodes.ranked(NODES_LISTED).map(([exitCode, count]) => ({ exitCode, count })),
      nodes: this.failedOn.size,
      byNode: this.failedOn
        .ranked()
        .map(([node, count]) => ({ ...nodeName(node), count }))
        .sort((left, right) => right.count - left.count || compareNames(left, right))
        .slice(0, NODES_LISTED),
    };
  }

  private specialTasks(): readonly SpecialTasks[] {
    return Array.from(this.specials, ([type, { runs, failures, time, codes }]) => ({
      type,
      runs,
      failures,
      hours: time / 3_600_000,
      byCode: codesOf(codes),
    }));
  }

  private nodeErrors(origin: Instant): NodeErrors {
    return {
      total: this.errorCodes.total,
      byCode: codesOf(this.errorCodes),
      listed: this.errors.map(({ time, nodeInfo, code, message }) => ({
        time: secondsOf(time, origin),
        ...nodeInfo,
        code,
        message,
      })),
    };
  }

  private refusals(origin: Instant): Refusals {
    return {
      total: this.refusalCodes.total,
      byCode: codesOf(this.refusalCodes),
      listed: this.refused.map(({ time, operation, id, code, message }) => ({
        time: secondsOf(time, origin),
        operation,
        id,
        code,
        message,
      })),
    };
  }

  private neverRun(origin: Instant): NeverRun {
    const rows = this.neverRan.toSorted((left, right) => right.tasks - left.tasks);
    return {
      tasks: rows.reduce((sum, { tasks }) => sum + tasks, 0),
      causes: rows.length,
      listed: rows.slice(0, INCIDENTS_LISTED).map(({ jobId, code, message, tasks, firstTaskId, since }) => ({
        jobId,
        code,
        message,
        tasks,
        firstTaskId,
        since: secondsOf(since, origin),
      })),
    };
  }

  private idlePools(origin: Instant): readonly StuckPool[] {
    return this.idle.map(({ id, nodes, since, message }) => ({
      poolId: id,
      nodes,
      since: secondsOf(since, origin),
      message,
    }));
  }

  jobEnds(): JobEnds {
    return {
      byReason: this.terminateReasons.ranked().map(([reason, count]) => ({ reason, count })),
      deleted: this.deletedJobs,
    };
  }

  private jobSchedules(): readonly ScheduleSummary[] {
    return Array.from(this.schedules, ([id, schedule]) => ({ id, ...schedule }));
  }
}

const secondsOf = (time: Instant, origin: Instant): number => (time - origin) / 1000;

function keep<Entry>(entries: Entry[], entry: Entry): void {
  if (entries.length < INCIDENTS_LISTED) entries.push(entry);
}
