// Ways into values of JSON: what stands there, and the value with something else there. Values are never changed.

import type { Json, JsonObject } from '../state.ts';

export type Way = readonly (string | number)[];

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands there; undefined when there is nothing. */
export function valueAt(value: Json | undefined, way: Way): Json | undefined {
  let at: Json | undefined = value;
  for (const step of way) {
    if (Array.isArray(at)) at = (at as readonly Json[])[Number(step)];
    else if (isObject(at)) at = at[step];
    else return undefined;
  }
  return at;
}

/** The mapping with something else there; undefined takes it out, and mappings that become empty with it. */
export function withValue(object: JsonObject, way: Way, value: Json | undefined): JsonObject {
  return (changed(object, way, value) ?? {}) as JsonObject;
}

function changed(from: Json | undefined, [step, ...rest]: Way, value: Json | undefined): Json | undefined {
  if (step === undefined) return value;
  if (Array.isArray(from)) {
    const items = from as readonly Json[];
    const item = changed(items[Number(step)], rest, value);
    if (item === undefined) return items.filter((_, index) => index !== step);
    return Number(step) === items.length ? [...items, item] : items.with(Number(step), item);
  }
  const before = isObject(from) ? from : {};
  const inside = changed(before[step], rest, value);
  if (inside !== undefined) return { ...before, [step]: inside };
  const { [step]: _, ...others } = before;
  return Object.keys(others).length === 0 ? undefined : others;
}
