// What `check` found as workflow commands of GitHub Actions: the lines become annotations of the changed files.
// https://docs.github.com/actions/reference/workflow-commands-for-github-actions

import { placeAt, type Severity } from '../../grammar/index.ts';
import { allDiagnostics, type CheckedFile } from '../checked.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** A line for every complaint. */
export const renderGithub = (files: readonly CheckedFile[]): string =>
  files
    .flatMap((file) =>
      allDiagnostics(file).map(({ code, severity, message, hint, span }) => {
        const [start, end] = [placeAt(file.source, span.start), placeAt(file.source, span.end)];
        const properties = Object.entries({
          file: file.source.name,
          line: start.line,
          endLine: end.line,
          // Columns are shown for one line only.
          ...(start.line === end.line && { col: start.column, endColumn: end.column }),
          title: code,
        });
        const text = hint === undefined ? message : `${message}\n${hint}`;
        const list = properties.map(([key, value]) => `${key}=${property(String(value))}`).join(',');
        return `::${COMMANDS[severity]} ${list}::${data(text)}\n`;
      }),
    )
    .join('');

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
