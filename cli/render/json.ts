// JSON as every command prints it: one document, `schemaVersion` first, lists of plain values on one line.

import type { Report, Statistics } from '../../planner/index.ts';

/** The version of the documents `--json` prints; it rises when a field changes its meaning or goes. */
export const SCHEMA_VERSION = 1;

/** Prints a document with a final line break; the order of keys is the order they were made in. */
export function toJson(document: Readonly<Record<string, unknown>>): string {
  return `${write({ schemaVersion: SCHEMA_VERSION, ...document }, '')}\n`;
}

/** A report as `--json` prints it, with statistics beside it or not; it brings its own `schemaVersion`. */
export const reportJson = (report: Report & { readonly statistics?: Statistics }): string =>
  `${write(report, '')}\n`;

function write(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    if (value.every(Number.isFinite)) return `[${value.join(', ')}]`;
    if (value.every(isPlain)) return `[${value.map((part) => write(part, inner)).join(', ')}]`;
    return `[\n${value.map((part) => inner + write(part, inner)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  if (entries.length === 0) return '{}';
  return `{\n${entries.map(([key, part]) => `${inner}${JSON.stringify(key)}: ${write(part, inner)}`).join(',\n')}\n${indent}}`;
}

const isPlain = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Array.isArray(value) && value.length <= 4 && value.every((part) => typeof part !== 'object'));
