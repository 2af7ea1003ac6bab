// The journal back from text: lines of records, ours or Azure's, told to a sink as if they happened now.
// A record that cannot be read is a complaint with its line; one that we do not know is counted.

import type { Diagnostic } from '../grammar/index.ts';
import { type Instant, parseInstant } from '../runtime/index.ts';
import { type Complaint, excerptOf } from './diagnostics.ts';
import { type Fact, INSTANT_FIELDS, type JournalSink, type Names } from './journal.ts';
import { JOURNAL } from './journal-diagnostics.ts';
import { failureOf, isObject, JournalHandles, numberOf, type Properties, partOf } from './journal-handles.ts';
import { NODE_STATES, type NodeState, nodeStateCode } from './model/node.ts';
import { ATTEMPT_ENDS, type AttemptEnd } from './model/task.ts';

export interface JournalReader<Sink extends JournalSink> {
  /** Who hears the records. */
  readonly sink: Sink;
  /** Reads the next line; an empty one is passed over. Returns a complaint, or nothing when all is well. */
  line(text: string): Complaint | undefined;
  /** Records read, and records of kinds that a report does not use. */
  readonly counts: { readonly read: number; readonly unknown: number };
}

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
  'PoolResizeStopEvent',
  'PoolAutoScaleTestEvent',
  'PoolUpdateEvent',
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
  'TaskUseEvent',
  'NeverRunEvent',
  'PoolIdleEvent',
  'JobTerminateCompleteEvent',
  'TaskScheduleFailEvent',
]);

/** Reads the lines of a file into a sink. Tasks and nodes are numbered in the order of their first naming. */
export function createJournalReader<Sink extends JournalSink>(
  name: string,
  makeSink: (names: Names) => Sink,
): JournalReader<Sink> {
  const handles = new JournalHandles();
  const sink = makeSink(handles);
  const counts = { read: 0, unknown: 0 };
  let number = 0;
  return {
    sink,
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
      const problem = tell({ sink, handles, time }, record.operationName, record.properties);
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
    // Whoever asked complains of the line, at its number.
    return undefined;
  }
  if (!isObject(value) || typeof value.operationName !== 'string') return undefined;
  const properties = isObject(value.properties) ? value.properties : {};
  return { time: value.time, operationName: value.operationName, properties };
}

/** To whom a record is told, by which numbers, and when. */
interface Telling {
  readonly sink: JournalSink;
  readonly handles: JournalHandles;
  readonly time: Instant;
}

/** Tells one record; returns the name of a field that is missing or wrong, or `unknown` for other kinds. */
function tell(telling: Telling, event: string, properties: Properties): string | undefined {
  if (PLAIN_FACTS.has(event)) return tellFact(telling, event, properties);
  const teller = TELLERS[event];
  return teller === undefined ? 'unknown' : teller(telling, properties);
}

function tellFact(
  { sink, handles, time }: Telling,
  event: string,
  properties: Properties,
): string | undefined {
  if (event === 'JobStartEvent') handles.startJob(String(properties.id ?? ''));
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
      const { schedulingError } = info;
      read[field] = isObject(schedulingError)
        ? { ...info, schedulingError: failureOf(schedulingError) }
        : info;
    }
    if (!INSTANT_FIELDS.has(field)) continue;
    const instant = typeof value === 'string' ? parseInstant(value) : undefined;
    if (instant === undefined) return field;
    read[field] = instant;
  }
  return read;
}

type Teller = (telling: Telling, properties: Properties) => string | undefined;

/** What a sink hears of a task alone, and of a task and a node. */
type TaskCall = 'taskBlocked' | 'taskUnblocked' | 'taskWithdrawn' | 'taskDeleted';
type PlaceCall = 'taskPreparing' | 'taskUnprepared' | 'taskStarted' | 'subtaskStarted' | 'subtaskEnded';

const ofTask =
  (call: TaskCall): Teller =>
  ({ sink, handles, time }, properties) =>
    named(properties, () => sink[call](time, handles.task(sink, time, properties)));

const ofPlace =
  (call: PlaceCall): Teller =>
  ({ sink, handles, time }, properties) =>
    placed(properties, (info) =>
      sink[call](time, handles.task(sink, time, properties), handles.node(sink, time, info)),
    );

const ofEnd =
  (endOf: (properties: Properties) => AttemptEnd): Teller =>
  ({ sink, handles, time }, properties) => {
    if (typeof properties.id !== 'string') return 'id';
    const exitCode = numberOf(partOf(properties, 'executionInfo').exitCode) ?? Number.NaN;
    return placed(properties, (info) => {
      const task = handles.task(sink, time, properties);
      const node = handles.node(sink, time, info);
      sink.taskEnded(time, task, node, ATTEMPT_ENDS.indexOf(endOf(properties)), exitCode);
    });
  };

const TELLERS: Readonly<Record<string, Teller>> = {
  TaskAddEvent: ({ sink, handles, time }, properties) =>
    named(properties, () => void handles.addTask(sink, time, properties)),
  TaskBlockEvent: ofTask('taskBlocked'),
  TaskUnblockEvent: ofTask('taskUnblocked'),
  TaskPrepareEvent: ofPlace('taskPreparing'),
  TaskUnprepareEvent: ofPlace('taskUnprepared'),
  TaskStartEvent: ofPlace('taskStarted'),
  TaskCompleteEvent: ofEnd(completionOf),
  // Azure tells a failure a second time; the first has said it all.
  TaskFailEvent: () => undefined,
  TaskRetryEvent: ofEnd(() => 'retry'),
  TaskRequeueEvent: ofEnd(() => 'requeue'),
  TaskRecoverEvent: ofEnd(() => 'recovery'),
  TaskWithdrawEvent: ofTask('taskWithdrawn'),
  TaskDeleteEvent: ofTask('taskDeleted'),
  TaskReactivateEvent: ({ sink, handles, time }, properties) =>
    named(properties, () => {
      const task = handles.task(sink, time, properties);
      handles.renew(task);
      sink.taskReactivated(time, task);
    }),
  SubtaskStartEvent: ofPlace('subtaskStarted'),
  SubtaskEndEvent: ofPlace('subtaskEnded'),
  NodeAddEvent: ({ sink, handles, time }, properties) =>
    placed(properties, (info) => handles.addNode(sink, time, info, properties)),
  NodeStateChangeEvent: ({ sink, handles, time }, properties) => {
    const { state } = properties;
    if (!NODE_STATES.includes(state as NodeState)) return 'state';
    return placed(properties, (info) =>
      sink.nodeChanged(time, handles.node(sink, time, info), nodeStateCode(state as NodeState)),
    );
  },
  NodeRemoveEvent: ({ sink, handles, time }, properties) =>
    placed(properties, (info) => sink.nodeRemoved(time, handles.removeNode(sink, time, info))),
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

/** How Azure's completion event says that the task ended. */
function completionOf(properties: Properties): AttemptEnd {
  const info = partOf(properties, 'executionInfo');
  const { code } = partOf(info, 'schedulingError');
  if (code === 'TaskEnded') return 'terminated';
  const isSuccess =
    typeof info.result === 'string' ? info.result.toLowerCase() === 'success' : info.exitCode === 0;
  if (isSuccess) return 'success';
  if (typeof code !== 'string' || code === 'FailureExitCode') return 'failure';
  return code.startsWith('FileUpload') || typeof info.exitCode === 'number' ? 'notuploaded' : 'notstarted';
}
