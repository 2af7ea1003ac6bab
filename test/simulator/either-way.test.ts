// Virtual and wall time differ only in who waits: the same scenario under both gives the same journal.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPace } from '../../simulator/index.ts';
import { read, start } from './run.ts';
import { scenarios } from './scenarios.ts';

test('a paced run at high speed writes the journal of the virtual one', async () => {
  const samples = fc.sample(scenarios, { numRuns: 4, seed: 11 });
  for (const sample of samples) {
    const text = JSON.stringify({ ...JSON.parse(sample), until: 'PT2H' });
    const { scenario, workload } = await read(text);
    const virtual = start(scenario, workload);
    while (virtual.simulation.advance(1_000_000) === undefined);

    const paced = start(scenario, workload);
    const wall = {
      now: () => performance.now(),
      wait: (delay: number, then: () => void) => {
        const timer = setTimeout(then, delay);
        return () => clearTimeout(timer);
      },
    };
    // Two hours in half a second.
    const pace = createPace(paced.simulation.kernel, wall, 14_400);
    await pace.run(scenario.start + 2 * 3_600_000);
    while (paced.simulation.advance(1_000_000) === undefined);

    expect(paced.journal()).toBe(virtual.journal());
    expect(paced.report()).toEqual(virtual.report());
  }
});
