// The complaints of the compiler. An error means the evaluation fails whenever it gets there; a warning, that
// it may fail or do something other than it seems to.

import { defineDiagnostics } from '../grammar/index.ts';

// biome-ignore format: table
export const complaints = defineDiagnostics('type', {
  'undefined-name': {
    severity: 'error',
    message: '`{name}` is neither assigned before nor a name of the service',
    hint: '{hint}',
    prose: 'A name is read that no earlier statement assigns and the service does not define. The service accepts the formula, but each evaluation fails with "Undefined symbol" and the pool stays as it is.',
    example: '$TargetDedicatedNodes = nodes;',
  },
  'used-before-assigned': {
    severity: 'error',
    message: '`{name}` is read before it is assigned',
    hint: 'assign it in an earlier statement',
    prose: 'Statements run in order, once. A name that is assigned only later, or in the same statement, has no value yet, and the evaluation fails with "Undefined symbol".',
    example: '$TargetDedicatedNodes = nodes; nodes = 4;',
  },
  'undefined-function': {
    severity: 'error',
    message: 'there is no function `{name}`',
    hint: '{hint}',
    prose: 'The language has the functions of the catalog and no others; a formula cannot define any.',
    example: '$TargetDedicatedNodes = ceiling(4.5);',
  },
  'undefined-method': {
    severity: 'error',
    message: 'there is no method `{name}`',
    hint: '{hint}',
    prose: 'Metrics have the methods of the catalog and no others; nothing else has methods.',
    example: '$TargetDedicatedNodes = $PendingTasks.GetAverage(TimeInterval_Hour);',
  },
  'undefined-member': {
    severity: 'error',
    message: 'there is no member `{name}`',
    hint: '{hint}',
    prose: 'Only timestamps have members: year, month, day, weekday, hour, minute, second.',
    example: '$TargetDedicatedNodes = time().hours;',
  },
  'not-a-metric': {
    severity: 'error',
    message: '`{name}` is a method of metrics, and {object} is of type {type}',
    hint: '{hint}',
    prose: 'Only the service-defined read-only variables have samples. A variable that was assigned a metric holds the value the metric had then, without its history.',
    example: 'tasks = $PendingTasks; $TargetDedicatedNodes = avg(tasks.GetSample(5));',
  },
  'not-a-timestamp': {
    severity: 'error',
    message: '`{name}` is a member of timestamps, and {object} is of type {type}',
    prose: 'Only timestamps have members; an interval has none.',
    example: 'age = time() - time("2025-03-05T11:00:00Z"); $TargetDedicatedNodes = age.hour;',
  },
  'maybe-not-a-timestamp': {
    severity: 'warning',
    message: '`{name}` is a member of timestamps, and {object} may be of type {type}',
    prose: 'Which branch is taken decides whether this works.',
    example: 'when = rand() < 0.5 ? time() : 3; $TargetDedicatedNodes = when.hour;',
  },
  'wrong-operands': {
    severity: 'error',
    message: '`{operator}` does not work on {operands}',
    hint: '{hint}',
    prose: 'The operator is not defined for these types: the evaluation fails when it gets there.',
    example: 'start = time() - TimeInterval_Hour; $TargetDedicatedNodes = 1;',
  },
  'maybe-wrong-operands': {
    severity: 'warning',
    message: '`{operator}` does not work on every combination of {operands}',
    prose: 'A branch decides the type of an operand, and for some of its types the operator is not defined.',
    example: 'pause = rand() < 0.5 ? 1 : TimeInterval_Hour; $TargetDedicatedNodes = pause + 1;',
  },
  'wrong-arguments': {
    severity: 'error',
    message: '`{name}` cannot be called {given}',
    hint: 'it is called as {overloads}',
    prose: 'The number or the types of the arguments fit no form of the function or method: the evaluation fails when it gets there.',
    example: '$TargetDedicatedNodes = val($PendingTasks.GetSample(2));',
  },
  'maybe-wrong-arguments': {
    severity: 'warning',
    message: '`{name}` does not always work {given}',
    hint: 'it is called as {overloads}',
    prose: 'A branch decides the type of an argument, and some of its types fit no form of the function or method.',
    example: '$TargetDedicatedNodes = max(1, rand() < 0.5 ? 2 : TimeInterval_Hour);',
  },
  'wrong-condition': {
    severity: 'error',
    message: 'a condition is a number, and this is of type {type}',
    hint: 'compare it with something',
    prose: 'The part before `?` must be a number: zero chooses the second branch, anything else the first.',
    example: '$TargetDedicatedNodes = time() ? 1 : 2;',
  },
  'maybe-wrong-condition': {
    severity: 'warning',
    message: 'a condition is a number, and this may be of type {type}',
    prose: 'A branch decides the type of the condition, and for some of its types it fails.',
    example: 'sign = rand() < 0.5 ? 1 : TimeInterval_Hour; $TargetDedicatedNodes = sign ? 1 : 2;',
  },
  'read-only': {
    severity: 'error',
    message: '`{name}` cannot be assigned: it is {what}',
    hint: '{hint}',
    prose: 'Metrics, node counts, named intervals and the four deallocation words belong to the service.',
    example: '$CurrentDedicatedNodes = 4; $TargetDedicatedNodes = 4;',
  },
  'wrong-target': {
    severity: 'error',
    message: '`{name}` takes {expected}, and this is of type {type}',
    hint: '{hint}',
    prose: 'Node targets are numbers; the deallocation option is one of its four bare words.',
    example: '$TargetDedicatedNodes = time();',
  },
  'maybe-wrong-target': {
    severity: 'warning',
    message: '`{name}` takes {expected}, and this may be of type {type}',
    prose: 'A branch decides the type of the value, and some of its types do not fit the target.',
    example: '$TargetDedicatedNodes = rand() < 0.5 ? 1 : time();',
  },
  'vector-as-number': {
    severity: 'warning',
    message: '{place} a vector where a number belongs; this works only for a vector of exactly one element',
    hint: 'make one number of it first, for instance with max(0, ...) or avg(...)',
    prose: 'Azure documents comparisons, logic, conditions and targets for numbers only. We let a vector of one element stand for its element; any other vector, the empty one of a new pool too, fails the evaluation.',
    example: '$TargetDedicatedNodes = $PendingTasks.GetSample(1) > 3 ? 2 : 1;',
  },
  'vector-second': {
    severity: 'warning',
    message: '`{operator}` with the number first and the vector second is not documented',
    hint: '{hint}',
    prose: 'Azure\'s table of operators has the vector on the left only. We work element by element either way; the service may refuse it.',
    example: '$TargetDedicatedNodes = max(0, 2 * $PendingTasks.GetSample(3));',
  },
  'number-as-vector': {
    severity: 'warning',
    message: '`{name}` takes a vector, and this is a number',
    hint: 'the number is taken as a vector of one element',
    prose: 'Azure documents the first argument as a vector. We take a number as a vector of one; the service may refuse it.',
    example: '$TargetDedicatedNodes = percentile($PendingTasks, 90);',
  },
  'no-target': {
    severity: 'warning',
    message: 'the formula assigns no target, so the pool keeps its size',
    hint: 'assign {targets}',
    prose: 'A formula without a target is legal and changes nothing but the deallocation option.',
    example: 'nodes = 4;',
  },
  'near-target': {
    severity: 'warning',
    message: '`{name}` is a variable of your own, not a target of the service',
    hint: 'did you mean `{target}`?',
    prose: 'A name that differs from a target by its case or a letter is an ordinary variable: the formula evaluates without a complaint, and the pool keeps its size.',
    example: '$targetDedicatedNodes = 4;',
  },
  'after-stop': {
    severity: 'warning',
    message: 'nothing after `stop()` runs',
    hint: 'remove the statements after it, or stop() itself',
    prose: 'stop() ends the evaluation; what is assigned so far is the result.',
    example: '$TargetDedicatedNodes = 1; stop(); nodes = 2;',
  },
});

