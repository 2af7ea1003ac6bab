// A value that several parts of the page share: one puts it, others read it and hear of changes.

export interface Held<Value> {
  readonly read: () => Value;
  readonly put: (value: Value) => void;
  /** Calls back after each change, until the page goes. */
  readonly listen: (listener: (value: Value) => void) => void;
}

/** Holds a value; putting the same one again tells nobody. */
export function createHeld<Value>(first: Value): Held<Value> {
  const listeners: ((value: Value) => void)[] = [];
  let held = first;
  return {
    read: () => held,
    put: (value) => {
      if (value === held) return;
      held = value;
      for (const listener of listeners) listener(value);
    },
    listen: (listener) => {
      listeners.push(listener);
    },
  };
}
