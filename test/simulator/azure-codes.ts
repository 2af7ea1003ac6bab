// The error codes that the Batch service can answer. Source: the error-code constants of Azure's public clients.

export const AZURE_CODES: ReadonlySet<string> = new Set([
  'PoolExists', 'PoolNotFound', 'PoolBeingDeleted', 'PoolBeingResized', 'PoolBeingCreated', 'PoolQuotaReached',
  'JobExists', 'JobNotFound', 'JobBeingDeleted', 'JobBeingTerminated', 'JobCompleted', 'JobDisabled', 'JobNotActive',
  'ActiveJobAndScheduleQuotaReached', 'JobScheduleExists', 'JobScheduleNotFound', 'JobScheduleBeingDeleted',
  'JobScheduleBeingTerminated', 'JobScheduleCompleted', 'JobScheduleDisabled', 'JobWithSameIdExists',
  'JobScheduleWithSameIdExists', 'TaskExists', 'TaskNotFound', 'TaskCompleted', 'TaskDependenciesNotSpecifiedOnJob',
  'TaskDependencyListTooLong', 'TaskDependencyRangesTooLong', 'TaskIdSameAsJobPreparationTask',
  'TaskIdSameAsJobReleaseTask', 'TaskFilesUnavailable', 'TaskFilesCleanedup', 'FileNotFound', 'PathNotFound',
  'JobPreparationTaskNotSpecified', 'NodeNotFound', 'NodeNotReady', 'NodeStateUnusable', 'NodeBeingCreated',
  'NodeBeingStarted', 'NodeBeingRebooted', 'NodeBeingReimaged', 'NodeAlreadyInTargetSchedulingState', 'NodeUserExists',
  'NodeUserNotFound', 'OutOfRangePriority', 'InvalidConstraintValue', 'UnsupportedConstraint', 'InvalidPropertyValue',
  'MissingRequiredProperty', 'AutoScalingFormulaSyntaxError', 'AutoScaleFormulaTooLong', 'InvalidAutoScalingSettings',
  'TooManyEnableAutoScaleRequests', 'InvalidApplicationPackageReferences', 'OperationInvalidForCurrentState',
  'RequestBodyTooLarge', 'RequestEntityTooLarge', 'ConditionNotMet', 'ServerBusy', 'AccountIsDisabled',
  'AuthenticationFailed', 'InternalError', 'OperationTimedOut', 'InvalidRequestBody', 'OutOfRangeInput', 'InvalidInput',
]); // biome-ignore format: a list
