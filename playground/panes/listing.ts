// A table of the report as a figure: its title and sentence, the first rows, the rest behind a click.

import { type ColumnKind, formatCell, type Table } from '../../planner/index.ts';
import { type Column, make, table } from '../dom.ts';
import { clockText, type TimeView } from '../view.ts';

const LISTED = 12;

const COLUMNS: Record<ColumnKind, Column> = {
  text: 'text', prose: 'prose', count: 'number', hours: 'number', moment: 'text', seconds: 'number', bytes: 'number',
}; // biome-ignore format: a table

/** The figure; a code stands before the sentence that explains it. */
export function makeListing(listed: Table, view: TimeView): HTMLElement {
  const { title, words, columns } = listed;
  const start = new Date(view.start).toISOString();
  const explained = columns.findIndex(
    ({ key }, place) => key === 'code' && columns[place + 1]?.kind === 'prose',
  );
  const rows = listed.rows.map((row) =>
    row.flatMap<string | Node>((cell, place) => {
      const { kind } = columns[place]!;
      if (place === explained) return [];
      if (kind === 'moment' && typeof cell === 'number') return [clockText(view, cell)];
      const text = formatCell(cell, kind, { start });
      if (explained < 0 || place !== explained + 1) return [text];
      return [make('span', {}, make('b', {}, String(row[explained])), ` ${text}`)];
    }),
  );
  const shown = columns.filter((_, place) => place !== explained);
  const head = shown.map(({ label, kind }) => (kind === 'moment' ? `${label} (UTC)` : label));
  const kinds = shown.map(({ kind }) => COLUMNS[kind]);
  const rest = rows.slice(LISTED);
  return make(
    'figure',
    {},
    make('figcaption', {}, make('h3', {}, title), make('p', { class: 'legend-note' }, words)),
    table(title, head, rows.slice(0, LISTED), kinds),
    rest.length === 0
      ? undefined
      : make(
          'details',
          {},
          make('summary', {}, `${rest.length} more`),
          table(`${title}, continued`, head, rest, kinds),
        ),
  );
}
