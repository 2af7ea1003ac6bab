// How long files and functions may be, besides their tables and comments.

import ts from 'typescript';
import { collect, type FunctionNode, isFunction } from './looking.ts';
import { PRODUCT, type SourceFile, treeOf, type Violation } from './sources.ts';

const MOST_LINES = 300;
const MOST_FUNCTION_LINES = 50;

export function fileLength(file: SourceFile): Violation[] {
  if (!PRODUCT.test(file.path)) return [];
  const tree = treeOf(file);
  const lines = codeLines(file.text) - tableLines(tree);
  if (lines <= MOST_LINES) return [];
  return [
    {
      rule: 'file length',
      place: file.path,
      message: `${lines} lines of code besides its tables; over ${MOST_LINES} a file is more than one thing. Find the second thing and give it a file.`,
    },
  ];
}

/** Lines that are neither blank nor only a comment: explaining costs nothing. */
const codeLines = (text: string): number =>
  text.split('\n').filter((line) => !/^\s*($|\/\/|\/?\*)/.test(line)).length;

/** Lines of top-level lists and records: knowledge may be as long as it is. */
function tableLines(tree: ts.SourceFile): number {
  let lines = 0;
  for (const statement of tree.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const initial = statement.declarationList.declarations[0]?.initializer;
    if (initial !== undefined && isTable(initial)) lines += codeLines(statement.getText(tree)) - 1;
  }
  return lines;
}

function isTable(node: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node)) return true;
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return isTable(node.expression);
  return (
    (ts.isCallExpression(node) || ts.isNewExpression(node)) &&
    (node.arguments ?? []).some((one) => isTable(one))
  );
}

export function functionLength(file: SourceFile): Violation[] {
  if (!PRODUCT.test(file.path)) return [];
  return collect(file, (node, report) => {
    if (!isFunction(node) || node.body === undefined) return;
    const lines = ownLines(node);
    if (lines > MOST_FUNCTION_LINES)
      report(
        'function length',
        node,
        `${lines} lines of its own; over ${MOST_FUNCTION_LINES} a function does not fit a screen. Name its parts.`,
      );
  });
}

/** The lines of a function without those of the functions written inside it. */
function ownLines(node: FunctionNode): number {
  let lines = codeLines(node.getText());
  const visit = (child: ts.Node): void => {
    if (isFunction(child) && child !== node) lines -= codeLines(child.getText()) - 1;
    else ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return lines;
}
