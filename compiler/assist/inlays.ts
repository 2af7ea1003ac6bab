// What an editor writes between the lines: the type of a name where it is assigned, and how much time a sample
// request covers, because a count of samples is easily taken for minutes.

import { ANYTHING, spell } from '../types.ts';
import type { Analysis } from './analysis.ts';
import { countSamples } from './hover.ts';
import { eachNode } from './nodes.ts';
import { constantsBefore, windowOf } from './windows.ts';
import { seconds } from './words.ts';

export interface Inlay {
  /** The offset it stands at. */
  readonly at: number;
  readonly text: string;
  readonly kind: 'type' | 'window';
}

/** In the order of the text. */
export function inlays(analysis: Analysis): readonly Inlay[] {
  return [...types(analysis), ...requests(analysis)].sort((a, b) => a.at - b.at);
}

/** The type of each name, where it is first assigned and where it changes. */
function types({ program }: Analysis): readonly Inlay[] {
  const known = new Map<string, string>();
  return program.steps.flatMap((step) => {
    if (step.kind !== 'assign' || step.target !== undefined || step.value.type === ANYTHING) return [];
    const type = spell(step.value.type);
    if (known.get(step.name) === type) return [];
    known.set(step.name, type);
    return [{ at: step.nameSpan.end, text: `: ${type}`, kind: 'type' }];
  });
}

function requests({ program }: Analysis): readonly Inlay[] {
  const constants = constantsBefore(program);
  const found: Inlay[] = [];
  eachNode(program, (node, step) => {
    if (node.kind !== 'method') return;
    const window = windowOf(node, constants[step]!);
    if (window === undefined || node.arguments.length === 0) return;
    const text = `${seconds(window.length)}, ${countSamples(window.samples)}`;
    found.push({ at: node.span.end, text, kind: 'window' });
  });
  return found;
}
