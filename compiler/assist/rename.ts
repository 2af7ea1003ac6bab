// Renaming a name of the user's everywhere, without changing what the formula means.

import type { Span } from '../../grammar/index.ts';
import { findName } from '../catalog/index.ts';
import type { Analysis } from './analysis.ts';
import type { Edit } from './edit.ts';
import { occurrenceAt, occurrencesOf } from './names.ts';

/** What can be renamed at an offset, or why nothing can. */
export type Renamable = { readonly span: Span; readonly name: string } | { readonly problem: string };

/** The name at an offset, if it is the user's own. */
export function renamable({ formula }: Analysis, offset: number): Renamable {
  const at = occurrenceAt(formula, offset);
  if (at === undefined) return { problem: 'There is no name here that could be changed.' };
  if (findName(at.name) !== undefined) return { problem: `${at.name} is a name of the service.` };
  return { span: at.span, name: at.name };
}

/** The edits of a rename, or why the new name will not do. */
export function rename(
  analysis: Analysis,
  offset: number,
  name: string,
): { readonly edits: readonly Edit[] } | { readonly problem: string } {
  const old = renamable(analysis, offset);
  if ('problem' in old) return old;
  if (!/^\$?[A-Za-z_]\w*$/.test(name))
    return { problem: `A name is letters, digits and _, with or without a $ in front; ${name} is not.` };
  if (findName(name) !== undefined) return { problem: `${name} is a name of the service.` };
  const all = occurrencesOf(analysis.formula);
  if (name !== old.name && all.some((one) => one.name === name))
    return { problem: `There is a ${name} in this formula already.` };
  return { edits: all.filter((one) => one.name === old.name).map(({ span }) => ({ span, text: name })) };
}
