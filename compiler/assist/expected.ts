// What requests have to come with, so that one that makes no sense is refused before anybody reads it.

/** Whether a request's parameters have what it is about: a document, and a place, a range or a name in it. */
export function isUnderstood(method: string, params: unknown): boolean {
  const name = method.replace('textDocument/', '');
  return isAboutDocument(params) && (EXPECTED[name]?.(params as Fields) ?? true);
}

type Fields = Readonly<Record<string, unknown>>;

const isAboutDocument = (params: unknown): boolean => typeof at(params, 'textDocument', 'uri') === 'string';

/** A value inside of others; undefined where there is none. */
const at = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((inner, key) => (inner as Fields | null | undefined)?.[key], value);

const isPosition = (value: unknown): boolean =>
  typeof at(value, 'line') === 'number' && typeof at(value, 'character') === 'number';
const hasPosition = (params: Fields): boolean => isPosition(params.position);
const hasRange = ({ range }: Fields): boolean =>
  isPosition(at(range, 'start')) && isPosition(at(range, 'end'));
const hasContext = ({ context }: Fields): boolean => typeof context === 'object' && context !== null;

// biome-ignore format: a table
const EXPECTED: Readonly<Record<string, (params: Fields) => boolean>> = {
  completion:        hasPosition,
  hover:             hasPosition,
  signatureHelp:     hasPosition,
  definition:        hasPosition,
  references:        (params) => hasPosition(params) && hasContext(params),
  documentHighlight: hasPosition,
  prepareRename:     hasPosition,
  rename:            (params) => hasPosition(params) && typeof params.newName === 'string',
  inlayHint:         hasRange,
  codeAction:        (params) => hasRange(params) && hasContext(params),
};
