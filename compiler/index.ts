// The door of the compiler: text to typed program, and what the language has.

export * from './catalog/index.ts';
export { type Compilation, compile } from './compile.ts';
export { complaints as typeComplaints } from './diagnostics.ts';
export { dump } from './dump.ts';
export * from './faults.ts';
export type * from './ir.ts';
export type { PoolContext } from './pool-context.ts';
export * from './types.ts';
