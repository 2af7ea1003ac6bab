// One variable of the service under its old name and its full one.

import type { Name } from '../../grammar/index.ts';
import { ALIASES } from '../catalog/index.ts';
import { namesIn } from './names-in.ts';
import { defineRule, withRelated } from './rule.ts';

export const mixedNames = defineRule(
  'mixed-names',
  {
    severity: 'warning',
    message: '`{alias}` and `{full}` are one variable, and both are used',
    hint: 'use {full} alone: when both are assigned, it wins, whichever comes last',
    prose:
      'Old names of targets are accepted beside the full ones. A formula with both assigns one variable under two names, and the last assignment need not be the one that counts.',
    example: '$TargetDedicatedNodes = 3;\n$TargetDedicated = 7;',
    nearMiss: '$TargetDedicatedNodes = 3;\n$TargetDedicatedNodes = $TargetDedicatedNodes + 4;',
  },
  function* ({ formula }, make) {
    const first = new Map<string, Name>();
    for (const name of namesIn(formula)) if (!first.has(name.name)) first.set(name.name, name);
    for (const [alias, { of: full }] of Object.entries(ALIASES)) {
      const [old, modern] = [first.get(alias), first.get(full)];
      if (old === undefined || modern === undefined) continue;
      yield withRelated(make(old.span, { alias, full }), { message: `${full} is here`, span: modern.span });
    }
  },
);
