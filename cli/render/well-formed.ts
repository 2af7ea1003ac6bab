// Halves of characters, which file names and formulas may hold and XML and addresses may not.

const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text with the replacement character for every half of a character. */
export const wellFormed = (text: string): string => text.replace(HALVES, '\ufffd');
