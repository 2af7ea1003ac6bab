// The state of one moment that commands are given: a value of the runtime.

export {
  type AgedValue,
  DEFAULT_NOW,
  EMPTY_STATE,
  environmentOf,
  type PoolCounts,
  type State,
} from '../runtime/index.ts';
