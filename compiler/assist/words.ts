// What the catalog says of a name, as the Markdown that hover and signature help show: first one exact line, then
// the prose, then an example with its result.

import { ALIASES, CONSTANTS, type Example, findMember, findName, LIVE, MEMBERS, METRICS, OPTIONS, type Parameter, TARGETS } from '../catalog/index.ts'; // biome-ignore format: one list

const LANGUAGE = 'azure-batch-formula';

/** Code as Markdown. */
export const code = (text: string): string => `\`\`\`${LANGUAGE}\n${text}\n\`\`\``;

/** A signature as people read it: `GetSample(from, to, percent)`; what may come again is dotted. */
export const signature = (name: string, parameters: readonly Parameter[]): string =>
  `${name}(${parameters.map(parameterText).join(', ')})`;

/** A parameter with its type: `from: timeinterval or timestamp`. */
export const parameterText = ({ name, accepts, rest }: Parameter): string =>
  `${rest === true ? '...' : ''}${name}: ${accepts.join(' or ')}`;

/** An example as Markdown; nothing when there is none. */
export const exampleText = (examples: readonly Example[] = []): string =>
  examples.length === 0 ? '' : `For example \`${examples[0]!.formula}\` gives \`${examples[0]!.result}\`.`;

/** Markdown paragraphs; empty ones are left out. */
export const paragraphs = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join('\n\n');

/** All there is to say of a name of the service; undefined for every other name. */
export function describeName(name: string): string | undefined {
  const meaning = findName(name);
  const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name as keyof typeof ALIASES] : undefined;
  const old = alias === undefined ? '' : `Old name of \`${alias.of}\`. ${alias.prose}`;
  switch (meaning?.kind) {
    case 'metric': {
      const row: (typeof METRICS)[typeof meaning.id] & { readonly retired?: string } = METRICS[meaning.id];
      const fed = row.retired === undefined ? 'sampled every 30 s' : `no longer fed since ${row.retired}`;
      return describeVariable(`${name}: metric in ${row.unit}, read only, ${fed}`, old, row);
    }
    case 'live':
      return describeVariable(
        `${name}: count of ${LIVE[meaning.id].unit}, read only, live and sampled every 30 s`,
        old,
        LIVE[meaning.id],
      );
    case 'target':
      return describeVariable(
        `${name}: ${TARGETS[meaning.id].unit === 'option' ? 'deallocation option' : 'target in nodes'}, set by the formula`,
        old,
        TARGETS[meaning.id],
      );
    case 'constant':
      return paragraphs(
        code(`${name}: timeinterval of ${seconds(CONSTANTS[meaning.id].milliseconds)}`),
        CONSTANTS[meaning.id].prose,
      );
    case 'option':
      return paragraphs(code(`${name}: deallocation option`), OPTIONS[meaning.id].prose);
    case undefined:
      return undefined;
  }
}

function describeVariable(
  line: string,
  old: string,
  row: { readonly prose: string; readonly examples?: readonly Example[] },
): string {
  return paragraphs(code(line), old, row.prose, exampleText(row.examples));
}

/** A part of a timestamp. */
export function describeMember(name: string): string | undefined {
  const id = findMember(name);
  if (id === undefined) return undefined;
  const [low, high] = MEMBERS[id].range;
  return paragraphs(code(`${name}: double, ${low} to ${high}`), MEMBERS[id].prose);
}

/** Milliseconds as seconds with their unit. */
export const seconds = (milliseconds: number): string => `${Number((milliseconds / 1000).toPrecision(12))} s`;
