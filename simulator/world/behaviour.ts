// How a modelled task behaves: what no field of Azure's task says. Only the modelled world reads it.

/** How the attempts of a task end; how long they take stands beside it, a duration per task. */
export type Ending =
  | { readonly kind: 'succeeds' }
  /** Every attempt exits with this code. */
  | { readonly kind: 'fails'; readonly exitCode: number }
  /** The first `attempts` attempts exit with the code, later ones succeed. */
  | { readonly kind: 'fails-first'; readonly attempts: number; readonly exitCode: number }
  /** Each attempt exits with the code with this probability, drawn from seed, task and attempt alone. */
  | { readonly kind: 'fails-sometimes'; readonly probability: number; readonly exitCode: number };

export const SUCCEEDS: Ending = { kind: 'succeeds' };
