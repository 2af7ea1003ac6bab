// A condition that depends on the number of a Sunday, which nobody documents.

import { isComparison } from '../flow.ts';
import type { Node } from '../ir.ts';
import { type Facts, textOf } from './facts.ts';
import { defineRule } from './rule.ts';
import { isAboutSunday, SUNDAYS, truthOn } from './sundays.ts';

const isLogic = (node: Node | undefined): boolean =>
  node?.kind === 'logical' || (node?.kind === 'unary' && node.operator === '!');

/** The largest conditions that a comparison is part of, names followed. */
function rootsOf({ flow }: Facts, start: Node): readonly Node[] {
  const roots: Node[] = [];
  const seen = new Set<Node>();
  const waiting = [start];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const { parent, step } = flow.places.get(node)!;
    if (isLogic(parent)) waiting.push(parent!);
    else if (parent !== undefined) roots.push(node);
    else {
      const reads = flow.definitions.find((definition) => definition.step === step)?.reads ?? [];
      const inLogic = reads.filter((read) => isLogic(flow.places.get(read)?.parent));
      waiting.push(...inLogic);
      if (inLogic.length < reads.length || reads.length === 0) roots.push(node);
    }
  }
  return roots.filter((node) => isComparison(node) || isLogic(node) || node.kind === 'variable');
}

export const sunday = defineRule(
  'sunday',
  {
    severity: 'warning',
    message: 'on a Sunday `{condition}` depends on whether its weekday is 0 or 7, which Azure does not say',
    hint: 'ask for Monday to Friday with `weekday >= 1 && weekday <= 5`, and for the weekend with its negation',
    prose:
      'The weekday counts from 1 for Monday to 6 for Saturday. Formulas in use take Sunday for 0 and for 7; a condition should come out the same for both.',
    example:
      'day = time().weekday;\nisWeekend = day >= 6;\n$TargetDedicatedNodes = isWeekend ? 0 : 4;\n$NodeDeallocationOption = taskcompletion;',
    nearMiss:
      'day = time().weekday;\nisWeekend = day < 1 || day > 5;\n$TargetDedicatedNodes = isWeekend ? 0 : 4;\n$NodeDeallocationOption = taskcompletion;',
  },
  function* (facts, make) {
    const asked = new Set<Node>();
    for (const { node } of facts.flow.places.values()) {
      if (!isAboutSunday(facts, node)) continue;
      for (const root of rootsOf(facts, node)) {
        if (asked.has(root)) continue;
        asked.add(root);
        const [first, last] = SUNDAYS.map((sunday) => truthOn(facts, root, sunday));
        if (first !== last) yield make(node.span, { condition: textOf(facts, node) });
      }
    }
  },
);
