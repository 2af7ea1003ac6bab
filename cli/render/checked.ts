// What `check` found, for people and for every tool that reads it: one table of outputs over one value.

import { allDiagnostics, type CheckedFile } from '../checked.ts';
import type { Style } from '../style.ts';
import { renderAzureDevOps } from './azure-devops.ts';
import { countDiagnostics, diagnosticJson, renderDiagnostic } from './diagnostics.ts';
import { renderGithub } from './github.ts';
import { toJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderSarif } from './sarif.ts';

type Renderer = (files: readonly CheckedFile[], style: Style) => string;

const RENDERERS = {
  pretty: renderPretty,
  json: renderJson,
  sarif: renderSarif,
  junit: renderJunit,
  github: renderGithub,
  azuredevops: renderAzureDevOps,
} as const satisfies Readonly<Record<string, Renderer>>;

export type CheckOutput = keyof typeof RENDERERS;

/** The output as text; empty when there is nothing to say. */
export const renderChecked = (files: readonly CheckedFile[], output: CheckOutput, style: Style): string =>
  (RENDERERS[output] as Renderer)(files, style);

function renderPretty(files: readonly CheckedFile[], style: Style): string {
  const complaints = files.flatMap((file) =>
    allDiagnostics(file).map((one) => `${renderDiagnostic(file.source, one, style)}\n`),
  );
  const all = files.flatMap(allDiagnostics);
  const count = files.reduce((sum, { formulas }) => sum + formulas.length, 0);
  if (count === 0 && all.length === 0) return '';
  const summary =
    all.length === 0
      ? style('green', 'nothing to complain about')
      : `${countDiagnostics(all)}${mendable(files)}`;
  return `${complaints.join('')}${subject(files, count)}: ${summary}\n`;
}

/** How many of the complaints `--fix` would take away; nothing is said of what comes from standard input. */
function mendable(files: readonly CheckedFile[]): string {
  const stored = files.filter(({ source }) => source.name !== '<stdin>');
  const count = stored.flatMap(allDiagnostics).filter(({ fix }) => fix !== undefined).length;
  return count === 0 ? '' : `; --fix mends ${count}`;
}

/** What was checked: the file, or how many formulas in how many files. */
function subject(files: readonly CheckedFile[], count: number): string {
  const [first] = files;
  if (first !== undefined && files.length === 1)
    return first.isFormula ? first.source.name : `${first.source.name}, ${plural(count, 'formula')}`;
  const formulas = plural(count, 'formula');
  return files.every(({ isFormula }) => isFormula)
    ? formulas
    : `${formulas} in ${plural(files.length, 'file')}`;
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

function renderJson(files: readonly CheckedFile[]): string {
  const diagnostics = files.flatMap((file) =>
    allDiagnostics(file).map((one) => diagnosticJson(file.source, one)),
  );
  return toJson({ diagnostics });
}
