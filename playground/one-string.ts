// The value of a JSON property, pasted with its quotes: to the language it is a sound formula that does nothing.

/** Whether a text is one string literal and nothing else, with something in it that assigns. */
export const isOneString = (text: string): boolean =>
  /^\s*"(?:[^"\\]|\\.)*"\s*[,;]?\s*$/s.test(text) && text.includes('=');
