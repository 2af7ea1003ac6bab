// Texts of anybody inside of XML.

import { wellFormed } from './well-formed.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\n': '&#10;', '\t': '&#9;',
}; // biome-ignore format: a table

/** A text in an attribute; characters that XML cannot hold become the replacement character. */
export const inAttribute = (text: string): string =>
  wellFormed(text)
    .replace(/[\0-\x08\x0b-\x1f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"'\n\t]/g, (letter) => ENTITIES[letter]!);

/** A text in an element, where lines stay lines. */
export const inElement = (text: string): string => inAttribute(text).replaceAll('&#10;', '\n');
