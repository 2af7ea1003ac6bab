// Two names that differ by a dollar sign only.

import { defineRule, withRelated } from './rule.ts';

export const twoSpellings = defineRule(
  'two-spellings',
  {
    severity: 'warning',
    message: '`{name}` and `{other}` are two variables',
    hint: 'use one spelling for both, or names that differ by more',
    prose:
      'A dollar sign is part of a name. Formulas put together from two samples often assign one and read the other.',
    example: 'spare = 2;\n$spare = 3;\n$TargetDedicatedNodes = spare + $spare;',
    nearMiss: 'spare = 2;\n$TargetDedicatedNodes = spare + 3;',
  },
  function* ({ flow }, make) {
    const first = new Map<string, (typeof flow.definitions)[number]>();
    for (const definition of flow.definitions) {
      const { name, nameSpan } = definition;
      if (first.has(name)) continue;
      first.set(name, definition);
      const other = first.get(name.startsWith('$') ? name.slice(1) : `$${name}`);
      if (other === undefined) continue;
      const complaint = make(nameSpan, { name, other: other.name });
      yield withRelated(complaint, { message: `\`${other.name}\` is here`, span: other.nameSpan });
    }
  },
);
