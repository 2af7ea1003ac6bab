// A scenario as a value to the scenario that is simulated. No text is made of it and read again: what is complained
// of knows the way into the value, where a form has its fields, instead of a line.

import { createSource, placeAt } from '../grammar/index.ts';
import {
  type Complaint,
  type Document,
  decodeText,
  inSource,
  type Path,
  type Scenario,
  scenarioDiagnostics,
  scenarioOf,
  type WorkloadSource,
} from '../simulator/index.ts';
import { reasonOf } from './reason.ts';
import type { JsonObject } from './state.ts';

/** Something that is wrong with the question, in words for people. */
export interface Problem {
  readonly message: string;
  readonly hint?: string;
  /** The formula it is about; a problem of the scenario has none. */
  readonly formula?: string;
  /** The way into the scenario to what it is about. */
  readonly path?: Path;
  /** Something to know, which does not keep the run from being made. */
  readonly isWarning?: true;
}

/** Gives the bytes of a file that the scenario names; throws, with a message for people, when it cannot. */
export type OpenFile = (name: string) => Promise<Uint8Array>;

export interface ValueReading {
  /** Absent when there are errors. */
  readonly scenario?: Scenario;
  readonly parts: readonly WorkloadSource[];
  readonly problems: readonly Problem[];
  /** Makes a problem of a complaint about this value, or about a file that it names. */
  readonly tell: (complaint: Complaint) => Problem;
}

/** Reads the value of a scenario file, and the text files that it names. */
export async function readValue(value: JsonObject, openFile: OpenFile): Promise<ValueReading> {
  const { document, pathAt } = documentOfValue(value);
  const tell = (complaint: Complaint): Problem => problemOf(complaint, document, pathAt);
  const files = new Map<string, string>();
  const unreadable: Complaint[] = [];
  let reading = scenarioOf(document);
  for (const { file, span } of reading.wanted) {
    if (files.has(file)) continue;
    try {
      files.set(file, decodeText(await openFile(file)));
    } catch (error) {
      const why = reasonOf(error);
      unreadable.push({
        source: document.source,
        diagnostic: scenarioDiagnostics['file-unreadable'](span, { file, why }),
      });
    }
  }
  if (files.size > 0) reading = scenarioOf(document, files);
  const complaints = [...inSource(document.source, reading.diagnostics), ...unreadable];
  return {
    ...(reading.scenario === undefined ? {} : { scenario: reading.scenario }),
    parts: reading.workload,
    problems: complaints.filter(isTold).map(tell),
    tell,
  };
}

/** The editor says what it advises about a formula; here only what keeps it from running counts. */
const isTold = ({ diagnostic: { code } }: Complaint): boolean => code !== 'scenario-formula-warning';

/** A document without a text: its offsets are numbers of the places that were asked for. */
function documentOfValue(data: JsonObject): {
  readonly document: Document;
  readonly pathAt: (offset: number) => Path | undefined;
} {
  const paths: Path[] = [[]];
  const locate = (path: Path) => {
    const place = path.length === 0 ? 0 : paths.push(path) - 1;
    const span = { start: place, end: place };
    return { key: span, value: span };
  };
  const source = createSource('scenario', '');
  return { document: { source, data, locate }, pathAt: (offset) => paths[offset] };
}

function problemOf(
  { source, diagnostic }: Complaint,
  document: Document,
  pathAt: (offset: number) => Path | undefined,
): Problem {
  const { message, hint, severity, span, code } = diagnostic;
  const isHere = source === document.source;
  const path = isHere ? pathAt(span.start) : undefined;
  const place =
    isHere || source.text === '' ? '' : ` (${source.name}, line ${placeAt(source, span.start).line})`;
  return {
    message: sentence(`${message}${place}`),
    // Here are no folders that files could lie in.
    ...(hint === undefined || hint === '' || code === 'scenario-file-unreadable'
      ? {}
      : { hint: sentence(hint) }),
    ...(path === undefined || path.length === 0 ? {} : { path }),
    ...(severity === 'error' ? {} : { isWarning: true }),
  };
}

/** The words as a sentence; a name in backticks stays as it is written. */
function sentence(words: string): string {
  const begun = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
