// What a rule may know of the pool a formula scales, besides the formula. The file a formula stands in says it,
// or a file that is named for it.

/** What is known of a pool, under Azure's names; what is not known is absent. */
export interface PoolContext {
  readonly id?: string;
  readonly vmSize?: string;
  readonly taskSlotsPerNode?: number;
  /** Milliseconds. */
  readonly autoScaleEvaluationInterval?: number;
  readonly enableAutoScale?: boolean;
  /** A size that is fixed beside the formula, or was fixed before it. */
  readonly targetDedicatedNodes?: number;
  readonly targetLowPriorityNodes?: number;
  readonly enableInterNodeCommunication?: boolean;
  readonly nodeFillType?: 'spread' | 'pack';
}
