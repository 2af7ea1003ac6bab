// What fields of the form are bound to: places in the scenario, whichever of its pools is shown and however its world
// is written.

import { DEFAULT_WORLD, type Delay, delayJson, IDEAL_WORLD } from '../../simulator/index.ts';
import type { Json, JsonObject, Store } from '../state.ts';
import type { Binding } from './field.ts';
import type { Field } from './fields.ts';
import { durationJson } from './quantities.ts';
import { isObject, valueAt, type Way, withValue } from './value-path.ts';

/** The way to the pool that the form shows: the one there is, or the first. */
export const poolWay = ({ pool, pools }: JsonObject): Way =>
  pool === undefined && Array.isArray(pools) ? ['pools', 0] : ['pool'];

/** The way as this scenario has it. */
const wayIn = (scenario: JsonObject, way: Way): Way =>
  way[0] === 'pool' ? [...poolWay(scenario), ...way.slice(1)] : way;

/** The base of the scenario's world. */
export const worldBase = ({ world }: JsonObject): 'ideal' | 'default' =>
  world === 'ideal' || (isObject(world) && world.base === 'ideal') ? 'ideal' : 'default';

/** Puts something at a place of the scenario; a world or price list that was only named becomes one that is changed. */
export function putIn(scenario: JsonObject, way: Way, value: Json | undefined): JsonObject {
  const named = way[0] === 'world' && typeof scenario.world === 'string';
  const open = named ? { ...scenario, world: { base: scenario.world as string } } : scenario;
  return withValue(open, wayIn(scenario, way), value);
}

/** Binds a field to the scenario of the page. */
export function bindField(store: Store, { way, kind }: Field): Binding {
  return {
    read: (scenario) => valueAt(scenario, wayIn(scenario, way)),
    fallback: (scenario) =>
      way[0] === 'world' ? worldValue(scenario, way, kind === 'delay' || kind === 'duration') : undefined,
    write: (value) => {
      const { scenario } = store.state();
      store.change({ scenario: putIn(scenario, way, value) });
    },
  };
}

/** What the named world has there, as a scenario would write it. */
function worldValue(scenario: JsonObject, way: Way, isTime: boolean): Json | undefined {
  const world = worldBase(scenario) === 'ideal' ? IDEAL_WORLD : DEFAULT_WORLD;
  const found = valueAt(world as unknown as Json, way.slice(1));
  if (isObject(found)) return delayJson(found as unknown as Delay) as Json;
  if (!isTime) return typeof found === 'number' ? found : undefined;
  return typeof found === 'number' ? durationJson(found / 1000) : undefined;
}
