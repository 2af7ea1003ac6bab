// What a term can be where it was not seen: computed anew of its parts, with what is known here. For proofs,
// which enter branches that the interpretation has left.

import { CONSTANTS } from '../catalog/index.ts';
import { applyFunction, applyInfix, applyMethod, applyPrefix } from './apply.ts';
import { factOf, note } from './facts.ts';
import { memberRange } from './members.ts';
import { between, exactly, TRUTH } from './numbers.ts';
import { ANY_VALUE, either, NO_VALUE, ofInterval, ofNumbers, type Range } from './range.ts';
import { askHistory, latestRange } from './requests.ts';
import type { Term } from './terms.ts';
import type { Knowledge } from './walk.ts';

/** How deep a term is followed into its parts. */
const DEPTH = 64;

/** What a term can be here; noted, so that it is computed once. */
export function termRange(knowledge: Knowledge, term: Term, depth = DEPTH): Range {
  const known = factOf(knowledge.facts, term);
  if (known !== undefined) return known;
  if (depth === 0) return ANY_VALUE;
  const range = compute(knowledge, term, term.parts.map((part) => termRange(knowledge, part, depth - 1))); // biome-ignore format: short
  note(knowledge.facts, term, range);
  return range;
}

function compute(knowledge: Knowledge, term: Term, parts: readonly Range[]): Range {
  const { make, node, value } = term;
  const site = { world: knowledge.world, fail: () => {} };
  if (value !== undefined) return make === 'number' ? ofNumbers(exactly(value)) : ofInterval(exactly(value));
  if (make === 'trunc') return truncated(parts[0]!);
  switch (node?.kind) {
    case 'unary':
      return applyPrefix(node.operator, parts[0]!, site);
    case 'binary':
      return applyInfix(make as typeof node.operator, parts[0]!, parts[1]!, {
        ...site,
        isSame: term.parts[0] === term.parts[1],
      });
    case 'logical':
      return { double: TRUTH };
    case 'conditional':
      return either(parts[1]!, parts[2]!);
    case 'call':
      return node.function === 'stop' ? NO_VALUE : applyFunction(node.function, parts, site);
    case 'method': {
      if (make === 'GetSamplePercent') return ofNumbers(knowledge.world.availability);
      const { name, site: history } = askHistory(knowledge, node, term.parts, site);
      return make.endsWith('.Count') ? ofNumbers(history.count) : applyMethod(name, parts, history);
    }
    case 'member':
      return parts[0]?.timestamp === undefined
        ? NO_VALUE
        : memberRange(node.member, parts[0].timestamp, knowledge.world);
    case 'latest':
      return latestRange(knowledge, node.id, site);
    case 'constant':
      return node.id === 'TimeInterval_Year'
        ? ANY_VALUE
        : ofInterval(exactly(CONSTANTS[node.id].milliseconds));
    case 'string':
      return { string: new Set([node.value]) };
    case 'option':
      return { option: new Set([node.word]) };
    case 'target':
      return node.id === '$NodeDeallocationOption' ? ANY_VALUE : ofNumbers(knowledge.world.targets[node.id]);
    default:
      return ANY_VALUE;
  }
}

function truncated({ double }: Range): Range {
  if (double === undefined) return ANY_VALUE;
  return ofNumbers(
    between(Math.trunc(double.low), Math.trunc(double.high), { whole: true, nan: double.nan }),
  );
}
