// The journal back from text: lines of records, ours or Azure's, told to a sink as if they happened now.
// A record that cannot be read is a complaint with its line; one that we do not know is counted.

import type { Diagnostic } from '../grammar/index.ts';
import { type Instant, parseInstant } from '../runtime/index.ts';
import { type Complaint, excerptOf } from './diagnostics.ts';
import { type Fact, INSTANT_FIELDS, type JournalSink } from './journal.ts';
import { JOURNAL } from './journal-diagnostics.ts';
import { NODE_STATES, type NodeState, nodeStateCode } from './model/node.ts';
import { ATTEMPT_ENDS, type AttemptEnd } from './model/task.ts';

export interface JournalReader {
  /** Reads the next line; an empty one is passed over. Returns a complaint, or nothing when all is well. */
  line(text: string): Complaint | undefined;
  /** Records read, and records of kinds that a report does not use. */
  readonly counts: { readonly read: number; readonly unknown: number };
}

type Properties = Readonly<Record<string, unknown>>;

/** Facts that are passed on as they are: their instants are read, the rest is trusted to have its shape. */
const PLAIN_FACTS: ReadonlySet<string> = new Set<Fact['event']>([
  'RunStartEvent',
  'RunEndEvent',
  'PoolCreateEvent',
  'PoolResizeStartEvent',
  'PoolResizeCompleteEvent',
  'PoolAutoScaleEvent',
  'JobStartEvent',
  'JobTerminateStartEvent',
  'PoolAutoScaleEnableEvent',
  'PoolAutoScaleDisableEvent',
  'PoolDeleteStartEvent',
  'PoolDeleteCompleteEvent',
  'NodeErrorEvent',
  'JobUpdateEvent',
  'JobDisableStartEvent',
  'JobDisableCompleteEvent',
  'JobEnableEvent',
  'JobDeleteStartEvent',
  'JobDeleteCompleteEvent',
  'JobScheduleStateChangeEvent',
  'JobScheduleMissEvent',
  'SpecialTaskCompleteEvent',
  'SpecialTaskFailEvent',
  'OperationRefuseEvent',
  'NeverRunEvent',
  'PoolIdleEvent',
  'JobTerminateCompleteEvent',
  'TaskScheduleFailEvent',
]);

/** Reads the lines of a file into a sink. Tasks and nodes are numbered in the order of their first naming. */
export function createJournalReader(name: string, sink: JournalSink): JournalReader {
  const handles = createHandles(sink);
  const counts = { read: 0, unknown: 0 };
  let number = 0;
  return {
    counts,
    line(text) {
      number++;
      if (text.trim() === '') return undefined;
      const span = { start: 0, end: text.length };
      const complain = (diagnostic: Diagnostic): Complaint => ({
        diagnostic,
        source: excerptOf(name, [{ number, text }]),
      });
      const record = parseRecord(text);
      if (record === undefined) return complain(JOURNAL['not-a-record'](span));
      const time = typeof record.time === 'string' ? parseInstant(record.time) : undefined;
      if (time === undefined) return complain(JOURNAL['no-time'](span));
      counts.read++;
      const problem = tell(sink, handles, time, record.operationName, record.properties);
      if (problem === 'unknown') counts.unknown++;
      else if (problem !== undefined)
        return complain(JOURNAL['bad-record'](span, { event: record.operationName, field: problem }));
      return undefined;
    },
  };
}

interface Recorded {
  readonly time: unknown;
  readonly operationName: string;
  readonly properties: Properties;
}

function parseRecord(text: string): Recorded | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || typeof value.operationName !== 'string') return undefined;
  const properties = isObject(value.properties) ? value.properties : {};
  return { time: value.time, operationName: value.operationName, properties };
}

const isObject = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Handles {
  task(time: Instant, properties: Properties): number;
  node(time: Instant, info: Properties, identity?: Properties): number;
  job(id: string): number;
}

/** Numbers for names; what was never added is added when first named, as Azure's own log does not say. */
function createHandles(sink: JournalSink): Handles {
  const tasks = new Map<string, number>();
  const nodes = new Map<string, number>();
  const jobs = new Map<string, number>();
  const job = (id: string): number => {
    const known = jobs.get(id);
    if (known !== undefined) return known;
    jobs.set(id, jobs.size);
    return jobs.size - 1;
  };
  return {
    job,
    task(time, properties) {
      const jobId = String(properties.jobId ?? '');
      const key = `${jobId}\n${String(properties.id ?? '')}`;
      const known = tasks.get(key);
      if (known !== undefined) return known;
      const task = tasks.size;
      tasks.set(key, task);
      sink.taskAdded(time, task, job(jobId), numberOf(properties.requiredSlots) ?? 1);
      return task;
    },
    node(time, info, identity = {}) {
      const poolId = String(info.poolId ?? '');
      const nodeId = String(info.nodeId ?? '');
      const key = `${poolId}\n${nodeId}`;
      const known = nodes.get(key);
      if (known !== undefined) return known;
      const node = nodes.size;
      nodes.set(key, node);
      sink.nodeAdded(time, node, {
        poolId,
        nodeId,
        vmSize: String(identity.vmSize ?? ''),
        isDedicated: identity.isDedicated !== false && !nodeId.endsWith('_p'),
        taskSlotsPerNode: numberOf(identity.taskSlotsPerNode) ?? 1,
      });
      return node;
    },
  };
}

