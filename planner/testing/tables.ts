// Tables in a test file: each row is the case with some of its values set, and complaints name the cell.

import { findName, LIVE, METRICS } from '../../compiler/index.ts';
import type { Diagnostic } from '../../grammar/index.ts';
import { type At, below, complain, type Document, isMapping, nearestName, type Path, POOL_FIELD_NAMES, pathOf, spanAt, spell } from '../../simulator/index.ts'; // biome-ignore format: one list
import { type CaseSection, caseShape, type Table, type WrittenCase } from './case-sections.ts';
import { testDiagnostics as complaints } from './diagnostics.ts';
import { EXPECTATION } from './expectation.ts';

/** A case of a row, or one that stood alone. */
export interface FlatCase extends CaseSection {
  readonly where: At;
  /** Its offset in the file. */
  readonly offset: number;
}

/** The case, or one for each row of its table. */
export function casesOf(one: WrittenCase): readonly FlatCase[] {
  const { table, ...section } = one;
  if (table === undefined) return [{ ...section, offset: spanAt(one.where).start }];
  const columns = table.columns.map((column, index) => resolveColumn(column, columnAt(one.where, index)));
  if (columns.some((column) => column === undefined)) return [];
  return table.rows.flatMap((row, index) =>
    rowCase(one, table, columns as readonly Column[], { row, index }),
  );
}

/** Where the cells of a column go, and whether they are given or expected. */
interface Column {
  readonly name: string;
  readonly path: Path;
}

const columnAt = (at: At, index: number): At => below(below(below(at, 'table'), 'columns'), index);
const rowAt = (at: At, index: number): At => below(below(below(at, 'table'), 'rows'), index);

/** The expectations that a cell can hold. */
const EXPECTED = Object.keys(EXPECTATION).filter((key) => key !== 'names');
const TIMES = ['at', 'now'];

function resolveColumn(name: string, at: At): Column | undefined {
  const meaning = findName(name)?.kind;
  if (meaning === 'metric' || meaning === 'live') return { name, path: ['state', 'samples', name] };
  if (POOL_FIELD_NAMES.includes(name)) return { name, path: ['state', 'pool', name] };
  if (TIMES.includes(name)) return { name, path: ['at'] };
  if (EXPECTED.includes(name)) return { name, path: ['expect', name] };
  // A name of the service begins with a capital letter; one that is none is misspelt.
  const isOwn = /^(\$?[a-z_]\w*|[A-Z]\w*)$/.test(name) || meaning === 'target';
  const near = nearestName(name, [...SERVICE_COLUMNS, ...POOL_FIELD_NAMES, ...TIMES, ...EXPECTED]);
  if (isOwn) return { name, path: ['expect', 'names', name] };
  const hint =
    near === undefined
      ? 'name a metric, a field of the pool, or a name of the formula'
      : `did you mean \`${near}\`?`;
  return complain(at, () => complaints['unknown-column'](spanAt(at), { column: name, hint }));
}

const SERVICE_COLUMNS: readonly string[] = [...Object.keys(METRICS), ...Object.keys(LIVE)];

interface Row {
  readonly row: readonly unknown[];
  readonly index: number;
}

function rowCase(
  one: WrittenCase,
  table: Table,
  columns: readonly Column[],
  { row, index }: Row,
): readonly FlatCase[] {
  const at = rowAt(one.where, index);
  if (row.length !== columns.length) {
    complain(at, () =>
      complaints['row-length'](spanAt(at), { found: row.length, wanted: table.columns.length }),
    );
    return [];
  }
  const { document, diagnostics } = one.where.reading;
  const base = pathOf(one.where);
  const { table: _, ...own } = valueAt(document.data, base) as Record<string, unknown>;
  const data = columns.reduce<unknown>((before, { path }, cell) => put(before, path, row[cell]), own);
  const place = { base, row: pathOf(at), columns };
  const root: At = {
    reading: { document: rowDocument(document, data, place), diagnostics: diagnostics as Diagnostic[] },
  };
  const found = caseShape.read(data, root);
  if (found === undefined) return [];
  const given = columns.flatMap(({ name, path }, cell) =>
    path[0] === 'expect' || row[cell] === null ? [] : [`${name} ${spell(row[cell]).replaceAll('`', '')}`],
  );
  return [
    {
      ...found,
      name: `${one.name}: ${given.join(', ') || `row ${index + 1}`}`,
      where: root,
      offset: spanAt(at).start,
    },
  ];
}

/** The row as a document of its own, whose places are those of its cells. */
function rowDocument(
  document: Document,
  data: unknown,
  { base, row, columns }: { readonly base: Path; readonly row: Path; readonly columns: readonly Column[] },
): Document {
  const locate = (path: Path) => {
    const cell = columns.findIndex((column) => column.path.every((step, index) => path[index] === step));
    return document.locate(cell < 0 ? [...base, ...path] : [...row, cell]);
  };
  return { source: document.source, data, locate };
}

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], data);

/** The data with one value set; nothing above it is changed in place. */
function put(data: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const record = isMapping(data) ? data : {};
  return { ...record, [step]: put(record[step], rest, value) };
}
