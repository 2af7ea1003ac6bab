// A variable of the service under the name it had until 2017.

import { ALIASES, type AliasName } from '../catalog/index.ts';
import { namesIn } from './names-in.ts';
import { defineRule, withFix } from './rule.ts';

export const oldName = defineRule(
  'old-name',
  {
    severity: 'info',
    message: '`{alias}` is the old name of `{full}`',
    hint: 'write {full}',
    prose:
      'The names of 2015 are still accepted, but the documentation no longer lists them, and the results of an evaluation show the full names only.',
    example: '$TargetDedicated = 3;',
    nearMiss: '$TargetDedicatedNodes = 3;',
    fixed: '$TargetDedicatedNodes = 3;',
  },
  function* ({ formula }, make) {
    const names = [...namesIn(formula)];
    const spelt = new Set(names.map(({ name }) => name));
    for (const { name, span } of names) {
      if (!Object.hasOwn(ALIASES, name)) continue;
      const { of: full } = ALIASES[name as AliasName];
      // Under both names it is not certain which assignment is meant.
      if (!spelt.has(full))
        yield withFix(make(span, { alias: name, full }), `Write \`${full}\``, { span, text: full });
    }
  },
);
