// Documents that commands are given: read, parsed, and their complaints shown.

import { createSource } from '../grammar/index.ts';
import type { Remark } from '../planner/index.ts';
import { type Complaint, type Document, hasErrors, inSource, readDocument } from '../simulator/index.ts';
import { type Context, refuse } from './context.ts';
import { type FileKind, readText } from './files.ts';
import { renderDiagnostic } from './render/diagnostics.ts';

/** A document, or nothing once everything wrong with it has been said on standard error. */
export async function openDocument(
  context: Context,
  file: string,
  kind: FileKind = 'document',
): Promise<Document | undefined> {
  const reading = await readText(context.io, file, kind);
  if ('problem' in reading) {
    refuse(context, reading.problem);
    return undefined;
  }
  const source = createSource(reading.name, reading.text);
  const { document, diagnostics } = readDocument(source);
  showComplaints(context, inSource(source, diagnostics));
  return hasErrors(diagnostics) ? undefined : document;
}

/** Shows complaints on standard error. Returns whether any of them is an error. */
export function showComplaints({ io, style }: Context, complaints: readonly Complaint[]): boolean {
  for (const { source, diagnostic } of complaints) io.err(renderDiagnostic(source, diagnostic, style.err));
  return hasErrors(complaints.map(({ diagnostic }) => diagnostic));
}

/** The same for what is said of tests, where some of it has no place. */
export function showRemarks(context: Context, remarks: readonly Remark[]): void {
  for (const remark of remarks) {
    if ('diagnostic' in remark) showComplaints(context, [remark]);
    else refuse(context, remark);
  }
}
