// The door of the compiler: text to typed program, and what the language has.
export type * from './ir.ts';
export * from './types.ts';
export type * from './catalog/index.ts';
