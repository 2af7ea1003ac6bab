// The playground opened on a state, by its link: a scenario without tasks unless another is given.

import { encodeState } from '../../playground/codec.ts';
import type { PlaygroundState } from '../../playground/state.ts';
import type { OpenOptions, OpenTab, Served } from './served.ts';

/** Six hours of a small pool with a task a minute. */
export const STREAM: PlaygroundState['scenario'] = {
  pool: {
    id: 'p',
    vmSize: 'standard_d4s_v5',
    taskSlotsPerNode: 4,
    enableAutoScale: true,
    autoScaleEvaluationInterval: 'PT5M',
  },
  workload: {
    generate: {
      arrivals: { poisson: { rate: '60/h' } },
      durations: 'PT5M',
      for: 'PT6H',
      job: { id: 'stream' },
    },
  },
  until: 'P1D',
};

const BEGIN: PlaygroundState = {
  title: 'A test',
  formulas: [{ name: 'formula', text: '' }],
  active: 0,
  scenario: {
    pool: { id: 'p', vmSize: 'standard_d2s_v5', enableAutoScale: true, autoScaleEvaluationInterval: 'PT5M' },
    workload: { jobs: [] },
  },
  now: {},
  properties: '',
  tests: '',
  pane: 'now',
  story: null,
};

/** Opens the page with one formula, and whatever else is to differ. */
export async function openState(
  served: Pick<Served, 'open'>,
  text: string,
  changes: Partial<PlaygroundState>,
  options: OpenOptions = {},
): Promise<OpenTab> {
  const state = { ...BEGIN, formulas: [{ name: 'formula', text }], ...changes };
  return served.open({ ...options, hash: await encodeState(state) });
}
