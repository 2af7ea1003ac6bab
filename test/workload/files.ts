// A scenario and the files it names in one text, for corpora and examples: each file begins at a line `=== name`.

import { renderDiagnostic } from '../../cli/render/diagnostics.ts';
import { PLAIN } from '../../cli/style.ts';
import { createSource } from '../../grammar/index.ts';
import { type Complaint, type LoadedScenario, loadScenario } from '../../simulator/index.ts';

export interface Bundle {
  readonly scenario: string;
  readonly files: ReadonlyMap<string, string>;
}

/** Splits a text into the scenario and the files after it. */
export function bundleOf(text: string): Bundle {
  const [scenario = '', ...parts] = text.split(/^=== /m);
  const files = parts.map((part): [string, string] => {
    const end = part.indexOf('\n');
    return [part.slice(0, end).trim(), part.slice(end + 1)];
  });
  return { scenario, files: new Map(files) };
}

/** Loads a bundle; a file that is not in it is not found. */
export function loadBundle({ scenario, files }: Bundle): Promise<LoadedScenario> {
  return loadScenario(createSource('scenario.yaml', scenario), (path) => {
    const text = files.get(path);
    if (text === undefined) throw new Error('no such file');
    // What is compressed is written letter by byte.
    return text.startsWith('\u001f\u008b')
      ? Uint8Array.from(text, (letter) => letter.charCodeAt(0))
      : new TextEncoder().encode(text);
  });
}

/** Complaints as the command line shows them, without colour. */
export const render = (complaints: readonly Complaint[]): string =>
  complaints.map(({ source, diagnostic }) => renderDiagnostic(source, diagnostic, PLAIN)).join('');
