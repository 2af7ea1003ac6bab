// The form of properties: a row for each, made of the table that proves them, and what is taken for granted. It reads
// the file's text and writes into it, so whatever else stands there stays.

import { METRICS } from '../../compiler/index.ts';
import { PROPERTIES, type PropertyId, type PropertyRow } from '../../runtime/index.ts';
import { DEFAULT_PRICES, NODE_SIZES } from '../../simulator/index.ts';
import { make, section } from '../dom.ts';
import type { Playground } from '../playground.ts';
import { makePropertyFile } from '../property-file.ts';
import type { FileData as Data } from '../readings.ts';

/** Words for a property, shorter than its prose. */
const LABELS: Readonly<Record<PropertyId, string>> = {
  'at-most': 'Never more nodes than',
  'at-least': 'Never fewer nodes than',
  together: 'Both types together never above',
  budget: 'An hour never costs more than',
  step: 'No target changes by more than',
  drains: 'An empty queue leads to no nodes within',
  'never-negative': 'No target is ever negative',
  'never-nan': 'Nothing is ever “not a number”',
  'never-fails': 'No evaluation ever fails',
  'missing-samples': 'Missing samples never fail an evaluation',
  monotone: 'More demand never lowers a target',
};

type Write = (path: readonly string[], value: unknown) => void;

interface Row {
  readonly element: HTMLElement;
  /** Shows what the file says. */
  readonly show: (data: Data) => void;
}

/** The section with the form. */
export function makePropertyForm({ store, evaluations }: Playground): HTMLElement {
  const problem = make('p', { class: 'problem', role: 'alert' });
  const file = makePropertyFile(store, {
    found: (data) => {
      for (const row of [...rows, size, ...ranges]) row.show(data);
    },
    refused: (says, isBroken = false) => {
      problem.textContent = says;
      // What is chosen while the file cannot be written would be lost.
      for (const part of [limits, given]) part.disabled = isBroken;
    },
  });
  const { write } = file;
  const rows = (Object.entries(PROPERTIES) as [PropertyId, PropertyRow][]).map(([id, row]) =>
    makeRow(id, row, write),
  );
  const size = makeSizeRow(write);
  const assumed = make('div', { class: 'assumed' });
  const limits = make('fieldset', {}, make('legend', {}, 'Must hold'), ...rows.map(({ element }) => element));
  const given = make('fieldset', {}, make('legend', {}, 'Taken for granted'), size.element, assumed);
  let metrics = '';
  let ranges: readonly Row[] = [];
  const follow = () => {
    const outcome = evaluations.read();
    const names = outcome?.kind === 'evaluated' ? outcome.reads.metrics.map(({ metric }) => metric) : [];
    if (names.join() === metrics) return;
    metrics = names.join();
    ranges = names.filter((name) => Object.hasOwn(METRICS, name)).map((name) => makeRangeRow(name, write));
    assumed.replaceChildren(...ranges.map(({ element }) => element));
    file.read();
  };
  evaluations.listen(follow);
  follow();
  file.read();
  return section(
    'prove-form',
    'What must hold',
    'For every history of samples, every time and every pool that is possible.',
    limits,
    given,
    problem,
  );
}

const partOf = (data: Data, key: string): Data => {
  const part = data[key];
  return typeof part === 'object' && part !== null && !Array.isArray(part) ? (part as Data) : {};
};

function makeRow(id: PropertyId, row: PropertyRow, write: Write): Row {
  if (row.counts === undefined) return makeFlagRow(id, row, write);
  return row.ofTarget === true ? makeTargetsRow(id, row, write) : makeNumberRow(id, row, write);
}

function makeFlagRow(id: PropertyId, { prose }: PropertyRow, write: Write): Row {
  const box = make('input', { type: 'checkbox' });
  box.addEventListener('change', () => write(['prove', id], box.checked ? true : undefined));
  return {
    element: make('label', { class: 'property check', title: prose }, box, LABELS[id]),
    show: (data) => {
      box.checked = partOf(data, 'prove')[id] === true;
    },
  };
}

function numberField(
  label: string,
  counts: NonNullable<PropertyRow['counts']>,
  onChange: (value: number | undefined) => void,
): HTMLInputElement {
  const least = counts === 'evaluations' ? 1 : 0;
  const field = make('input', {
    type: 'number',
    min: least,
    step: counts === 'evaluations' ? 1 : 'any',
    'aria-label': label,
  });
  field.addEventListener('input', () => {
    const value = field.valueAsNumber;
    const isFine = value >= least;
    field.toggleAttribute('aria-invalid', field.value !== '' && !isFine);
    if (field.value === '' || isFine) onChange(field.value === '' ? undefined : value);
  });
  return field;
}