const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** Tells one record; returns the name of a field that is missing or wrong, or `unknown` for other kinds. */
function tell(
  sink: JournalSink,
  handles: Handles,
  time: Instant,
  event: string,
  properties: Properties,
): string | undefined {
  if (PLAIN_FACTS.has(event)) return tellFact(sink, handles, time, event, properties);
  const teller = TELLERS[event];
  return teller === undefined ? 'unknown' : teller(sink, handles, time, properties);
}

function tellFact(
  sink: JournalSink,
  handles: Handles,
  time: Instant,
  event: string,
  properties: Properties,
): string | undefined {
  if (event === 'JobStartEvent') handles.job(String(properties.id ?? ''));
  const read = withInstants(properties);
  if (typeof read === 'string') return read;
  sink.fact({ ...read, time, event } as unknown as Fact);
  return undefined;
}

/** The properties with their instants read; the name of one that is no instant. */
function withInstants(properties: Properties): Properties | string {
  const read: Record<string, unknown> = { ...properties };
  for (const [field, value] of Object.entries(properties)) {
    if (field === 'executionInfo' && isObject(value)) {
      const info = withInstants(value);
      if (typeof info === 'string') return info;
      read[field] = info;
    }
    if (!INSTANT_FIELDS.has(field)) continue;
    const instant = typeof value === 'string' ? parseInstant(value) : undefined;
    if (instant === undefined) return field;
    read[field] = instant;
  }
  return read;
}

type Teller = (
  sink: JournalSink,
  handles: Handles,
  time: Instant,
  properties: Properties,
) => string | undefined;

const TELLERS: Readonly<Record<string, Teller>> = {
  TaskAddEvent: (_, handles, time, properties) =>
    named(properties, () => void handles.task(time, properties)),
  TaskStartEvent: (sink, handles, time, properties) =>
    placed(properties, (info) =>
      sink.taskStarted(time, handles.task(time, properties), handles.node(time, info)),
    ),
  TaskCompleteEvent: (sink, handles, time, properties) =>
    ended(sink, handles, time, properties, completionOf(properties)),
  // Azure tells a failure a second time; the first has said it all.
  TaskFailEvent: () => undefined,
  TaskRetryEvent: (sink, handles, time, properties) => ended(sink, handles, time, properties, 'retry'),
  TaskRequeueEvent: (sink, handles, time, properties) => ended(sink, handles, time, properties, 'requeue'),
  TaskRecoverEvent: (sink, handles, time, properties) => ended(sink, handles, time, properties, 'recovery'),
  TaskWithdrawEvent: (sink, handles, time, properties) =>
    named(properties, () => sink.taskWithdrawn(time, handles.task(time, properties))),
  NodeAddEvent: (_, handles, time, properties) =>
    placed(properties, (info) => void handles.node(time, info, properties)),
  NodeStateChangeEvent: (sink, handles, time, properties) => {
    const { state } = properties;
    if (!NODE_STATES.includes(state as NodeState)) return 'state';
    return placed(properties, (info) =>
      sink.nodeChanged(time, handles.node(time, info), nodeStateCode(state as NodeState)),
    );
  },
  NodeRemoveEvent: (sink, handles, time, properties) =>
    placed(properties, (info) => sink.nodeRemoved(time, handles.node(time, info))),
};

function named(properties: Properties, act: () => void): string | undefined {
  if (typeof properties.id !== 'string') return 'id';
  if (typeof properties.jobId !== 'string') return 'jobId';
  act();
  return undefined;
}

function placed(properties: Properties, act: (nodeInfo: Properties) => void): string | undefined {
  const { nodeInfo } = properties;
  if (!isObject(nodeInfo) || typeof nodeInfo.nodeId !== 'string') return 'nodeInfo';
  act(nodeInfo);
  return undefined;
}

function ended(
  sink: JournalSink,
  handles: Handles,
  time: Instant,
  properties: Properties,
  end: AttemptEnd,
): string | undefined {
  if (typeof properties.id !== 'string') return 'id';
  const info = isObject(properties.executionInfo) ? properties.executionInfo : {};
  const exitCode = numberOf(info.exitCode) ?? Number.NaN;
  return placed(properties, (nodeInfo) =>
    sink.taskEnded(
      time,
      handles.task(time, properties),
      handles.node(time, nodeInfo),
      ATTEMPT_ENDS.indexOf(end),
      exitCode,
    ),
  );
}

/** How Azure's completion event says that the task ended. */
function completionOf(properties: Properties): AttemptEnd {
  const info = isObject(properties.executionInfo) ? properties.executionInfo : {};
  const error = isObject(info.schedulingError) ? info.schedulingError : {};
  if (error.code === 'TaskEnded') return 'terminated';
  if (typeof info.result === 'string') return info.result.toLowerCase() === 'success' ? 'success' : 'failure';
  return info.exitCode === 0 ? 'success' : 'failure';
}
