// Complaints about the lines of a file too large to be one text: kept with their lines until the end, then put
// into one excerpt whose lines are numbered as in the file.

import type { Diagnostic, Span } from '../../../grammar/index.ts';
import { type Complaint, excerptOf, hasErrors, MOST_ERRORS, workloadDiagnostics } from '../../diagnostics.ts';

/** A line of a file, numbered from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** Columns of a line, from 0, the end excluded. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

interface Fault {
  readonly line: Line;
  readonly part: Part;
  readonly make: (span: Span) => Diagnostic;
}

/** What is wrong with a file so far. */
export class Faults {
  readonly name: string;
  #faults: Fault[] = [];
  #errors = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** Adds an error; returns whether reading should go on. */
  add(line: Line, part: Part, make: (span: Span) => Diagnostic): boolean {
    this.#faults.push({ line, part, make });
    this.#errors++;
    if (this.#errors === MOST_ERRORS) {
      this.#faults.push({
        line,
        part,
        make: (span) => workloadDiagnostics['too-many'](span, { limit: MOST_ERRORS }),
      });
    }
    return this.#errors < MOST_ERRORS;
  }

  /** Whether there are so many errors that reading should stop. */
  get isFull(): boolean {
    return this.#errors >= MOST_ERRORS;
  }

  /** Adds something to know, which is no error. */
  note(line: Line, make: (span: Span) => Diagnostic): void {
    this.#faults.push({ line, part: { from: 0, to: line.text.length }, make });
  }

  /** All of it, in order of lines. */
  complaints(): readonly Complaint[] {
    const sorted = [...this.#faults].sort((a, b) => a.line.number - b.line.number);
    const lines = sorted
      .map(({ line }) => line)
      .filter((line, index, all) => line.number !== all[index - 1]?.number);
    const source = excerptOf(this.name, lines);
    return sorted.map(({ line, part, make }) => {
      const start = source.lineStarts[line.number - 1] ?? 0;
      return { source, diagnostic: make({ start: start + part.from, end: start + part.to }) };
    });
  }
}

/** Whether any of the complaints is an error. */
export const anyError = (complaints: readonly Complaint[]): boolean =>
  hasErrors(complaints.map(({ diagnostic }) => diagnostic));