/** What is wrong with comments that suppress complaints. */
// biome-ignore format: table
export const directives = defineDiagnostics('lint', {
  'unknown-directive': {
    severity: 'warning',
    message: 'there is no comment `{word}`',
    hint: 'they are lazurite-disable-next-line, lazurite-disable-line and lazurite-disable',
    prose: 'A comment that is meant to suppress complaints has to be one of the three; any other has no effect.',
    example: '// lazurite-ignore lint-no-cap\n$TargetDedicatedNodes = 4;',
  },
  'no-code': {
    severity: 'warning',
    message: 'this comment names no code, so it suppresses nothing',
    hint: 'name the codes that are not wanted: lazurite-disable-next-line lint-no-cap',
    prose: 'Complaints are suppressed by their codes, so that new ones are not lost in old silence. After ` -- ` a reason may stand.',
    example: '// lazurite-disable-next-line\n$TargetDedicatedNodes = 4;',
  },
  'unknown-code': {
    severity: 'warning',
    message: 'there is no complaint `{code}`',
    hint: '{hint}',
    prose: 'A misspelt code suppresses nothing.',
    example: '// lazurite-disable-next-line lint-nocap\n$TargetDedicatedNodes = 4;',
  },
  'unused-suppression': {
    severity: 'info',
    message: '`{code}` is not complained of here',
    hint: 'remove the comment',
    prose: 'A suppression that is no longer needed would hide the next complaint of its kind.',
    example: '// lazurite-disable-next-line lint-no-cap\n$TargetDedicatedNodes = 4;',
  },
});
