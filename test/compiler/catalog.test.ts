import { describe, expect, test } from 'vitest';
import {
  ALIASES,
  CONSTANTS,
  EXAMPLE_STATE,
  type Example,
  FUNCTION_NAMES,
  FUNCTIONS,
  type FunctionRow,
  findFunction,
  findMember,
  findMethod,
  findName,
  findOperator,
  KINDS,
  LIVE,
  LOGIC,
  MEMBERS,
  METHOD_NAMES,
  METHODS,
  METRICS,
  OPERATORS,
  OPTIONS,
  SERVICE_NAMES,
  TARGETS,
  type VariableRow,
} from '../../compiler/index.ts';
import { createSampleStore, type Environment, evaluate, resultsText, SECOND } from '../../runtime/index.ts';
import { compileText } from './corpus.ts';

const TABLES = {
  ALIASES,
  CONSTANTS,
  FUNCTIONS,
  LIVE,
  LOGIC,
  MEMBERS,
  METHODS,
  METRICS,
  OPERATORS,
  OPTIONS,
  TARGETS,
};

/** The environment of an example's state, `EXAMPLE_STATE` for what it leaves out. */
function environmentOf({ state = {} }: Example): Environment {
  const { now: text, samples, live, random, ...targets } = { ...EXAMPLE_STATE, ...state };
  const now = Date.parse(text);
  const series = Object.entries(samples).map(([metric, pairs]) => [
    metric,
    pairs.map(([age, value]: readonly [number, number]) => [now - age * SECOND, value] as const),
  ]);
  return {
    now,
    ...targets,
    live,
    samples: createSampleStore(Object.fromEntries(series)),
    random: () => random,
  };
}

const examples: readonly (readonly [id: string, example: Example])[] = [
  METRICS,
  LIVE,
  TARGETS,
  FUNCTIONS,
  METHODS,
].flatMap((table) =>
  Object.entries<VariableRow | FunctionRow>(table).flatMap(([id, row]) =>
    (row.examples ?? []).map((example) => [id, example] as const),
  ),
);

describe('the catalog', () => {
  test.each(Object.entries(TABLES))('%s says in a sentence what each thing is', (_, table) => {
    for (const [name, row] of Object.entries<{ prose: string }>(table)) {
      expect(row.prose, name).toMatch(/^[A-Z0-9].*\.$/s);
    }
  });

  test.each(examples)('%s: the example $formula gives what it says', (_, example) => {
    const { program, diagnostics } = compileText(example.formula);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const results = resultsText(evaluate(program!, environmentOf(example))).split(';');
    expect(results).toEqual(expect.arrayContaining(example.result.split(';')));
  });

  test('has an example for each function and each method', () => {
    for (const [id, row] of Object.entries({ ...FUNCTIONS, ...METHODS })) {
      expect(row.examples.length, id).toBeGreaterThan(0);
    }
  });

  test('spells each overload as its id', () => {
    for (const [id, { operator, operands }] of Object.entries(OPERATORS)) {
      expect(id).toBe(operands.length === 1 ? operator + operands[0] : operands.join(` ${operator} `));
    }
    for (const [id, row] of Object.entries(METHODS)) {
      expect(id).toBe(`${row.name}(${row.parameters.map(({ name }) => name).join(', ')})`);
    }
  });

  test('finds by name', () => {
    expect(findName('$PendingTasks')).toEqual({ kind: 'metric', id: '$PendingTasks' });
    expect(findName('$CurrentDedicated')).toEqual({ kind: 'live', id: '$CurrentDedicatedNodes' });
    expect(findName('$TargetDedicated')).toEqual({ kind: 'target', id: '$TargetDedicatedNodes' });
    expect(findName('TimeInterval_100ns')).toEqual({ kind: 'constant', id: 'TimeInterval_100ns' });
    expect(findName('requeue')).toEqual({ kind: 'option', id: 'requeue' });
    expect(findName('$pendingtasks')).toBeUndefined();
    expect(SERVICE_NAMES.every((name) => findName(name) !== undefined)).toBe(true);
    expect(findFunction('lg').map(({ id }) => id)).toEqual(['lg(double)', 'lg(list)']);
    expect(findMethod('GetSample')).toHaveLength(1 + 4);
    expect(findOperator('-', 1).map(({ id }) => id)).toEqual(['-double', '-timeinterval']);
    expect(findMember('weekday')).toBe('weekday');
    expect(FUNCTION_NAMES.every((name) => findFunction(name).length > 0)).toBe(true);
    expect(METHOD_NAMES.every((name) => findMethod(name).length > 0)).toBe(true);
  });

  test('knows nothing of what the language lacks', () => {
    for (const name of ['constructor', '__proto__', 'toString', '', 'trunc', 'abs']) {
      expect([findName(name), findMember(name)]).toEqual([undefined, undefined]);
      expect([findFunction(name), findMethod(name)]).toEqual([[], []]);
    }
  });

  test('documents exactly the operand kinds of the article', () => {
    const documented = Object.values(OPERATORS).filter((row) => !('lenient' in row));
    const arithmetic = 4 /* numbers */ + 4 + 4 /* vectors */ + 1 + 2 + 2 /* intervals */ + 3; /* instants */
    const prefix = 3;
    const comparisons = 6 * (KINDS.length - 2);
    expect(documented).toHaveLength(arithmetic + prefix + comparisons);
  });
});
