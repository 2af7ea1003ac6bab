// Whether a file has to do with formulas at all: what can be told of it before anybody reads it.

/** Whether a text is worth reading when nobody named its file: it speaks of formulas. */
export const speaksOfFormulas = (text: string): boolean => /formula/i.test(text);
