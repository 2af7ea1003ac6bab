// What a real run shows while it goes on: on a terminal a few lines that stay in place, elsewhere a line for each thing
// worth telling. Everything is on standard error.

import { printInterval } from '../runtime/index.ts';
import {
  ATTEMPT_ENDS,
  type AttemptEnd,
  type Fact,
  type FailureInfo,
  type JournalSink,
  type Names,
  NODE_STATES,
  SILENCE,
} from '../simulator/index.ts';
import type { Io } from './io.ts';
import { type Moment, picture } from './live-picture.ts';
import { createScreen } from './screen.ts';
import type { Style } from './style.ts';

export interface LiveView {
  readonly makeSink: (names: Names) => JournalSink;
  /** Prints something that stays, above what is shown. */
  readonly print: (text: string) => void;
  readonly close: () => void;
}

/** Milliseconds between two drawings. */
const PACE = 200;
/** A view for this terminal, or lines where there is none. */
export function createLiveView(
  io: Io,
  style: Style,
  run: { readonly start: number; readonly total: number },
): LiveView {
  const moment: Moment = {
    ...run, added: 0, ended: 0, failed: 0, time: run.start,
    slots: new Map(), nodes: new Map(), names: new Map(), running: new Map(), evaluation: '',
  }; // biome-ignore format: a record
  const since = (): string => printInterval(moment.time - moment.start);
  const isDrawn = io.errIsTerminal && io.environment.TERM !== 'dumb';
  const say = isDrawn ? () => {} : (what: string): void => io.err(`${since()} ${what}\n`);
  const screen = createScreen(io, style);
  // Between two events the run's clock goes on as the wall does, or faster.
  let heard = { time: moment.time, at: io.now() };
  const draw = (): void => {
    if (heard.time !== moment.time) heard = { time: moment.time, at: io.now() };
    screen.draw(picture(moment, moment.time + io.now() - heard.at, io.rows));
  };
  const timer = isDrawn ? setInterval(draw, PACE) : undefined;
  return {
    makeSink: (names) => watch(moment, names, say),
    print: screen.print,
    close() {
      clearInterval(timer);
      screen.close();
    },
  };
}

/** Whether a failure says more than how the attempt ended. */
const isExplained = (how: AttemptEnd, failure: FailureInfo | undefined): boolean =>
  how === 'notstarted' ||
  how === 'notuploaded' ||
  (how === 'terminated' && (failure?.code ?? 'TaskEnded') !== 'TaskEnded');

/** Keeps the moment, and says what is worth a line. */
function watch(moment: Moment, names: Names, say: (what: string) => void): JournalSink {
  const at = (time: number): void => {
    moment.time = time;
  };
  const nameOf = (task: number): string => `${names.jobIdOf(task)}/${names.taskId(task)}`;
  return {
    ...SILENCE,
    fact(fact) {
      at(fact.time);
      const told = tellFact(fact, moment);
      if (told !== undefined) say(told);
    },
    taskAdded(time) {
      at(time);
      moment.added++;
    },
    taskStarted(time, task, node) {
      at(time);
      moment.running.set(task, { task: nameOf(task), node: moment.names.get(node)!, since: time });
      say(`task ${nameOf(task)} starts on ${moment.names.get(node)}`);
    },
    taskEnded(time, task, node, end, exitCode) {
      at(time);
      moment.running.delete(task);
      const how = ATTEMPT_ENDS[end]!;
      const isOver = !['retry', 'requeue', 'recovery'].includes(how);
      if (isOver) moment.ended++;
      if (isOver && how !== 'success') moment.failed++;
      const code = Number.isNaN(exitCode) ? '' : `, exit code ${exitCode}`;
      const why = isExplained(how, names.failure(task)) ? `: ${names.failure(task)!.message}` : '';
      say(`task ${nameOf(task)} ends on ${moment.names.get(node)}: ${how}${code}${why}`);
    },
    nodeAdded(time, node, { taskSlotsPerNode, poolId }) {
      at(time);
      moment.names.set(node, `node ${node + 1}`);
      moment.slots.set(node, taskSlotsPerNode);
      say(`node ${node + 1} joins pool ${poolId}`);
    },
    nodeChanged(time, node, state) {
      at(time);
      const name = NODE_STATES[state]!;
      moment.nodes.set(node, name);
      if (name !== 'idle' && name !== 'running') say(`node ${node + 1} is ${name}`);
    },
    nodeRemoved(time, node) {
      at(time);
      moment.nodes.delete(node);
      say(`node ${node + 1} is gone`);
    },
  };
}

function tellFact(fact: Fact, moment: Moment): string | undefined {
  switch (fact.event) {
    case 'PoolAutoScaleEvent':
      moment.evaluation =
        fact.error.code === ''
          ? `${fact.id}: ${fact.results}`
          : `${fact.id}: ${fact.error.code} ${fact.error.values.map(({ value }) => value).join('; ')}`;
      return `evaluation of ${moment.evaluation}`;
    case 'SpecialTaskCompleteEvent': {
      const { executionInfo, taskType, taskName } = fact;
      const error = executionInfo.schedulingError;
      const name = taskName === taskType ? taskType : `${taskType} ${taskName}`;
      return `${name} ends: ${error === undefined ? 'success' : `${error.code}: ${error.message}`}`;
    }
    case 'NodeErrorEvent':
      return `a node has an error: ${fact.code}${fact.message === '' ? '' : `: ${fact.message}`}`;
    case 'OperationRefuseEvent':
      return `${fact.operation} is refused: ${fact.code}`;
    default:
      return undefined;
  }
}
