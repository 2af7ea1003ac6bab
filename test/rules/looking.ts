// How rules look at a file: at every node of its tree, at every name it declares, or at every line.

import ts from 'typescript';
import { lineOf, nodesOf, type SourceFile, treeOf, type Violation } from './sources.ts';

export type Report = (rule: string, node: ts.Node, message: string) => void;

/** What looking at every node of a file reports. */
export function collect(file: SourceFile, look: (node: ts.Node, report: Report) => void): Violation[] {
  const tree = treeOf(file);
  const found: Violation[] = [];
  const report: Report = (rule, node, message) =>
    void found.push({ rule, place: `${file.path}:${lineOf(tree, node)}`, message });
  for (const node of nodesOf(file)) look(node, report);
  return found;
}

/** Every name a file declares: variables, functions, parameters, types, properties. */
export function declarations(
  file: SourceFile,
  look: (name: string, node: ts.Node, report: Report) => void,
): Violation[] {
  return collect(file, (node, report) => {
    const { name } = node as { name?: ts.Node };
    const declares =
      ts.isVariableDeclaration(node) || ts.isParameter(node) || isFunction(node) || ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node) || ts.isPropertySignature(node) || ts.isPropertyDeclaration(node); // biome-ignore format: a list
    if (declares && name !== undefined && ts.isIdentifier(name)) look(name.text, node, report);
  });
}

/** Every line of a file that a pattern matches, as a violation. */
export function lines(file: SourceFile, pattern: RegExp, rule: string, message: string): Violation[] {
  // The rules name what they ban.
  if (file.path.startsWith('test/rules/') || file.path === 'test/tidy.test.ts') return [];
  return file.text
    .split('\n')
    .flatMap((line, at) => (pattern.test(line) ? [{ rule, place: `${file.path}:${at + 1}`, message }] : []));
}

export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration;
export const isFunction = (node: ts.Node): node is FunctionNode =>
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ts.isArrowFunction(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isConstructorDeclaration(node);
