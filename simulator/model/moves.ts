// What a table of legal moves between states is.

/** The states that can follow each state. */
export type Moves<State extends string> = { readonly [From in State]: readonly State[] };
