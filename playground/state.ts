// The page's one state: what is asked, and which pane shows it. A link, what is kept in the browser and every pane
// are made from this value, and nobody remembers anything beside it but files that were dropped.

/** A value of JSON, as documents are made of. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A formula under a name that tells it from the others. */
export interface NamedFormula {
  readonly name: string;
  readonly text: string;
}

/** The panes, in the order of their tabs. */
export const PANES = ['simulate', 'now', 'compare', 'prove', 'test', 'gallery'] as const;
export type PaneId = (typeof PANES)[number];

/** The most formulas that are held side by side. */
export const MOST_FORMULAS = 4;

export interface PlaygroundState {
  readonly title: string;
  /** One to `MOST_FORMULAS`; all run on the same workload and seed. */
  readonly formulas: readonly NamedFormula[];
  /** The place of the formula in the editor. */
  readonly active: number;
  /** The value of a scenario file as the command line takes it, but for the formula of its one autoscaled pool. */
  readonly scenario: JsonObject;
  /** The value of a state file as `lazurite eval --state` takes it. */
  readonly now: JsonObject;
  /** The text of a proof file, as `lazurite prove --properties` takes it; empty when there is none. */
  readonly properties: string;
  /** The text of a test file, as `lazurite test` takes it; empty when there is none. */
  readonly tests: string;
  readonly pane: PaneId;
  /** The gallery's story that this began as. */
  readonly story: string | null;
}

export type StateListener = (state: PlaygroundState, before: PlaygroundState) => void;

/** Holds the state. Changes are merged key by key and told once each, in the order in which listeners came. */
export interface Store {
  readonly state: () => PlaygroundState;
  readonly change: (changes: Partial<PlaygroundState>) => void;
  readonly listen: (listener: StateListener) => void;
}

/** A store with this state in it. */
export function createStore(first: PlaygroundState): Store {
  const listeners: StateListener[] = [];
  let state = first;
  return {
    state: () => state,
    change: (changes) => {
      const before = state;
      const isSame = (key: keyof PlaygroundState) => changes[key] === before[key];
      if ((Object.keys(changes) as (keyof PlaygroundState)[]).every(isSame)) return;
      state = { ...before, ...changes };
      const now = state;
      for (const listener of listeners) listener(now, before);
    },
    listen: (listener) => {
      listeners.push(listener);
    },
  };
}

/** The formula in the editor. */
export const activeFormula = (state: PlaygroundState): NamedFormula =>
  state.formulas[state.active] ?? state.formulas[0] ?? { name: 'formula', text: '' };

/** The state with another text for the formula in the editor. */
export const withText = ({ formulas, active }: PlaygroundState, text: string): Partial<PlaygroundState> => ({
  formulas: formulas.map((formula, at) => (at === active ? { ...formula, text } : formula)),
});
