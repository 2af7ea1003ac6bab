// Find by name, and the unions of ids the runtime must answer for.
export type MetricId = string;
export type LiveId = string;
export type TargetId = string;
export type ConstantId = string;
export type FunctionId = string;
export type MemberId = string;
export type MethodOverloadId = string;
export type OperatorOverloadId = string;
export type OptionWord = 'requeue' | 'terminate' | 'taskcompletion' | 'retaineddata';
