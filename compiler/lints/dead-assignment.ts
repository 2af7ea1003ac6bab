// A value that is replaced before anything reads it.

import type { Definition } from '../flow.ts';
import type { Facts } from './facts.ts';
import { defineRule, withFix, withRelated } from './rule.ts';

/** Whether a statement is there for its failures, too: without it an evaluation might go on. */
const canFail = ({ ranges }: Facts, { span }: Definition): boolean =>
  ranges.failures.some((failure) => span.start <= failure.span.start && failure.span.end <= span.end);

export const deadAssignment = defineRule(
  'dead-assignment',
  {
    severity: 'info',
    message: '`{name}` is assigned again before this value is read',
    hint: 'remove this statement',
    prose:
      'Statements run in order, once, and the last assignment counts. A first value does not stay when a later one is made of something else.',
    example: '$TargetDedicatedNodes = 0;\n$TargetDedicatedNodes = 4;',
    nearMiss: '$TargetDedicatedNodes = 0;\n$TargetDedicatedNodes = $TargetDedicatedNodes + 4;',
    fixed: '$TargetDedicatedNodes = 4;',
  },
  function* (facts, make) {
    const { program, flow } = facts;
    // Where an evaluation can stop in between, the first value counts then.
    if ([...flow.places.keys()].some((node) => node.kind === 'call' && node.function === 'stop')) return;
    for (const definition of flow.definitions) {
      const { name, reads, next, nameSpan, span } = definition;
      if (reads.length > 0 || next === undefined) continue;
      const complaint = withRelated(make(nameSpan, { name }), {
        message: 'assigned again here',
        span: next.nameSpan,
      });
      const following = program.steps[definition.step + 1];
      const between = following && facts.source.text.slice(span.end, following.span.start);
      const isRemovable = between !== undefined && /^\s*;\s*$/.test(between) && !canFail(facts, definition);
      if (isRemovable)
        yield withFix(complaint, 'Remove the statement', {
          span: { start: span.start, end: following!.span.start },
          text: '',
        });
      else yield complaint;
    }
  },
);
