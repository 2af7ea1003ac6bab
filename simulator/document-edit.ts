// A value set in the text of a document, with the rest of the text as it was: comments, order and blank lines stay.
// For forms that stand beside a file somebody writes.

import { parseDocument, YAMLMap } from 'yaml';
import type { Path } from './json-places.ts';

/**
 * The text with the value at this path, or without it when the value is undefined; mappings on the way are made.
 * Undefined when the text is not a document, or something on the way holds no keys.
 */
export function editDocument(text: string, path: Path, value: unknown): string | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  const { contents } = document;
  if (contents !== null && !(contents instanceof YAMLMap)) return undefined;
  try {
    if (value === undefined) {
      document.deleteIn(path);
      dropEmpty(document, path.slice(0, -1));
    } else {
      // A plain value takes the place of another one with the comment beside it.
      document.setIn(path, typeof value === 'object' ? document.createNode(value) : value);
    }
  } catch {
    // A value stands where a mapping would have to.
    return undefined;
  }
  return isNothing(document.toJS()) && !text.includes('#') ? '' : document.toString({ lineWidth: 0 });
}

/** Takes away mappings in which nothing is left. */
function dropEmpty(document: ReturnType<typeof parseDocument>, path: Path): void {
  for (let end = path.length; end > 0; end--) {
    const at = path.slice(0, end);
    const found = document.getIn(at);
    if (!(found instanceof YAMLMap) || found.items.length > 0) return;
    document.deleteIn(at);
  }
}

const isNothing = (data: unknown): boolean =>
  data === null || data === undefined || (typeof data === 'object' && Object.keys(data).length === 0);
