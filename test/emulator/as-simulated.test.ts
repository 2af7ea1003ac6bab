// The same journal but for times: stories of the simulator, told by processes. RUNS tells how many.

import { describe, expect, test } from 'vitest';
import { tellableStories, tellReally } from './as-simulated.ts';

const SCALE = Number(process.env.SCALE ?? 300);
const RUNS = Number(process.env.RUNS ?? 12);

const stories = tellableStories();
const chosen = stories.filter((_, place) => place % Math.ceil(stories.length / RUNS) === 0);

describe.concurrent('told by processes as by the model', () => {
  // A machine that is busy with other things may be late once.
  test.each(chosen)('$file: $title', { retry: 2 }, async (story) => {
    expect(await tellReally(story, SCALE)).toEqual(story.instants);
  });
});
