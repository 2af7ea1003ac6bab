// The little Markdown of our own pages as elements: links, code and bold words.

import { make } from './dom.ts';

const PIECE = /\[([^\]]+)\]\((https:[^)]+)\)|`([^`]+)`|\*\*([^*]+)\*\*/g;

/** A paragraph; links open beside the page, which is not left for them. */
export function paragraph(text: string): HTMLElement {
  const element = make('p', {});
  let from = 0;
  for (const found of text.matchAll(PIECE)) {
    element.append(text.slice(from, found.index), pieceOf(found));
    from = found.index + found[0].length;
  }
  element.append(text.slice(from));
  return element;
}

function pieceOf([, label, address, code, bold]: RegExpMatchArray): HTMLElement {
  if (label !== undefined) return make('a', { href: address, target: '_blank', rel: 'noreferrer' }, label);
  return code !== undefined ? make('code', {}, code) : make('strong', {}, bold);
}
