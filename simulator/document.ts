// YAML or JSON text to plain data, with a way back to the place of anything in it. Used for every file people
// write: scenarios, workloads, states, prices. Whatever is wrong with the text is a diagnostic; nothing throws.

import {
  Composer, isAlias, isCollection, isMap, isNode, isPair, isScalar, isSeq,
  Parser, stringify, visit, type YAMLError,type Document as YamlDocument, 
} from 'yaml'; // biome-ignore format: one list
import { yamlTooDeep } from '../compiler/index.ts';
import { createSource, type Diagnostic, type Source, type Span } from '../grammar/index.ts';
import { documentDiagnostics as complaints } from './diagnostics.ts';
import { brokenAt, depthOfJson, locateJson, type Path, repeatedKey, type Spot } from './json-places.ts';

export type { Path, Spot } from './json-places.ts';

/** Plain data read from a text, and the places in it. */
export interface Document {
  readonly source: Source;
  readonly data: unknown;
  /** Where the key and the value at a path stand; of the nearest path above it that is there, otherwise. */
  readonly locate: (path: Path) => Spot;
}

export interface DocumentReading {
  readonly document?: Document;
  readonly diagnostics: readonly Diagnostic[];
}

const DEEPEST = 100;
const MOST_ALIASES = 100;
/** JSON beyond this many characters is not searched for repeated keys, and never tried as YAML. */
const LARGE = 4_000_000;

