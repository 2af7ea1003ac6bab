// What a table of legal moves between states is, and how to ask it quickly.

/** The states that can follow each state. */
export type Moves<State extends string> = { readonly [From in State]: readonly State[] };

/** The table in bits: at the code of a state, a bit for the code of each that can follow it. Codes are places. */
export const moveBits = <State extends string>(
  states: readonly State[],
  moves: Moves<State>,
): readonly number[] =>
  states.map((from) => moves[from].reduce((bits, to) => bits | (1 << states.indexOf(to)), 0));
