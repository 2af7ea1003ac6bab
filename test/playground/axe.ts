// What axe finds wrong with a page for readers with screen readers, keyboards or little sight: serious faults only.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page as Tab } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Found {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** Each serious fault inside `place`, as a line that names the rule and the element. */
export async function seriousFaults(tab: Tab, place: string): Promise<readonly string[]> {
  await tab.evaluate(SOURCE);
  const found = await tab.evaluate(
    `axe.run(${JSON.stringify(place)}, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  return (found as readonly Found[])
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
}
