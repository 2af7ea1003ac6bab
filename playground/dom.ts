// Elements made in one call, so that a pane reads like the page it makes.

type Child = Node | string | undefined;
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An HTML element; `true` sets an empty attribute, `false` and `undefined` leave it out. Strings become text. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** A titled section of the page; `intro` is a sentence under the title. */
export function section(
  id: string,
  title: string,
  intro: string | undefined,
  ...children: readonly Child[]
): HTMLElement {
  const heading = make('h2', { id: `${id}-title` }, title);
  const lead = intro === undefined ? undefined : make('p', { class: 'intro' }, intro);
  return make('section', { id, 'aria-labelledby': `${id}-title` }, heading, lead, ...children);
}

/** A button that calls back. */
export function button(
  label: string,
  attributes: Attributes,
  act: () => void,
  ...children: readonly Child[]
): HTMLButtonElement {
  const element = make(
    'button',
    { type: 'button', 'aria-label': label, title: label, ...attributes },
    ...children,
  );
  element.addEventListener('click', act);
  return element;
}

/** A column of a table: numbers stand to the right, prose goes under the row on a narrow page. */
export type Column = 'text' | 'number' | 'prose';

/** A table with a caption for those who cannot see where it stands. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (string | Node)[])[],
  columns: readonly Column[],
): HTMLElement {
  const cell = (tag: 'td' | 'th', content: string | Node, column: number) => {
    const kind = columns[column] ?? 'text';
    return make(
      tag,
      { class: kind === 'text' ? undefined : kind, scope: tag === 'th' ? 'col' : undefined },
      content,
    );
  };
  const header = make('tr', {}, ...head.map((name, column) => cell('th', name, column)));
  const body = rows.map((row) =>
    make('tr', {}, ...row.map((content, column) => cell('td', content, column))),
  );
  const wordy = columns.includes('prose');
  const element = make(
    'table',
    { class: wordy ? 'wordy' : undefined, style: wordy ? `--narrow: ${columns.length - 2}` : undefined },
    make('caption', { class: 'hidden' }, caption),
    make('thead', {}, header),
    make('tbody', {}, ...body),
  );
  return make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption }, element);
}

/** A coloured square beside a name, as charts and tables share it. */
export function swatch(color: string, shape: 'area' | 'line' | 'dashes' = 'area'): HTMLElement {
  return make('span', { class: `swatch ${shape}`, style: `--color: ${color}`, 'aria-hidden': 'true' });
}
