// What the service refuses: Azure's error codes and our sentences. Source: REST "Batch status and error codes".

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Whether a command was refused. */
export const isRefusal = (answer: object): answer is Refusal => 'code' in answer;

export const REFUSALS = {
  autoScaleEnabled: { code: 'OperationInvalidForCurrentState', message: 'the pool is autoscaled; disable autoscale before resizing it by hand' },
  poolBeingResized: { code: 'PoolBeingResized',     message: 'the pool is being resized; wait until its allocation state is steady' },
  poolNotFound:     { code: 'PoolNotFound',         message: 'there is no pool with that id' },
  jobExists:              { code: 'JobExists',                    message: 'there is a job with that id already; ids that differ in case only are the same' },
  jobScheduleHasId:       { code: 'JobScheduleWithSameIdExists',  message: 'there is a job schedule with that id' },
  activeQuota:            { code: 'ActiveJobAndScheduleQuotaReached', message: 'the account has as many active jobs and job schedules as its quota allows' },
  jobBeingTerminated:     { code: 'JobBeingTerminated',           message: 'the job is being terminated' },
  jobCompleted:           { code: 'JobCompleted',                 message: 'the job is completed' },
  jobBeingDeleted:        { code: 'JobBeingDeleted',              message: 'the job is being deleted' },
  jobBeingDisabled:       { code: 'JobDisabled',                  message: 'the job is still being disabled; wait until none of its tasks runs' },
  jobNotActive:           { code: 'JobNotActive',                 message: 'the job is being enabled' },
  jobNotDisabled:         { code: 'OperationInvalidForCurrentState', message: 'the job is not disabled' },
  poolOfUndisabledJob:    { code: 'OperationInvalidForCurrentState', message: 'the pool of a job can be changed only while the job is disabled' },
  priorityOutOfRange:     { code: 'OutOfRangePriority',           message: 'a priority is from -1000 to 1000' },
  terminatesFromNowOn:    { code: 'InvalidPropertyValue',         message: 'onAllTasksComplete is terminatejob and cannot go back to noaction' },
  autoPoolFixed:          { code: 'InvalidPropertyValue',         message: 'of an auto pool only keepAlive can be changed, and only with the lifetime job' },
  taskNotFound:     { code: 'TaskNotFound',         message: 'the job has no task with that id' },
  taskExists:       { code: 'TaskExists',           message: 'the job has a task with that id already; ids that differ in case only are the same' },
  taskCompleted:    { code: 'TaskCompleted',        message: 'the task is completed' },
  taskNotCompleted: { code: 'OperationInvalidForCurrentState', message: 'the task is not completed' },
  taskSucceeded:    { code: 'OperationInvalidForCurrentState', message: 'the task completed with success' },
  collectionTooLong: { code: 'RequestBodyTooLarge', message: 'a collection has 100 tasks at most' },
  jobNotFound:      { code: 'JobNotFound',          message: 'there is no job with that id' },
  nodeNotFound:     { code: 'NodeNotFound',         message: 'there is no such node in the pool' },
  nodeNotReady:     { code: 'NodeNotReady',         message: 'the node is in a state in which this cannot be done' },
  nodeUnusable:     { code: 'NodeStateUnusable',    message: 'the node is unusable; reboot or reimage it' },
  nodeBeingCreated: { code: 'NodeBeingCreated',     message: 'the node is being created' },
  nodeBeingStarted: { code: 'NodeBeingStarted',     message: 'the node is starting' },
  nodeBeingRebooted: { code: 'NodeBeingRebooted',   message: 'the node is being rebooted, or about to be' },
  nodeBeingReimaged: { code: 'NodeBeingReimaged',   message: 'the node is being reimaged, or about to be' },
  nodeOtherwiseBusy: { code: 'OperationInvalidForCurrentState', message: 'another operation on the node is under way' },
  nodeNotDeallocated: { code: 'OperationInvalidForCurrentState', message: 'the node is not deallocated' },
  sameSchedulingState: { code: 'NodeAlreadyInTargetSchedulingState', message: 'the scheduling of the node is in that state already' },
  poolBeingUpgraded: { code: 'OperationInvalidForCurrentState', message: 'the pool is being upgraded already' },
  poolExists:       { code: 'PoolExists',           message: 'there is a pool with that id already; ids that differ in case only are the same' },
  poolQuota:        { code: 'PoolQuotaReached',     message: 'the account has as many pools as its quota allows' },
  noTarget:         { code: 'MissingRequiredProperty', message: 'give targetDedicatedNodes, targetLowPriorityNodes or both' },
  badTarget:        { code: 'InvalidPropertyValue', message: 'a target is a whole number that is not negative' },
  badResizeTimeout: { code: 'InvalidPropertyValue', message: 'resizeTimeout is at least PT5M' },
  tooManyCommunicating: { code: 'InvalidPropertyValue', message: 'a pool with inter-node communication has at most 100 nodes' },
  badNodeList:      { code: 'InvalidPropertyValue', message: 'a removal names 1 to 100 nodes' },
  noFormula:        { code: 'InvalidAutoScalingSettings', message: 'give a formula, or an interval for a pool that has one' },
  badInterval:      { code: 'InvalidPropertyValue', message: 'autoScaleEvaluationInterval is from PT5M to PT168H' },
  formulaTooSoon:   { code: 'TooManyEnableAutoScaleRequests', message: 'requests to enable autoscale on one pool are at least 30 s apart' },
  notAutoScaled:    { code: 'OperationInvalidForCurrentState', message: 'the pool is not autoscaled' },
  poolBeingDeleted: { code: 'PoolBeingDeleted',     message: 'the pool is being deleted' },
  poolNotResizing:  { code: 'OperationInvalidForCurrentState', message: 'the pool is not being resized' },
} as const satisfies Record<string, Refusal>; // biome-ignore format: a table
