// Scenarios as values: the pool whose formula the page writes, and the file that the command line takes.

import type { Json, JsonObject, NamedFormula, PlaygroundState } from './state.ts';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The scenario's pools, whether it has one or a list of them. */
export function poolsOf(scenario: JsonObject): readonly JsonObject[] {
  const { pool, pools } = scenario;
  if (isObject(pool)) return [pool];
  return Array.isArray(pools) ? (pools as readonly Json[]).filter(isObject) : [];
}

const scaledOf = (scenario: JsonObject): readonly JsonObject[] =>
  poolsOf(scenario).filter(({ enableAutoScale }) => enableAutoScale === true);

/** Whether there is exactly one autoscaled pool, whose formula is the page's. */
export const hasFormula = (scenario: JsonObject): boolean => scaledOf(scenario).length === 1;

/** The scenario as a whole file: the formula stands in its one autoscaled pool; others stay as they are. */
export function withFormula(scenario: JsonObject, { text }: NamedFormula): JsonObject {
  const scaled = scaledOf(scenario);
  if (scaled.length !== 1) return scenario;
  const put = (pool: Json): Json => {
    if (pool !== scaled[0]) return pool;
    const { autoScaleFormulaFile: _, ...rest } = scaled[0];
    return { ...rest, autoScaleFormula: text };
  };
  const { pool, pools } = scenario;
  if (isObject(pool)) return { ...scenario, pool: put(pool) };
  return Array.isArray(pools) ? { ...scenario, pools: (pools as readonly Json[]).map(put) } : scenario;
}

/** The whole value of a scenario file: the state's title where the scenario has none, and this formula in its pool. */
export function scenarioFile(
  { title, scenario }: Pick<PlaygroundState, 'title' | 'scenario'>,
  formula: NamedFormula,
): JsonObject {
  const whole = withFormula(scenario, formula);
  return typeof whole.title === 'string' ? whole : { title, ...whole };
}

/** The scenario without the formula of its one autoscaled pool, and that formula's text if it stood there. */
export function takeFormula(scenario: JsonObject): {
  readonly scenario: JsonObject;
  readonly text: string | undefined;
} {
  const scaled = scaledOf(scenario);
  const { autoScaleFormula } = scaled[0] ?? {};
  if (scaled.length !== 1) return { scenario, text: undefined };
  const strip = (pool: Json): Json => {
    if (pool !== scaled[0]) return pool;
    const { autoScaleFormula: _text, autoScaleFormulaFile: _file, ...rest } = scaled[0];
    return rest;
  };
  const { pool, pools } = scenario;
  const bare = isObject(pool)
    ? { ...scenario, pool: strip(pool) }
    : { ...scenario, pools: (pools as readonly Json[]).map(strip) };
  return { scenario: bare, text: typeof autoScaleFormula === 'string' ? autoScaleFormula : undefined };
}
