// What a formula could see at one moment, as a state file says it: the pool's counts and the samples with their ages,
// as far back as the formula looks.

import type { LiveId, MetricUse, Program } from '../compiler/index.ts';
import { type Environment, LIVE_FIELDS, SAMPLE_PERIOD } from '../runtime/index.ts';
import type { Json, JsonObject } from './state.ts';

/** At most so many samples of a metric are taken along: a day of them. */
const MOST_SAMPLES = 2880;

export interface Moment {
  readonly now: JsonObject;
  readonly leftOut: readonly string[];
}

/** The state of a moment; evaluating it again gives the same, but for what is left out. */
export function stateOfMoment({ uses, source }: Program, environment: Environment): Moment {
  const { live, targetDedicatedNodes, targetLowPriorityNodes, decisions } = environment;
  const pool: Record<string, number> = { targetDedicatedNodes, targetLowPriorityNodes };
  for (const [id, value] of Object.entries(live)) pool[LIVE_FIELDS[id as LiveId][0]] = value;
  const samples: Record<string, Json> = {};
  const leftOut: string[] = [];
  for (const use of uses) {
    const { pairs, isCut } = agedSamples(use, environment);
    if (pairs.length > 0) samples[use.id] = pairs;
    if (isCut) leftOut.push(`Of ${use.id} only the newest ${pairs.length} samples are taken along.`);
  }
  if (/\brand\s*\(/.test(source.text)) leftOut.push('rand() draws anew.');
  const isDecided = decisions !== undefined && Object.keys(decisions).length > 0;
  return {
    now: {
      now: new Date(environment.now).toISOString(),
      pool,
      samples,
      ...(isDecided && { decisions: decisions as unknown as JsonObject }),
    },
    leftOut,
  };
}

/** Samples of a metric as pairs of age in seconds and value, newest first. */
function agedSamples(
  { id, lookBack, newest }: MetricUse,
  { samples, now }: Environment,
): { readonly pairs: readonly (readonly [number, number])[]; readonly isCut: boolean } {
  const oldest = samples.oldest(id, now);
  if (oldest === undefined) return { pairs: [], isCut: false };
  const pairs: [number, number][] = [];
  // Sampling instants are a period apart, and the oldest sample stands on one.
  let instant = oldest + Math.floor((now - oldest) / SAMPLE_PERIOD) * SAMPLE_PERIOD;
  for (; instant >= oldest; instant -= SAMPLE_PERIOD) {
    const isAsked = now - instant <= lookBack + SAMPLE_PERIOD || pairs.length < newest;
    if (!isAsked) break;
    if (pairs.length >= MOST_SAMPLES) return { pairs, isCut: true };
    const [value] = samples.window(id, now, instant - 1, instant);
    if (value !== undefined) pairs.push([(now - instant) / 1000, value]);
  }
  return { pairs, isCut: false };
}
