// A formula that is nearly too long.

import { LIMITS } from '../../grammar/index.ts';
import { defineRule } from './rule.ts';

const STATEMENTS = 90;
const CHARACTERS = 7500;

export const nearLimits = defineRule(
  'near-limits',
  {
    severity: 'info',
    message: 'the formula has {count} {what}, {limit} are allowed',
    hint: '{advice}',
    prose:
      'The service takes at most 8192 characters and 100 statements. Whoever fills in a template or adds a case next may find that out.',
    example: `${'$TargetDedicatedNodes = 4;\n'}${Array.from({ length: 90 }, () => '$TargetDedicatedNodes = $TargetDedicatedNodes + 1;').join('\n')}`,
    nearMiss: `${'$TargetDedicatedNodes = 4;\n'}${Array.from({ length: 80 }, () => '$TargetDedicatedNodes = $TargetDedicatedNodes + 1;').join('\n')}`,
  },
  function* ({ source, program }, make) {
    const [first] = program.steps;
    if (first === undefined) return;
    const [characters, statements] = [source.text.length, program.steps.length];
    if (statements > STATEMENTS)
      yield make(first.span, {
        count: statements,
        what: 'statements',
        limit: LIMITS.statements,
        advice: 'write what is read once where it is read',
      });
    if (characters > CHARACTERS)
      yield make(first.span, {
        count: characters,
        what: 'characters',
        limit: LIMITS.length,
        advice: 'shorten comments and names',
      });
  },
);
