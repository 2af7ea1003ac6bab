// What the service refuses: Azure's error codes and our sentences. Source: REST "Batch status and error codes".

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export const REFUSALS = {
  autoScaleEnabled: { code: 'OperationInvalidForCurrentState', message: 'the pool is autoscaled; disable autoscale before resizing it by hand' },
  poolBeingResized: { code: 'PoolBeingResized',     message: 'the pool is being resized; wait until its allocation state is steady' },
  poolNotFound:     { code: 'PoolNotFound',         message: 'there is no pool with that id' },
  jobNotFound:      { code: 'JobNotFound',          message: 'there is no job with that id' },
  poolNotResizing:  { code: 'OperationInvalidForCurrentState', message: 'the pool is not being resized' },
} as const satisfies Record<string, Refusal>; // biome-ignore format: a table
