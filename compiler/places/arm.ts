// Templates of Azure Resource Manager: JSON whose texts in square brackets are expressions. Their strings,
// calls and names become values like those of any other file (`arm-expression.ts`).

import type { Diagnostic } from '../../grammar/index.ts';
import { armValue, type Template } from './arm-expression.ts';
import type { Host, HostEntry, HostMapping, HostValue } from './host.ts';
import { readJson } from './json.ts';
import { textOf } from './letters.ts';

/** Whether JSON text is a template or a parameter file of Resource Manager. */
export const isArm = (text: string): boolean =>
  /"\$schema"\s*:\s*"[^"]*deployment(Template|Parameters)/i.test(text.slice(0, 4000)) ||
  /"contentVersion"\s*:/.test(text.slice(0, 4000));

/** Reads a template; its texts are unfolded as expressions when they are asked for. */
export function readArm(text: string): Host {
  const diagnostics: Diagnostic[] = [];
  const { roots } = readJson(text, diagnostics);
  const sections = sectionsOf(roots);
  const template = { diagnostics, declared: diagnostics.length > 0 ? undefined : declaredIn(sections) };
  return {
    roots,
    names: namesIn(sections),
    isDefault: (name) => name.startsWith('parameters.'),
    isDeclaredTwice: declaredTwiceIn(sections),
    diagnostics,
    unfold: (one) => armValue(one, template),
  };
}

/** The parts of a template that declare something, under their names; those of the outer template first. */
type Sections = readonly { readonly key: string; readonly section: HostValue }[];

const SECTIONS: ReadonlySet<string> = new Set(['variables', 'parameters', 'functions']);

function sectionsOf(roots: readonly HostValue[]): Sections {
  const sections: { readonly key: string; readonly section: HostValue }[] = [];
  const waiting = [...roots];
  for (let at = 0; at < waiting.length; at++) {
    const value = waiting[at]!;
    if (value.kind === 'list') waiting.push(...value.items);
    if (value.kind !== 'mapping') continue;
    for (const { key, value: inner } of value.entries) {
      waiting.push(inner);
      if (SECTIONS.has(key)) sections.push({ key, section: inner });
    }
  }
  return sections;
}

/** Variables and parameters with a value, by the names expressions have for them. */
function namesIn(sections: Sections): ReadonlyMap<string, HostValue> {
  const names = new Map<string, HostValue>();
  for (const { key, section } of sections) {
    if (section.kind !== 'mapping') continue;
    for (const entry of section.entries) {
      const found = key === 'variables' ? entry.value : valueIn(entry.value);
      const name = `${key}.${entry.key}`.toLowerCase();
      if (found !== undefined && !names.has(name)) names.set(name, found);
    }
  }
  return names;
}

/** Templates inside of templates have names of their own. */
function declaredTwiceIn(sections: Sections): (name: string) => boolean {
  const counts = new Map<string, number>();
  for (const { key, section } of sections)
    for (const entry of section.kind === 'mapping' ? section.entries : []) {
      const name = `${key}.${entry.key}`.toLowerCase();
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  const twice = [...counts].flatMap(([name, count]) => (count > 1 ? [name] : []));
  return (name) => twice.some((one) => name === one || name.startsWith(`${one}.`));
}

/** Every name the file declares; undefined where functions of its own have parameters, too. */
function declaredIn(sections: Sections): Template['declared'] {
  if (sections.some(({ key }) => key === 'functions')) return undefined;
  const inside = (wanted: string): string[] =>
    sections.flatMap(({ key, section }) =>
      key === wanted && section.kind === 'mapping' ? section.entries.flatMap(namesOf) : [],
    );
  return { variable: inside('variables'), parameter: inside('parameters') };
}

/** What an entry declares: itself, or, as `copy`, variables that are counted out. */
function namesOf({ key, value }: HostEntry): readonly string[] {
  if (key !== 'copy' || value.kind !== 'list') return [key];
  return value.items.flatMap((item) => {
    const name = item.kind === 'mapping' ? entryOf(item, 'name') : undefined;
    return name?.kind === 'text' ? [textOf(name.letters())] : [];
  });
}

const valueIn = (value: HostValue): HostValue | undefined =>
  value.kind === 'mapping' ? (entryOf(value, 'value') ?? entryOf(value, 'defaultValue')) : undefined;

const entryOf = ({ entries }: HostMapping, name: string): HostValue | undefined =>
  entries.find(({ key }) => key === name)?.value;
