// What `check` found as SARIF 2.1.0, the format of code scanning.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

import { createHash } from 'node:crypto';
import { lintDirectives, placeComplaints, RULES, typeComplaints } from '../../compiler/index.ts';
import {
  type Correction,
  type Diagnostic,
  type DiagnosticRow,
  lineText,
  placeAt,
  type Severity,
  type Source,
  type Span,
  syntaxComplaints,
} from '../../grammar/index.ts';
import { version } from '../../package.json';
import { allDiagnostics, type CheckedFile } from '../checked.ts';
import { wellFormed } from './well-formed.ts';

const ROWS: Readonly<Record<string, DiagnosticRow>> = {
  ...syntaxComplaints.rows,
  ...typeComplaints.rows,
  ...placeComplaints.rows,
  ...lintDirectives.rows,
  ...Object.fromEntries(RULES.map(({ code, row }) => [code, row])),
};

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** One log of one run; rules are those that were broken. */
export function renderSarif(files: readonly CheckedFile[]): string {
  const codes = [...new Set(files.flatMap((file) => allDiagnostics(file).map(({ code }) => code)))].sort();
  const isReadable = files.every(({ diagnostics }) => diagnostics.length === 0);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'lazurite', semanticVersion: version, rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: isReadable }],
        artifacts: files.map(({ source }) => ({ location: { uri: uriOf(source.name) } })),
        results: files.flatMap((file, index) => resultsOf(file, index, codes)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(code: string): Readonly<Record<string, unknown>> {
  const row = ROWS[code];
  if (row === undefined) return { id: code };
  const fence = '```';
  const markdown = `${row.prose}\n\nFor example:\n\n${fence}\n${row.example}\n${fence}\n`;
  return {
    id: code,
    shortDescription: { text: row.message },
    fullDescription: { text: row.prose },
    help: { text: row.prose, markdown },
    defaultConfiguration: { level: LEVELS[row.severity] },
  };
}

function resultsOf(file: CheckedFile, index: number, codes: readonly string[]): unknown[] {
  const seen = new Map<string, number>();
  return allDiagnostics(file).map((diagnostic) => {
    const { code, severity, message, hint, related = [], fix } = diagnostic;
    const content = `${code}\n${lineText(file.source, placeAt(file.source, diagnostic.span.start).line).trim()}`;
    const count = seen.get(content) ?? 0;
    seen.set(content, count + 1);
    return {
      ruleId: code,
      ruleIndex: codes.indexOf(code),
      level: LEVELS[severity],
      message: { text: hint === undefined ? message : `${message}\n${hint}` },
      locations: [locationOf(file.source, diagnostic.span, index)],
      ...(related.length > 0 && {
        relatedLocations: related.map((one, id) => ({
          id,
          ...locationOf(file.source, one.span, index),
          message: { text: one.message },
        })),
      }),
      ...(fix !== undefined && { fixes: [fixOf(file.source, fix, index)] }),
      partialFingerprints: { 'lazurite/v1': fingerprint(file.source, content, count) },
    };
  });
}

/** The same for the same complaint about the same line, wherever in the file the line has moved to. */
const fingerprint = ({ name }: Source, content: string, count: number): string =>
  createHash('sha256')
    .update(`${uriOf(name)}\n${content}\n${count}`)
    .digest('hex')
    .slice(0, 32);

/** A fix as replacements in the file: what is only put in replaces a region of no length. */
function fixOf(
  source: Source,
  { title, edits }: Correction,
  index: number,
): Readonly<Record<string, unknown>> {
  return {
    description: { text: title },
    artifactChanges: [
      {
        artifactLocation: { uri: uriOf(source.name), index },
        replacements: edits.map(({ span, text }) => ({
          deletedRegion: regionOf(source, span),
          ...(text !== '' && { insertedContent: { text: wellFormed(text) } }),
        })),
      },
    ],
  };
}

function locationOf(
  source: Source,
  span: Diagnostic['span'],
  index: number,
): Readonly<Record<string, unknown>> {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(source.name), index },
      region: regionOf(source, span),
    },
  };
}

function regionOf(source: Source, { start, end }: Span): Readonly<Record<string, number>> {
  const [from, to] = [placeAt(source, start), placeAt(source, end)];
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

/** A path as a relative reference: forward slashes, and everything else encoded that an address cannot hold. */
const uriOf = (name: string): string =>
  name === '<stdin>'
    ? 'stdin'
    : wellFormed(name)
        .replaceAll('\\', '/')
        .split('/')
        .map(encodeURIComponent)
        .join('/')
        .replace(/^([A-Za-z])%3A\//, 'file:///$1:/');
