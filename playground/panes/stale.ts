// Why what a pane shows is not the answer to what is asked.

import type { Runs } from '../runner.ts';

/** In words; nothing while the answer is there or on its way. */
export function staleWords({ isStale, status, problems }: Runs): string | undefined {
  if (!isStale || status === 'running') return undefined;
  if (status === 'cancelled') return 'The run was stopped; this is the result before.';
  const [first] = problems;
  return `This is the last good result. ${first === undefined ? 'The new run failed.' : first.message}`;
}
