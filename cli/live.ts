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
import type { Style } from './style.ts';

export interface LiveView {
  readonly makeSink: (names: Names) => JournalSink;
  readonly close: () => void;
}

/** Milliseconds between two drawings. */
const PACE = 200;
/** So many nodes and tasks have a line of their own on a terminal. */
const SHOWN = 8;

/** What is known of the run at a moment. */
interface Moment {
  readonly total: number;
  added: number;
  ended: number;
  failed: number;
  time: number;
  readonly start: number;
  readonly slots: Map<number, number>;
  readonly nodes: Map<number, string>;
  readonly names: Map<number, string>;
  readonly running: Map<number, string>;
  evaluation: string;
}

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
  const say = io.errIsTerminal ? () => {} : (what: string): void => io.err(`${since()} ${what}\n`);
  let drawn = 0;
  const erase = (): void => {
    if (drawn > 0) io.err(`\u001b[${drawn}A\u001b[J`);
    drawn = 0;
  };
  const draw = (): void => {
    const lines = picture(moment, style).map((line) => line.slice(0, io.columns + 20));
    erase();
    io.err(`${lines.join('\n')}\n`);
    drawn = lines.length;
  };
  const timer = io.errIsTerminal ? setInterval(draw, PACE) : undefined;
  return {
    makeSink: (names) => watch(moment, names, say),
    close() {
      clearInterval(timer);
      erase();
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
      moment.running.set(task, `${nameOf(task)} on ${moment.names.get(node)}`);
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
      return `${taskType} ${taskName} ends: ${error === undefined ? 'success' : `${error.code}: ${error.message}`}`;
    }
    case 'NodeErrorEvent':
      return `a node has an error: ${fact.code}`;
    case 'OperationRefuseEvent':
      return `${fact.operation} is refused: ${fact.code}`;
    default:
      return undefined;
  }
}

/** The lines of a terminal. */
function picture(moment: Moment, style: Style): readonly string[] {
  const { total, ended, failed, running, nodes, evaluation } = moment;
  const waiting = Math.max(0, moment.added - ended - running.size);
  const slots = [...nodes.keys()].reduce((sum, node) => sum + (moment.slots.get(node) ?? 0), 0);
  const failures = failed === 0 ? '' : style('red', `, ${failed} failed`);
  const states = new Map<string, number>();
  for (const state of nodes.values()) states.set(state, (states.get(state) ?? 0) + 1);
  const told = [...states].map(([state, count]) => `${count} ${state}`).join(', ');
  return [
    style(
      'bold',
      `${printInterval(moment.time - moment.start)}  ${ended} of ${Math.max(total, moment.added)} tasks over${failures}`,
    ),
    `tasks   ${running.size} running, ${waiting} waiting`,
    `nodes   ${told === '' ? 'none yet' : told}; ${running.size} of ${slots} slots busy`,
    ...(evaluation === '' ? [] : [`formula ${evaluation}`]),
    ...[...running.values()].slice(0, SHOWN).map((name) => style('dim', `  ${name}`)),
    ...(running.size > SHOWN ? [style('dim', `  and ${running.size - SHOWN} more`)] : []),
  ];
}
