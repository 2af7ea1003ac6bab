// JSON whose end is missing: as much of it as there is, so that a link that was cut still gives what it can.

interface Cut {
  /** How much of the text counts. */
  readonly end: number;
  /** What closes everything that is open there. */
  readonly closers: string;
}

/** The value of a text that may be cut anywhere; undefined when not even a beginning is there. */
export function parseCutJson(text: string): unknown {
  for (const { end, closers } of cutsOf(text)) {
    const value = parsed(`${text.slice(0, end)}${closers}`);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Where the text could end, the furthest first: inside the string it breaks off in, or after its last whole value. */
function cutsOf(text: string): readonly Cut[] {
  const open: string[] = [];
  let last: Cut = { end: 0, closers: '' };
  let inString = false;
  const closers = () => open.toReversed().join('');
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (inString) {
      if (letter === '\\') at++;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === '{' || letter === '[') {
      open.push(letter === '{' ? '}' : ']');
      last = { end: at + 1, closers: closers() };
    } else if (letter === '}' || letter === ']') {
      open.pop();
      last = { end: at + 1, closers: closers() };
    } else if (letter === ',') last = { end: at, closers: closers() };
  }
  // An escape of up to six letters may be broken too.
  const inside = Array.from({ length: 6 }, (_, less) => ({
    end: text.length - less,
    closers: `"${closers()}`,
  }));
  return [{ end: text.length, closers: closers() }, ...(inString ? inside : []), last];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Cut at a worse place: a shorter piece is tried.
    return undefined;
  }
}
