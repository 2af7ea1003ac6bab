// What the rules read: files as path and text, their imports, and their tree. Rules are functions over these,
// so that the tests can also run them over files made up to break a rule.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A file: its path from the repository's root, with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A rule broken: where, and for the person who tripped over it, why the rule is there and what to do. */
export interface Violation {
  readonly rule: string;
  readonly place: string;
  readonly message: string;
}

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The files of the product itself. */
export const PRODUCT = /^(grammar|compiler|runtime|simulator|planner|emulator|playground|cli)\//;

/** The floors, low to high. A floor may import the floors below it. */
export const FLOORS = [
  'grammar',
  'compiler',
  'runtime',
  'simulator',
  'planner',
  'emulator',
  'playground',
  'cli',
] as const;
/** Folders that stand outside the house and may open any room. */
export const OUTSIDE = ['test', 'bench'] as const;

/** All TypeScript sources of these folders. */
export function readSources(folders: readonly string[] = [...FLOORS, ...OUTSIDE]): SourceFile[] {
  return folders
    .flatMap((folder) => filesUnder(folder))
    .filter((file) => file.endsWith('.ts'))
    .map(readSource);
}

export function readSource(file: string): SourceFile {
  return { path: file, text: readFileSync(path.join(ROOT, file), 'utf8') };
}

function filesUnder(folder: string): string[] {
  try {
    return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .filter((file) => !file.includes('/node_modules/'))
      .sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** The file it means, from the root; undefined for a package. */
  readonly target: string | undefined;
  /** The names taken, for a named import or re-export. */
  readonly names: readonly string[];
  readonly typeOnly: boolean;
  readonly line: number;
}

const trees = new WeakMap<SourceFile, ts.SourceFile>();

/** The tree of a file; made once. */
export function treeOf(file: SourceFile): ts.SourceFile {
  const known = trees.get(file);
  if (known !== undefined) return known;
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  trees.set(file, tree);
  return tree;
}

const nodes = new WeakMap<SourceFile, readonly ts.Node[]>();

/** Every node of a file's tree, parents before children; listed once. */
export function nodesOf(file: SourceFile): readonly ts.Node[] {
  const known = nodes.get(file);
  if (known !== undefined) return known;
  const all: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    all.push(node);
    ts.forEachChild(node, visit);
  };
  visit(treeOf(file));
  nodes.set(file, all);
  return all;
}

const imports = new WeakMap<SourceFile, readonly Import[]>();

/** Every import, re-export, `import()` and `import type` of a file; found once. */
export function importsOf(file: SourceFile): readonly Import[] {
  const known = imports.get(file);
  if (known !== undefined) return known;
  const found = nodesOf(file).flatMap((node) => importsIn(file, node));
  imports.set(file, found);
  return found;
}

function importsIn(file: SourceFile, node: ts.Node): Import[] {
  const tree = treeOf(file);
  const make = (literal: ts.Node | undefined, names: readonly string[], typeOnly: boolean): Import[] => {
    if (literal === undefined || !ts.isStringLiteralLike(literal)) return [];
    const target = targetOf(file.path, literal.text);
    return [{ specifier: literal.text, target, names, typeOnly, line: lineOf(tree, literal) }];
  };
  if (ts.isImportDeclaration(node)) {
    return make(
      node.moduleSpecifier,
      importedNames(node),
      node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
    );
  }
  if (ts.isExportDeclaration(node)) return make(node.moduleSpecifier, exportedNames(node), node.isTypeOnly);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return make(node.arguments[0], [], false);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return make(node.argument.literal, [], true);
  return [];
}

function importedNames(node: ts.ImportDeclaration): string[] {
  const bindings = node.importClause?.namedBindings;
  return bindings !== undefined && ts.isNamedImports(bindings)
    ? bindings.elements.map((one) => (one.propertyName ?? one.name).text)
    : [];
}

function exportedNames(node: ts.ExportDeclaration): string[] {
  return node.exportClause !== undefined && ts.isNamedExports(node.exportClause)
    ? node.exportClause.elements.map((one) => (one.propertyName ?? one.name).text)
    : [];
}

function targetOf(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier.replace(/\?.*$/, '')));
}

export const lineOf = (tree: ts.SourceFile, node: ts.Node): number =>
  tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;

/** The package a specifier means: `d3-random`, `@types/node`, `node:` for what Node brings. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:';
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!;
}

/** Violations as the text of a failing test. */
export function explain(violations: readonly Violation[]): string {
  return violations.map(({ rule, place, message }) => `${place}\n    ${rule}: ${message}`).join('\n');
}
