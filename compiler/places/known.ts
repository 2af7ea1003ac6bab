// What the file itself says of what a template fills in: variables that are written out, defaults of parameters.

import type { Host, HostCall, HostName, HostValue } from './host.ts';
import { type Known, lengthOf } from './letters.ts';
import type { Looking } from './texts.ts';

/** Longer than any formula may be; names that stand for names grow fast. */
const LONGEST = 20_000;

/** Calls that give what they are given, as text. */
const SAME = /^(string|tostring|sensitive|nonsensitive)$/i;

/** What a value is, when the file says it; `isDefault` when it may be set to something else from outside. */
export function knownOf(value: HostValue | undefined, looking: Looking, depth = 0): Known | undefined {
  switch (value?.kind) {
    case 'word':
      return value.text === 'null' ? undefined : { letters: [value], isDefault: false };
    case 'name':
      return ofName(value, looking, depth);
    case 'call':
      return ofCall(value, looking, depth);
    case 'text':
      return onlyText(value, looking, depth);
    default:
      return undefined;
  }
}

function ofCall(value: HostCall, looking: Looking, depth: number): Known | undefined {
  return SAME.test(value.name)
    ? knownOf(value.arguments[0], looking, depth)
    : onlyText(value, looking, depth);
}

/** The one text that a value can be. */
function onlyText(value: HostValue, looking: Looking, depth: number): Known | undefined {
  const [found, another] = looking.textsOf(value, looking, depth + 1);
  if (found === undefined || another !== undefined || found.isOpen) return undefined;
  return lengthOf(found.letters) > LONGEST ? undefined : { letters: found.letters, isDefault: false };
}

/** Looked up once: a name that stands for itself is not known, and one that is used twice is not read twice. */
function ofName({ name }: HostName, looking: Looking, depth: number): Known | undefined {
  const { host, known } = looking;
  if (host.isDeclaredTwice?.(name) === true) return undefined;
  if (known.has(name)) return known.get(name);
  known.set(name, undefined);
  const found = knownOf(findNamed(host, name), looking, depth + 1);
  const isDefault = found !== undefined && (found.isDefault || host.isDefault?.(name) === true);
  const kept = found === undefined ? undefined : { ...found, isDefault };
  known.set(name, kept);
  return kept;
}

/** A template that is nothing but a name: `${local.formula}`. */
const NAMED = /^\$+\{\s*([A-Za-z_][\w.-]*)\s*\}$/;

/** What stands for a hole that the file writes so. */
export function knownTemplate(written: string, looking: Looking, depth: number): Known | undefined {
  const name = NAMED.exec(written)?.[1];
  return name === undefined
    ? undefined
    : ofName({ kind: 'name', name, span: { start: 0, end: 0 } }, looking, depth);
}

/** What a dotted name stands for: its longest known beginning, and from there on by keys and indexes. */
export function findNamed({ names }: Host, name: string): HostValue | undefined {
  const steps = name.split('.');
  for (let length = steps.length; length > 0; length--) {
    let found = names.get(steps.slice(0, length).join('.'));
    for (const step of steps.slice(length)) found = stepInto(found, step);
    if (found !== undefined) return found;
  }
  return undefined;
}

function stepInto(value: HostValue | undefined, step: string): HostValue | undefined {
  if (value?.kind === 'list') return /^\d+$/.test(step) ? value.items[Number(step)] : undefined;
  const entries = value?.kind === 'mapping' ? value.entries : [];
  return entries.find(({ key }) => key === step || key.toLowerCase() === step)?.value;
}
