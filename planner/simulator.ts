// The names of the simulator that reports are made of.
export type { Fact, JournalSink, Names, NodeIdentity } from '../simulator/journal.ts';
export {
  BILLED_STATES,
  BOOT_STATES,
  NODE_STATES,
  type NodeState,
  USABLE_STATES,
} from '../simulator/model/node.ts';
export { ATTEMPT_ENDS } from '../simulator/model/task.ts';
export { DEFAULT_PRICES, type PriceList, priceOf } from '../simulator/sizes.ts';
