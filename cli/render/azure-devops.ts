// What `check` found as logging commands of Azure Pipelines: the lines become issues of the run.
// https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands

import { placeAt } from '../../grammar/index.ts';
import { allDiagnostics, type CheckedFile } from '../checked.ts';

/** A line for every complaint; Azure knows errors and warnings, what is less stands as plain text. */
export const renderAzureDevOps = (files: readonly CheckedFile[]): string =>
  files
    .flatMap((file) =>
      allDiagnostics(file).map(({ code, severity, message, hint, span }) => {
        const { line, column } = placeAt(file.source, span.start);
        const text = hint === undefined ? message : `${message} (${hint})`;
        if (severity === 'info') return `${file.source.name}:${line}:${column}: ${oneLine(text)} [${code}]\n`;
        const properties = Object.entries({
          type: severity,
          sourcepath: file.source.name,
          linenumber: line,
          columnnumber: column,
          code,
        });
        const list = properties.map(([key, value]) => `${key}=${property(String(value))};`).join('');
        return `##vso[task.logissue ${list}]${data(text)}\n`;
      }),
    )
    .join('');

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');
const data = (text: string): string =>
  text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(';', '%3B').replaceAll(']', '%5D');
