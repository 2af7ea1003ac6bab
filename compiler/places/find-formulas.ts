// Formulas among the values of a file: by the names that Azure's own files, Terraform and Nextflow have for them,
// and by what they are for everything else whose name says formula.

import { type Elsewhere, elsewhereOf } from './elsewhere.ts';
import { type EmbeddedFormula, embed } from './embedded.ts';
import { withKnown } from './fill-in.ts';
import type { Host, HostMapping, HostValue } from './host.ts';
import { isAllHoles, type Letters, textOf } from './letters.ts';
import { plainKey, poolAround } from './pool-settings.ts';
import { type FoundText, type Looking, lookInto, textsOf } from './texts.ts';

/** A value to look at, and the way to it; `up` leads to the root. */
interface Step {
  readonly value: HostValue;
  readonly key: string | number | undefined;
  readonly up: Step | undefined;
}

export interface FoundFormulas {
  /** In the order of their places; one that several pools share is there once. */
  readonly formulas: readonly EmbeddedFormula[];
  /** Places for a formula at which none is written yet. */
  readonly blanks: readonly EmbeddedFormula[];
  /** Formulas that stand in other files. */
  readonly elsewhere: readonly Elsewhere[];
}

/** Every formula of the file. */
export function findFormulas(host: Host, file: string): FoundFormulas {
  const looking = lookInto(host, file);
  const found = new Map<number, EmbeddedFormula>();
  const blanks = new Map<number, EmbeddedFormula>();
  const certain: Step[] = [];
  const likely: Step[] = [];
  for (const step of stepsOf(host.roots)) {
    if (isPlace(step)) certain.push(step);
    else if (isLikely(step)) likely.push(step);
  }
  for (const step of certain) for (const formula of formulasAt(step, looking)) add(found, formula);
  for (const step of likely)
    for (const formula of formulasAt(step, looking))
      if (assignsTarget(withKnown(formula).text)) add(found, formula);
  for (const step of certain) for (const blank of blanksAt(step, looking)) add(blanks, blank);
  const elsewhere = new Map<number, Elsewhere>();
  for (const step of certain)
    for (const one of elsewhereAt(step, looking)) elsewhere.set(one.span.start, one);
  return { formulas: inOrder(found), blanks: inOrder(blanks), elsewhere: [...elsewhere.values()] };
}

const inOrder = (found: ReadonlyMap<number, EmbeddedFormula>): readonly EmbeddedFormula[] =>
  [...found.values()].sort((a, b) => startOf(a) - startOf(b));

const startOf = ({ pieces }: EmbeddedFormula): number => pieces[0]?.span.start ?? 0;

function add(found: Map<number, EmbeddedFormula>, formula: EmbeddedFormula): void {
  const start = startOf(formula);
  if (!found.has(start)) found.set(start, formula);
}

/** All values, without recursion: files may be as deep as they like. */
function* stepsOf(roots: readonly HostValue[]): Generator<Step, void> {
  const waiting: Step[] = roots.map((value) => ({ value, key: undefined, up: undefined }));
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    yield step;
    const { value } = step;
    if (value.kind === 'mapping')
      for (const { key, value: inner } of value.entries) waiting.push({ value: inner, key, up: step });
    if (value.kind === 'list')
      value.items.forEach((inner, key) => void waiting.push({ value: inner, key, up: step }));
  }
}

const AUTOSCALE: ReadonlySet<string> = new Set(['autoscale', 'autoscalesettings']);

/** Whether the name says that this is a formula: Azure's field, Terraform's block, Nextflow's setting. */
function isPlace({ key, up }: Step): boolean {
  if (typeof key !== 'string') return false;
  const name = plainKey(key);
  if (name === 'autoscaleformula' || name === 'scaleformula') return true;
  return name === 'formula' && typeof up?.key === 'string' && AUTOSCALE.has(plainKey(up.key));
}

/** Whether the name at least speaks of a formula, its own or that of what it is the default of. */
function isLikely({ key, up }: Step): boolean {
  if (typeof key !== 'string') return false;
  if (/formula/i.test(key)) return true;
  return /^(default|defaultValue|value)$/.test(key) && typeof up?.key === 'string' && /formula/i.test(up.key);
}

/** Whether a text is surely a formula: its first statement or a later one sets a target. */
const assignsTarget = (text: string): boolean =>
  /(?:^|;|\n)\s*\$(?:Target(?:Dedicated|LowPriority)(?:Nodes)?|NodeDeallocationOption)\s*=(?!=)/.test(text);

const textsAt = (step: Step, looking: Looking): readonly FoundText[] =>
  valuesOf(step.value).flatMap((value) => textsOf(value, looking));

const embedded = (step: Step, { letters, writing, isOpen }: Omit<FoundText, 'inner'>, file: string) =>
  embed({ letters, writing, isOpen, path: pathOf(step), pool: poolAround(mappingsAround(step)) }, file);

const formulasAt = (step: Step, looking: Looking): readonly EmbeddedFormula[] =>
  textsAt(step, looking)
    .filter(({ letters }) => !isAllHoles(letters))
    .map((text) => embedded(step, text, looking.file));

/** The other files that a value is read from, when it is no text here. */
function elsewhereAt(step: Step, looking: Looking): readonly Elsewhere[] {
  if (textsAt(step, looking).length > 0) return [];
  const pool = poolAround(mappingsAround(step));
  return valuesOf(step.value).flatMap((value) =>
    elsewhereOf(value, looking).map((one) => ({ ...one, pool })),
  );
}

function blanksAt(step: Step, looking: Looking): readonly EmbeddedFormula[] {
  return textsAt(step, looking)
    .filter(({ letters }) => textOf(letters).trim() === '')
    .map(({ letters, inner: { start }, ...text }) => {
      const here: Letters = letters.length > 0 ? letters : [{ text: '', span: { start, end: start } }];
      return embedded(step, { ...text, letters: here }, looking.file);
    });
}

/** The value itself, or what a parameter of a template has for a value. */
function valuesOf(value: HostValue): readonly HostValue[] {
  if (value.kind !== 'mapping') return [value];
  return value.entries
    .filter(({ key }) => /^(default|defaultValue|value)$/.test(key))
    .map((entry) => entry.value);
}

function pathOf(step: Step): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Step | undefined = step; at !== undefined; at = at.up)
    if (at.key !== undefined) path.unshift(at.key);
  return path;
}

/** The mappings around a value, innermost first; a list ends them, because its other items are other things. */
function mappingsAround({ up }: Step): HostMapping[] {
  const mappings: HostMapping[] = [];
  for (let at = up; at?.value.kind === 'mapping' && mappings.length < 6; at = at.up) mappings.push(at.value);
  return mappings;
}
