// The series that change with every task, in one table: time is looked at once for all of them.

/** Columns of the table. */
export const PULSE = {
  active: 0,
  running: 1,
  completed: 2,
  usedSlots: 3,
  idleNodes: 4,
  runningNodes: 5,
} as const;

export const PULSE_COLUMNS = Object.keys(PULSE).length;