/** Reads YAML or JSON text; either a document, or diagnostics that say why not. */
export function readDocument(source: Source): DocumentReading {
  const { text } = source;
  const nul = text.indexOf('\0');
  if (nul >= 0) return refuse(complaints.binary({ start: nul, end: nul + 1 }));
  if (text.trim() === '') return refuse(complaints.empty({ start: 0, end: 0 }));
  const data = /^\s*[{[]/.test(text) ? parseJson(text) : undefined;
  if (data !== undefined) return readJson(source, data.value);
  if (text.length > LARGE && /^\s*[{[]/.test(text))
    return refuse(complaints['broken-json'](jsonErrorSpan(text)));
  return readYaml(source);
}

/**
 * The text in bytes of UTF-8, or of UTF-16 that says so with its byte order mark, as some shells write it.
 * Bytes that are no text become replacement characters.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

/** Plain data as YAML text. */
export const printYaml = (data: unknown): string =>
  stringify(data, { lineWidth: 110, aliasDuplicateObjects: false });

const refuse = (...diagnostics: readonly Diagnostic[]): DocumentReading => ({ diagnostics });

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // Not JSON; the YAML reader has the better complaints and reads commented JSON as well.
    return undefined;
  }
}

function jsonErrorSpan(text: string): Span {
  const at = brokenAt(text) ?? 0;
  return { start: at, end: Math.min(at + 1, text.length) };
}

function readJson(source: Source, data: unknown): DocumentReading {
  const { text } = source;
  if (depthOfJson(text) > DEEPEST)
    return refuse(complaints['too-deep']({ start: 0, end: 1 }, { limit: DEEPEST }));
  const repeated = text.length > LARGE ? undefined : repeatedKey(text);
  if (repeated !== undefined) return refuse(complaints['repeated-key'](repeated.span, { key: repeated.key }));
  const locate = (path: Path): Spot => nearest(path, (part) => locateJson(text, part));
  return { document: { source, data, locate }, diagnostics: [] };
}

function readYaml(source: Source): DocumentReading {
  const { text } = source;
  const tokens = [...new Parser().parse(text)];
  const deep = yamlTooDeep(tokens, DEEPEST);
  if (deep !== undefined) {
    return refuse(
      complaints['too-deep']({ start: deep, end: Math.min(deep + 1, text.length) }, { limit: DEEPEST }),
    );
  }
  const documents = [
    ...new Composer({ merge: true, logLevel: 'silent', prettyErrors: false }).compose(tokens),
  ];
  const [document, second] = documents;
  if (document === undefined) return refuse(complaints.empty({ start: 0, end: 0 }));
  if (document.errors.length > 0) return refuse(yamlComplaint(text, document.errors[0]!));
  if (second !== undefined) {
    return refuse(complaints['several-documents']({ start: second.range[0], end: second.range[0] }));
  }
  const aliases = aliasComplaint(document);
  if (aliases !== undefined) return refuse(aliases);
  const plain = plainData(document);
  if ('fault' in plain) return refuse(complaints['broken-yaml'](mergeSpan(text), { what: plain.fault }));
  const { data } = plain;
  const diagnostics = document.warnings.map((warning) =>
    complaints['unknown-tag'](spanOf(warning.pos), { tag: text.slice(...warning.pos) }),
  );
  return {
    document: { source, data, locate: (path) => nearest(path, (part) => locateYaml(document, part)) },
    diagnostics,
  };
}

// Merge keys are resolved only here, and a wrong one is thrown.
function plainData(document: YamlDocument): { readonly data: unknown } | { readonly fault: string } {
  try {
    return { data: document.toJS({ maxAliasCount: -1 }) };
  } catch (error) {
    return { fault: lowerFirst(error instanceof Error ? error.message : String(error)) };
  }
}

function mergeSpan(text: string): Span {
  const at = Math.max(0, text.indexOf('<<'));
  return { start: at, end: Math.min(text.length, at + 2) };
}

function aliasComplaint(document: YamlDocument): Diagnostic | undefined {
  let complaint: Diagnostic | undefined;
  let size = 0;
  const sizes = new Map<unknown, number>();
  visit(document, {
    Alias(_, alias, parents) {
      const span = spanOf(alias.range);
      const target = alias.resolve(document);
      if (target === undefined) complaint = complaints['unknown-alias'](span, { name: alias.source });
      else if (parents.includes(target))
        complaint = complaints['endless-alias'](span, { name: alias.source });
      else {
        const known = sizes.get(target) ?? sizeOf(document, target, 0);
        sizes.set(target, known);
        size += known;
        if (size > MOST_ALIASES * 1000) complaint = complaints['alias-bomb'](span, { name: alias.source });
      }
      return complaint === undefined ? undefined : visit.BREAK;
    },
  });
  return complaint;
}

// How many nodes an anchor stands for once every alias in it is written out; given up at a million.
function sizeOf(document: YamlDocument, node: unknown, depth: number): number {
  if (depth > DEEPEST) return 1_000_000;
  if (isAlias(node)) return sizeOf(document, node.resolve(document), depth + 1);
  if (isPair(node)) return sizeOf(document, node.key, depth + 1) + sizeOf(document, node.value, depth + 1);
  if (!isCollection(node)) return 1;
  let size = 1;
  for (const item of node.items) {
    size += sizeOf(document, item, depth + 1);
    if (size >= 1_000_000) return size;
  }
  return size;
}

function yamlComplaint(text: string, error: YAMLError): Diagnostic {
  const span = spanOf(error.pos);
  const start = Math.min(span.start, text.length);
  const place = { start, end: Math.max(start, Math.min(span.end, text.length)) };
  if (error.code === 'DUPLICATE_KEY') {
    return complaints['repeated-key'](place, { key: text.slice(place.start, place.end) });
  }
  if (error.code === 'TAB_AS_INDENT') return complaints['tab-indent'](place);
  if (error.code === 'MULTIPLE_DOCS') return complaints['several-documents'](place);
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') return complaints['colon-in-text'](place);
  return complaints['broken-yaml'](place, { what: lowerFirst(error.message.replace(/\s+/g, ' ').trim()) });
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function locateYaml(document: YamlDocument, path: Path): Spot | undefined {
  let node: unknown = document.contents;
  let key: Span = spanOf(isNode(node) ? node.range : undefined);
  for (const step of path) {
    const within = isAlias(node) ? node.resolve(document) : node;
    if (isMap(within)) {
      const pair = within.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (pair === undefined) return undefined;
      key = spanOf(isNode(pair.key) ? pair.key.range : undefined);
      node = pair.value ?? pair.key;
    } else if (isSeq(within) && typeof step === 'number') {
      node = within.items[step];
      if (!isNode(node)) return undefined;
      key = spanOf(node.range);
    } else return undefined;
  }
  const value = isNode(node) ? spanOf(node.range) : key;
  return { key, value: value.end > value.start ? value : key };
}

const spanOf = (range: readonly number[] | null | undefined): Span => ({
  start: range?.[0] ?? 0,
  end: range?.[1] ?? 0,
});

function nearest(path: Path, find: (path: Path) => Spot | undefined): Spot {
  for (let length = path.length; length >= 0; length--) {
    const spot = find(path.slice(0, length));
    if (spot !== undefined) return spot;
  }
  return { key: { start: 0, end: 0 }, value: { start: 0, end: 0 } };
}

/** A document made of data that was never text, so that readers of documents can read it; it has no places. */
export function documentOf(name: string, data: unknown): Document {
  const nowhere = { start: 0, end: 0 };
  return { source: createSource(name, ''), data, locate: () => ({ key: nowhere, value: nowhere }) };
}
