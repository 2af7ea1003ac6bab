// What the runtime shows of proofs.

export { PROPERTIES, type PropertyArguments, type PropertyId, type PropertyRow } from './properties.ts';
export type { Contradiction, HourlyPrices, Property, Reason, Subject } from './property.ts';
export { type Answer, DEFAULT_INTERVAL, type ProveOptions, prove, proveInTurns, subjectOf } from './prove.ts';
export { drawState, paletteOf } from './states.ts';
