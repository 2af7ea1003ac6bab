// What a formula asks of a metric's history, with what the evaluation has already learnt of it.

import { LIVE, type LiveId, METHODS, type MethodOverloadId, type MetricId } from '../catalog/index.ts';
import type { MethodNode } from '../ir.ts';
import { applyMethod } from './apply.ts';
import { refine } from './assume.ts';
import { factOf } from './facts.ts';
import type { HistorySite } from './methods.ts';
import { between, bothOf, eitherOf, type Numbers } from './numbers.ts';
import { isNoValue, ofNumbers, type Range } from './range.ts';
import { type RangeSite, standIn } from './site.ts';
import { freshTerm, type Term, termOf } from './terms.ts';
import { failAt, finish, type Knowledge, type Seen, type Walk } from './walk.ts';

/** What `Count()` of a metric gives. */
const countTerm = (walk: Knowledge, metric: MetricId | LiveId): Term =>
  termOf(walk.terms, `${metric}.Count`, []);
const countRange = (walk: Knowledge, metric: MetricId | LiveId): Numbers => {
  const counts = between(0, walk.world.mostSamples, { whole: true });
  return bothOf(counts, factOf(walk.facts, countTerm(walk, metric))?.double ?? counts);
};

/** A metric used bare: the pool's own count where it has one, else the newest sample. */
export function latestRange(walk: Knowledge, id: MetricId | LiveId, site: RangeSite): Range {
  const values = walk.world.values[id];
  const isKnown = walk.world.knowsCounts && Object.hasOwn(LIVE, id);
  if (isKnown || countRange(walk, id).low > 0) return ofNumbers(values);
  const none = standIn(site, walk.world.decisions.bareMetricWithoutSamples, 'no-sample-refused');
  return ofNumbers(eitherOf(values, none));
}

/** A call of a metric's method. */
export function visitMethod(walk: Walk, node: MethodNode): Seen {
  const args = node.arguments.map((argument) => walk.visit(argument));
  const ranges = args.map((one) => one.range);
  const terms = args.map((one) => one.term);
  const { name, request, count, percent, site } = askHistory(walk, node, terms, methodSiteOf(walk, node));
  const range = applyMethod(name, ranges, site);
  if (name === 'Count') return finish(walk, node, range, count);
  if (name === 'GetSamplePercent') return finish(walk, node, range, percent);
  if (!walk.everything && !isNoValue(range) && (request === 'with-percent' || request === 'by-default')) {
    const asked =
      request === 'by-default' ? walk.world.decisions.defaultSamplePercent : ranges.at(-1)!.double!.low;
    refine(walk.facts, percent, { double: between(asked, Infinity) }, 1);
  }
  return finish(walk, node, range, termOf(walk.terms, `${node.metric}.${name}`, terms, node));
}

/** What is known of the history where a method is called with such arguments. */
export function askHistory(knowledge: Knowledge, node: MethodNode, terms: readonly Term[], at: RangeSite) {
  const { name } = METHODS[node.overloads[0]!];
  const request = requestOf(node);
  const count = countTerm(knowledge, node.metric);
  const window = request === 'with-percent' ? terms.slice(0, -1) : terms;
  const percent = percentTerm(knowledge, count, window, request);
  const { availability, values } = knowledge.world;
  const site: HistorySite = {
    world: at.world,
    fail: at.fail,
    values: values[node.metric],
    count: countRange(knowledge, node.metric),
    percent: bothOf(availability, factOf(knowledge.facts, percent)?.double ?? availability),
  };
  return { name, request, count, percent, site };
}

/** The service places a failing request at the opening parenthesis, and every other failure at the name. */
function methodSiteOf(walk: Walk, node: MethodNode): RangeSite {
  return {
    world: walk.world,
    fail: (kind) => failAt(walk, kind === 'insufficient-samples' ? node.open : node.nameSpan, kind, node),
  };
}

/** Which share of its samples a request asks for: none, that of its last argument, the usual one, or one cannot tell. */
type Request = 'none' | 'with-percent' | 'by-default' | 'unclear';

function requestOf({ overloads }: MethodNode): Request {
  const first = REQUESTS[overloads[0]!];
  return overloads.every((id) => REQUESTS[id] === first) ? first : 'unclear';
}

// biome-ignore format: table
const REQUESTS: Readonly<Record<MethodOverloadId, Request>> = {
  'GetSample(count)':             'none',
  'GetSample(from)':              'by-default',
  'GetSample(from, percent)':     'with-percent',
  'GetSample(from, to)':          'by-default',
  'GetSample(from, to, percent)': 'with-percent',
  'GetSamplePercent(from)':       'none',
  'GetSamplePercent(from, to)':   'none',
  'GetSamplePeriod()':            'none',
  'Count()':                      'none',
  'HistoryBeginTime()':           'none',
};

/** What `GetSamplePercent` of a window gives. */
const percentTerm = (walk: Knowledge, count: Term, window: readonly Term[], request: Request): Term =>
  request === 'unclear'
    ? freshTerm(walk.terms, 'percent')
    : termOf(walk.terms, 'GetSamplePercent', [count, ...window]);
