// Where the names of values stand: every assignment and every read. Names of functions, methods and members live
// in name spaces of their own and are not here.

import { childrenOf, type Formula, type Node, type Span } from '../../grammar/index.ts';

/** One place of a name. */
export interface Occurrence {
  readonly name: string;
  readonly span: Span;
  readonly role: 'assigned' | 'read';
  /** Which statement it stands in, counted from 0. */
  readonly statement: number;
}

/** All places of all names, in the order of the text. */
export function occurrencesOf(formula: Formula): readonly Occurrence[] {
  return formula.statements
    .flatMap((statement, index) => {
      const found: Occurrence[] = [];
      if (statement.kind === 'assignment') {
        const { name, span } = statement.name;
        found.push({ name, span, role: 'assigned', statement: index });
      }
      for (const { name, span } of readsIn(statement.value)) {
        found.push({ name, span, role: 'read', statement: index });
      }
      return found;
    })
    .sort((a, b) => a.span.start - b.span.start);
}

/** The name at an offset, the end of a name included. */
export function occurrenceAt(formula: Formula, offset: number): Occurrence | undefined {
  return occurrencesOf(formula).find(({ span }) => span.start <= offset && offset <= span.end);
}

/** The place that gives a name its value where it is read: the last assignment in an earlier statement. */
export function definitionOf(formula: Formula, occurrence: Occurrence): Occurrence | undefined {
  if (occurrence.role === 'assigned') return occurrence;
  return occurrencesOf(formula).findLast(
    ({ name, role, statement }) =>
      role === 'assigned' && name === occurrence.name && statement < occurrence.statement,
  );
}

// A loop, because a chain of operators is deeper than the stack.
function readsIn(value: Node): readonly { readonly name: string; readonly span: Span }[] {
  const found: { readonly name: string; readonly span: Span }[] = [];
  const waiting: Node[] = [value];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'name') found.push(node);
    else if (node.kind === 'call') waiting.push(...node.arguments);
    else if (node.kind === 'method') waiting.push(node.object, ...node.arguments);
    else if (node.kind === 'member') waiting.push(node.object);
    else waiting.push(...childrenOf(node));
  }
  return found;
}