const put = (field: HTMLInputElement, value: unknown): void => {
  if (document.activeElement !== field) field.value = typeof value === 'number' ? String(value) : '';
};

function makeNumberRow(id: PropertyId, { counts = 'nodes', prose }: PropertyRow, write: Write): Row {
  const field = numberField(LABELS[id], counts, (value) => write(['prove', id], value));
  const unit = make('span');
  return {
    element: make(
      'div',
      { class: 'property', title: prose },
      make('span', {}, LABELS[id]),
      make('span', { class: 'amount' }, field, unit),
    ),
    show: (data) => {
      put(field, partOf(data, 'prove')[id]);
      unit.textContent = counts === 'money' ? currencyOf(data) : counts;
    },
  };
}

/** The currency of the price list that counts. */
function currencyOf(data: Data): string {
  const { currency } = partOf(data, 'prices');
  return typeof currency === 'string' ? currency : DEFAULT_PRICES.currency;
}

/** A limit for each type of node; the same for both is written as one number. */
function makeTargetsRow(id: PropertyId, { counts = 'nodes', prose }: PropertyRow, write: Write): Row {
  const limits: { dedicated?: number | undefined; lowPriority?: number | undefined } = {};
  const send = () => {
    const { dedicated, lowPriority } = limits;
    if (dedicated === lowPriority) write(['prove', id], dedicated);
    else
      write(
        ['prove', id],
        Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)),
      );
  };
  const fields = (['dedicated', 'lowPriority'] as const).map((key) => ({
    key,
    field: numberField(
      `${LABELS[id]}, ${key === 'dedicated' ? 'dedicated' : 'low-priority'}`,
      counts,
      (value) => {
        limits[key] = value;
        send();
      },
    ),
  }));
  return {
    element: make(
      'div',
      { class: 'property', title: prose },
      make('span', {}, LABELS[id]),
      make(
        'span',
        { class: 'amounts' },
        ...fields.map(({ key, field }) =>
          make('span', { class: 'amount' }, field, key === 'dedicated' ? 'dedicated' : 'low-priority'),
        ),
      ),
    ),
    show: (data) => {
      const said = partOf(data, 'prove')[id];
      for (const { key, field } of fields) {
        const value = typeof said === 'number' ? said : partOf(partOf(data, 'prove'), id)[key];
        limits[key] = typeof value === 'number' ? value : undefined;
        put(field, value);
      }
    },
  };
}

/** The size of the nodes, for their price; a scenario's pool has one already. */
function makeSizeRow(write: Write): Row {
  const sizes = make(
    'datalist',
    { id: 'prove-sizes' },
    ...NODE_SIZES.map(({ name }) => make('option', { value: name })),
  );
  const field = make('input', {
    type: 'text',
    list: 'prove-sizes',
    placeholder: 'as in the scenario',
    spellcheck: 'false',
  });
  field.addEventListener('change', () =>
    write(['vmSize'], field.value.trim() === '' ? undefined : field.value.trim()),
  );
  return {
    element: make(
      'label',
      { class: 'property' },
      make('span', {}, 'Size of the nodes, for their price'),
      field,
      sizes,
    ),
    show: ({ vmSize }) => {
      if (document.activeElement !== field) field.value = typeof vmSize === 'string' ? vmSize : '';
    },
  };
}

/** What a metric can be: from, to. */
function makeRangeRow(metric: string, write: Write): Row {
  const field = make('input', {
    type: 'text',
    placeholder: '0..',
    spellcheck: 'false',
    'aria-label': `${metric} can be`,
    title: 'A range such as 0..500, or a number',
  });
  field.addEventListener('change', () => {
    const said = field.value.trim();
    write(
      ['assume', metric],
      said === '' ? undefined : said !== '' && Number.isFinite(Number(said)) ? Number(said) : said,
    );
  });
  return {
    element: make(
      'label',
      { class: 'property' },
      make('span', {}, make('code', {}, metric), ' can be'),
      field,
    ),
    show: (data) => {
      const said = partOf(data, 'assume')[metric];
      if (document.activeElement !== field)
        field.value = said === undefined ? '' : Array.isArray(said) ? said.join('..') : String(said);
    },
  };
}
