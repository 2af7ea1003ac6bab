import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FORMULA_CODES,
  fix,
  type InspectOptions,
  inspect,
  lintDirectives,
  RULES,
} from '../../compiler/index.ts';
import { createSource, type Diagnostic } from '../../grammar/index.ts';
import { formula, windows } from './formulas.ts';

const look = (text: string, options: InspectOptions = {}) =>
  inspect(createSource('formula', text), options).diagnostics;
const codesOf = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);
const errorsIn = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.filter(({ severity }) => severity === 'error').length;

describe.each(RULES.map((rule) => [rule.code, rule] as const))('%s', (code, { row }) => {
  const { pool, byDefault } = row;
  const asked = byDefault === undefined ? {} : { [code]: row.severity };
  const options: InspectOptions = { levels: asked, ...(pool !== undefined && { pool }) };

  test('is provoked by its example, and nothing else is', () => {
    const found = look(row.example, options);
    expect(found.map((one) => [one.code, one.severity])).toEqual([[code, row.severity]]);
    for (const { message, hint = '', related = [] } of found)
      expect([message, hint, ...related.map((one) => one.message)].join()).not.toMatch(/[{}]|undefined|NaN/);
  });

  test('is not provoked by its near miss, and nothing else is', () => {
    const other = row.otherPool ?? pool;
    expect(codesOf(look(row.nearMiss, { ...options, ...(other !== undefined && { pool: other }) }))).toEqual(
      [],
    );
  });

  test(row.fixed === undefined ? 'offers no fix' : 'is fixed as it says', () => {
    const { text } = fix(createSource('formula', row.example), options);
    expect(text).toBe(row.fixed ?? row.example);
    if (row.fixed !== undefined) expect(codesOf(look(text, options))).toEqual([]);
  });

  test('is silent by default when it is off, and when it is turned off', () => {
    if (byDefault === 'off')
      expect(codesOf(look(row.example, pool === undefined ? {} : { pool }))).toEqual([]);
    expect(codesOf(look(row.example, { ...options, levels: { [code]: 'off' } }))).toEqual([]);
    expect(look(row.example, { ...options, levels: { [code]: 'error' } })[0]?.severity).toBe('error');
  });
});

describe('comments that suppress', () => {
  const capless = 'pending = max(0, $PendingTasks.GetSample(4));\n';
  const option = '\n$NodeDeallocationOption = taskcompletion;';
  test.each([
    [
      'the next line',
      `${capless}// lazurite-disable-next-line lint-no-cap\n$TargetDedicatedNodes = pending;${option}`,
    ],
    [
      'the next line with code',
      `${capless}// lazurite-disable-next-line lint-no-cap -- quota\n\n// why\n$TargetDedicatedNodes = pending;${option}`,
    ],
    [
      'its own line',
      `${capless}$TargetDedicatedNodes = pending; // lazurite-disable-line lint-no-cap${option}`,
    ],
    [
      'the whole formula',
      `// lazurite-disable lint-no-cap\r\n${capless}$TargetDedicatedNodes = pending;${option}`,
    ],
    [
      'several codes',
      `// lazurite-disable lint-no-cap, lint-default-deallocation\n${capless}$TargetDedicatedNodes = pending;`,
    ],
  ])('%s', (_, text) => {
    expect(codesOf(look(text))).toEqual([]);
  });

  test('say nothing of another line, and that they are of no use', () => {
    const text = `// lazurite-disable-next-line lint-no-cap\n${capless}$TargetDedicatedNodes = pending;${option}`;
    expect(codesOf(look(text))).toEqual(['lint-unused-suppression', 'lint-no-cap']);
    expect(fix(createSource('formula', text)).text).toBe(
      `${capless}$TargetDedicatedNodes = pending;${option}`,
    );
  });

  test('take nothing away that the service refuses', () => {
    expect(codesOf(look('// lazurite-disable syntax-missing-operand\na = 1 + ;'))).toContain(
      'syntax-missing-operand',
    );
  });

  test.each(Object.entries(lintDirectives.rows))('%s is provoked by its example', (code, row) => {
    expect(look(row.example).map((one) => [one.code, one.severity])).toEqual([[code, row.severity]]);
  });

  test('name the nearest code', () => {
    const [found] = look('// lazurite-disable lint-nocap\n$TargetDedicatedNodes = 4;');
    expect(found?.hint).toBe('did you mean `lint-no-cap`?');
  });
});

describe('the rules together', () => {
  const texts = fc.oneof(
    formula,
    windows,
    fc
      .array(fc.constantFrom(...RULES.map(({ row }) => row.example)), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join(';\n')),
  );
  const pool = {
    taskSlotsPerNode: 4,
    enableInterNodeCommunication: true,
    targetLowPriorityNodes: 2,
    enableAutoScale: true,
  };

  test('have codes of their own', () => {
    const own = RULES.map(({ code }) => code);
    expect(new Set(own).size).toBe(own.length);
    expect(own.every((code) => FORMULA_CODES.has(code))).toBe(true);
  });

  test('never throw, and point into the text', () => {
    const levels = Object.fromEntries(RULES.map(({ code, row }) => [code, row.severity]));
    fc.assert(
      fc.property(fc.oneof(texts, fc.string()), (text) => {
        for (const { span, fix: made, related = [] } of look(text, { pool, levels }))
          for (const at of [
            span,
            ...(made?.edits ?? []).map((edit) => edit.span),
            ...related.map((one) => one.span),
          ])
            expect(0 <= at.start && at.start <= at.end && at.end <= text.length).toBe(true);
      }),
      { numRuns: Number(process.env.RUNS ?? 300) },
    );
  });

  test('fixes come to an end and make no error', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const before = look(text, { pool });
        const { text: mended } = fix(createSource('formula', text), { pool });
        const after = look(mended, { pool });
        expect(errorsIn(after)).toBeLessThanOrEqual(errorsIn(before));
        expect(after.filter((one) => one.fix !== undefined)).toEqual([]);
        expect(fix(createSource('formula', mended), { pool }).text).toBe(mended);
      }),
      { numRuns: Number(process.env.RUNS ?? 200) },
    );
  });
});
