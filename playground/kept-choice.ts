// Choices about the page itself, such as its theme: kept in the browser for the next visit. Where it keeps nothing, a
// choice lasts as long as the page.

export interface KeptChoice {
  /** What was chosen last; undefined when nothing was, or the browser does not say. */
  readonly read: () => string | undefined;
  /** Keeps a choice; undefined takes it back. */
  readonly write: (value: string | undefined) => void;
}

/** The choice of this name. */
export function keptChoice(name: string): KeptChoice {
  const key = `lazurite.${name}`;
  let here: { readonly value: string | undefined } | undefined;
  return {
    read: () => {
      if (here !== undefined) return here.value;
      try {
        return localStorage.getItem(key) ?? undefined;
      } catch {
        // A private window: the choice is the usual one.
        return undefined;
      }
    },
    write: (value) => {
      here = { value };
      try {
        if (value === undefined) localStorage.removeItem(key);
        else localStorage.setItem(key, value);
      } catch {
        // A private window: nothing that anybody made is lost, and whoever works on the page is told by what keeps works.
      }
    },
  };
}
