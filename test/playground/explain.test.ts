// Evaluations explained: what is computed again must be what the run recorded, and the moment that is loaded into
// "Evaluate now" must give the same targets.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from '../../compiler/index.ts';
import { createSource } from '../../grammar/index.ts';
import { createEngine } from '../../playground/engine.ts';
import { createExplain } from '../../playground/explain.ts';
import { takeFormula } from '../../playground/scenario-value.ts';
import type { JsonObject } from '../../playground/state.ts';
import { environmentOf, evaluate } from '../../runtime/index.ts';
import { documentOf, readDocument, readState } from '../../simulator/index.ts';
import { ROOT } from '../rules/sources.ts';

const text = (file: string): string => readFileSync(path.join(ROOT, 'examples/render-week', file), 'utf8');
const data = readDocument(createSource('scenario.yaml', text('scenario.yaml'))).document!.data as JsonObject;
const scenario: JsonObject = { ...takeFormula(data).scenario, until: 'P1D' };
const manner = { version: '', bytesOf: () => undefined, turn: async () => {} };
const explain = createExplain(manner);
const isWanted = () => true;

describe.each(['pending-tasks', 'spot-first', 'workday'])('the formula %s', (name) => {
  const formula = { name, text: text(`${name}.txt`) };
  const { program } = compile(createSource(name, formula.text));

  test('is explained as the run recorded it, and the moment gives the same targets', async () => {
    const found = await createEngine(manner).answer(
      { title: '', formulas: [formula], scenario },
      { progress: () => {}, isWanted },
    );
    const { list } = found!.entries[0]!.report.evaluations;
    expect(list.length).toBeGreaterThan(250);
    for (const at of [0, 1, 137, list.length - 1]) {
      const { time, poolId, dedicated, lowPriority, variables } = list[at]!;
      const why = await explain({ title: '', formula, scenario, files: new Map(), poolId, time }, isWanted);
      if (why === undefined || 'problem' in why) throw new Error(`evaluation ${at} is not explained`);
      expect(why.after).toEqual([dedicated, lowPriority]);
      const last = new Map(why.names.map((one) => [one.name, one.value]));
      for (const variable of variables)
        expect(`${variable.name}=${last.get(variable.name)}`).toBe(`${variable.name}=${variable.value}`);
      const { state, complaints } = readState(documentOf('state', why.now));
      expect(complaints).toEqual([]);
      const again = evaluate(program!, environmentOf(state!));
      expect([again.targets.targetDedicatedNodes, again.targets.targetLowPriorityNodes]).toEqual(why.after);
      expect(why.leftOut).toEqual([]);
    }
  });
});

test('an evaluation that the run does not have is said in words', async () => {
  const formula = { name: 'three', text: '$TargetDedicatedNodes = 3;' };
  const why = await explain(
    { title: '', formula, scenario, files: new Map(), poolId: 'render', time: 12.5 },
    isWanted,
  );
  expect(why).toEqual({ problem: 'The run has no evaluation at that time any more.' });
});
