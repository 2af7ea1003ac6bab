// An evaluation as text: when it was, what the pool is asked for, and every variable.

import { calendarOf, type Evaluation, printInstant, printValue, userVariables } from '../../runtime/index.ts';
import type { State } from '../environment.ts';
import type { Style } from '../style.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

interface EvaluationStyle {
  /** Whether anybody named the time. */
  readonly isTimed: boolean;
  readonly style: Style;
}

/** The targets with what the pool has so far, and the formula's own variables. */
export function renderEvaluation(
  evaluation: Evaluation,
  { pool }: State,
  { isTimed, style }: EvaluationStyle,
): string {
  const { targets, timestamp, error } = evaluation;
  const rows = [
    ['dedicated nodes', nodesText(targets.targetDedicatedNodes, pool.targetDedicatedNodes, style)],
    ['low-priority nodes', nodesText(targets.targetLowPriorityNodes, pool.targetLowPriorityNodes, style)],
    ['on removed nodes', targets.nodeDeallocationOption],
  ] as const;
  const variables = [...userVariables(evaluation)].map(([name, value]) => [name, printValue(value)] as const);
  const width = Math.max(...[...rows, ...variables].map(([label]) => label.length));
  const list = (pairs: typeof rows | typeof variables): string =>
    pairs.map(([label, text]) => `${label.padEnd(width)}  ${text}\n`).join('');
  const heading = `${printInstant(timestamp)} ${style('dim', `(${WEEKDAYS[calendarOf(timestamp).weekday]}${isTimed ? '' : '; --at names another time'})`)}\n`;
  const verdict =
    error === undefined
      ? ''
      : `${style('red', `${error.code}: ${error.detail}`)}\nThe pool keeps its size.\n`;
  return `${heading}${verdict}\n${list(rows)}${variables.length === 0 ? '' : `\n${list(variables)}`}`;
}

function nodesText(target: number, before: number | undefined, style: Style): string {
  const change = before === undefined || before === target ? '' : style('dim', ` (${before} before)`);
  return `${style('bold', String(target))}${change}`;
}
