// The samples that the formula reads, a card a metric, and stories to fill them with.

import { LIVE, METRICS } from '../../compiler/index.ts';
import { button, make, section } from '../dom.ts';
import type { Evaluated, Outcome } from '../evaluated.ts';
import type { Playground } from '../playground.ts';
import { SAMPLE_PRESETS, type SamplePreset, topOf } from '../sample-presets.ts';
import { fitted, MOST_SLOTS, resized, type Slots, STEP, slotsOf, withSlots } from '../sample-slots.ts';
import { type MetricCard, makeMetricCard } from './metric-card.ts';

/** The section of samples; it has a card for each metric that the formula reads. */
export function makeSamples(page: Playground): HTMLElement {
  const { store, evaluations } = page;
  const cards = new Map<string, MetricCard>();
  const place = make('div', { class: 'metric-cards' });
  const lead = make('p', { class: 'intro' });
  const fill = (metric: string, preset: SamplePreset, length: number) => {
    const before = resized(slotsOf(store.state().now).get(metric) ?? [], length);
    const slots = preset.make({ before, length, top: topOf(unitOf(metric)) });
    store.change({ now: withSlots(store.state().now, metric, fitted(metric, slots)) });
  };
  const presets = SAMPLE_PRESETS.map((preset) =>
    button(
      preset.label,
      { title: `All metrics: ${preset.prose}` },
      () => {
        const outcome = evaluations.read();
        if (outcome?.kind !== 'evaluated') return;
        const lengths = lengthsOf(outcome, slotsOf(store.state().now));
        for (const [metric, length] of lengths) fill(metric, preset, length);
      },
      preset.label,
    ),
  );
  const row = make(
    'div',
    { class: 'buttons presets', role: 'group', 'aria-label': 'Fill all samples' },
    ...presets,
  );

  const draw = (outcome: Outcome | undefined) => {
    place.classList.toggle('stale', outcome?.kind === 'refused');
    if (outcome?.kind !== 'evaluated') return;
    const slots = slotsOf(store.state().now);
    const lengths = lengthsOf(outcome, slots);
    for (const metric of cards.keys()) if (!lengths.has(metric)) cards.delete(metric);
    for (const [metric, length] of lengths) {
      const card = cards.get(metric) ?? makeMetricCard(metric, unitOf(metric), page);
      cards.set(metric, card);
      card.show(resized(slots.get(metric) ?? [], length), outcome);
    }
    const wanted = [...cards.values()].map(({ element }) => element);
    if (
      wanted.some((element, at) => place.children[at] !== element) ||
      place.children.length !== wanted.length
    )
      place.replaceChildren(...wanted);
    row.hidden = cards.size === 0;
    place.classList.toggle('alone', cards.size === 1);
    lead.textContent = leadOf(outcome, slots);
  };
  evaluations.listen(draw);
  draw(evaluations.read());
  const element = section('now-samples', 'Samples', undefined, row, place);
  element.querySelector('h2')?.after(lead);
  return element;
}

/** What one of a metric is. */
export const unitOf = (metric: string): string =>
  (({ ...METRICS, ...LIVE }) as Readonly<Record<string, { readonly unit: string } | undefined>>)[metric]
    ?.unit ?? 'of it';

/** The fewest slots that a strip has: ten minutes. */
const LEAST = 20;

/** How many slots each strip shows: all that the formula looks back, and a little more. */
function lengthsOf(
  { reads, requests }: Evaluated,
  there: ReadonlyMap<string, Slots>,
): ReadonlyMap<string, number> {
  return new Map(
    reads.metrics.map(({ metric, lookBack, newest }) => {
      const covered = requests
        .filter((one) => one.metric === metric)
        .map((one) =>
          one.covered?.kind === 'window' ? one.covered.older / 1000 / STEP : (one.covered?.expected ?? 0),
        );
      const bounded = [lookBack / 1000 / STEP, newest, ...covered].filter((slots) => slots <= MOST_SLOTS);
      const wanted = Math.max(LEAST, ...bounded.map((slots) => slots * 1.15), there.get(metric)?.length ?? 0);
      return [metric, Math.min(MOST_SLOTS, Math.ceil(wanted / 10) * 10)];
    }),
  );
}

function leadOf({ reads }: Evaluated, slots: ReadonlyMap<string, Slots>): string {
  if (reads.metrics.length === 0)
    return 'This formula reads no samples: only the pool and the time can change what it gives.';
  const isEmpty = reads.metrics.every(({ metric }) => (slots.get(metric) ?? []).length === 0);
  return isEmpty
    ? 'There are no samples yet, as in a pool that was only just made. Draw some, or begin with one of these.'
    : 'A bar is a sample; drag to draw, drag with the right button to take samples away. Lines below show what each request covers.';
}
