// Cases made of what the page shows: the state of "Evaluate now", and what the formula comes to in it, as the case of
// a test file that expects just that.

import { createSource } from '../grammar/index.ts';
import { editDocument, readDocument } from '../simulator/index.ts';
import type { Evaluated, Outcome } from './evaluated.ts';
import { activeFormula, type JsonObject, type PlaygroundState } from './state.ts';

/** The test file with one case more; undefined when the file cannot be read, or nothing was evaluated. */
export function withNowCase(state: PlaygroundState, outcome: Outcome | undefined): string | undefined {
  if (outcome?.kind !== 'evaluated') return undefined;
  const made = caseOf(state.now, outcome);
  const { tests } = state;
  if (tests.trim() === '') {
    const begun = editDocument('', ['formula'], `${activeFormula(state).name}.txt`) ?? '';
    return editDocument(begun, ['cases'], [made]);
  }
  const { data } = readDocument(createSource('tests', tests)).document ?? {};
  const { cases } = (typeof data === 'object' && data !== null ? data : {}) as { readonly cases?: unknown };
  if (cases === undefined || cases === null) return editDocument(tests, ['cases'], [made]);
  return Array.isArray(cases) ? editDocument(tests, ['cases', cases.length], made) : undefined;
}

function caseOf(now: JsonObject, outcome: Evaluated): JsonObject {
  const { error, targets } = outcome;
  const name =
    error === undefined
      ? `asks for ${targets.targetDedicatedNodes} dedicated and ${targets.targetLowPriorityNodes} low-priority nodes`
      : `fails with ${error.code}`;
  const expected: JsonObject =
    error === undefined
      ? { dedicated: targets.targetDedicatedNodes, lowPriority: targets.targetLowPriorityNodes }
      : { error: error.code };
  const { $schema: _, ...state } = now;
  return { name, ...(Object.keys(state).length > 0 && { state }), expect: expected };
}
