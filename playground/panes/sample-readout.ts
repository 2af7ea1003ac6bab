// What the reader points at in a strip, in words: a sample with who reads it, or a stretch measured as a window.

import { printInstant } from '../../runtime/index.ts';
import { button, make } from '../dom.ts';
import type { Evaluated } from '../evaluated.ts';
import type { Playground } from '../playground.ts';
import { ageText, type Stretch } from '../plots/strip.ts';
import { counted, type Slots, STEP } from '../sample-slots.ts';
import { copyText } from './now-files.ts';
import { stretchOf } from './sample-requests.ts';

export interface Readout {
  readonly element: HTMLElement;
  readonly show: (slots: Slots, outcome: Evaluated) => void;
  readonly point: (slot: number | undefined) => void;
  readonly select: (stretch: Stretch | undefined) => void;
}

/** The line under a strip. */
export function makeReadout(metric: string, unit: string, page: Playground): Readout {
  const element = make('div', { class: 'readout' });
  let [slots, outcome, slot, stretch]: [
    Slots,
    Evaluated | undefined,
    number | undefined,
    Stretch | undefined,
  ] = [[], undefined, undefined, undefined];
  const draw = () => {
    if (stretch !== undefined) element.replaceChildren(...measured(metric, slots, stretch, page));
    else if (slot !== undefined && outcome !== undefined)
      element.replaceChildren(pointedText(slots, slot, outcome, { metric, unit }));
    else element.replaceChildren(summary(slots));
  };
  return {
    element,
    show: (nextSlots, nextOutcome) => {
      [slots, outcome] = [nextSlots, nextOutcome];
      draw();
    },
    point: (next) => {
      slot = next;
      draw();
    },
    select: (next) => {
      stretch = next;
      draw();
    },
  };
}

function summary(slots: Slots): string {
  const there = slots.filter((value) => value !== undefined).length;
  return `${there} of ${slots.length} samples are there, over ${ageText(slots.length * STEP)}`;
}

function pointedText(
  slots: Slots,
  slot: number,
  outcome: Evaluated,
  { metric, unit }: { readonly metric: string; readonly unit: string },
): string {
  const age = (slots.length - 1 - slot) * STEP;
  const value = slots[slot];
  const readers = outcome.requests.filter((request) => {
    const covered = request.metric === metric ? stretchOf(request, slots) : undefined;
    return covered !== undefined && covered.newer <= age && age < covered.older;
  });
  const lines = [...new Set(readers.map(({ place }) => place.line))];
  const read =
    lines.length === 0
      ? 'read by nobody'
      : `read by line${lines.length === 1 ? '' : 's'} ${lines.join(', ')}`;
  const clock = printInstant(outcome.time - age * 1000).slice(11, 19);
  return `${clock} UTC, ${age === 0 ? 'now' : `${ageText(age)} ago`}: ${value === undefined ? 'no sample' : counted(value, unit)}; ${read}`;
}

/** A stretch as a window would see it, and how a formula asks for it. */
function measured(
  metric: string,
  slots: Slots,
  { newer, older }: Stretch,
  page: Playground,
): readonly (Node | string)[] {
  const count = slots.length;
  const inside = slots.slice(count - older / STEP, count - newer / STEP);
  const values = inside.filter((value) => value !== undefined);
  const percent = Math.floor((100 * values.length) / Math.max(1, inside.length));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const found =
    values.length === 0 ? '' : `, mean ${Number(mean.toFixed(2))}, highest ${Math.max(...values)}`;
  const call = `${metric}.GetSample(${intervalText(older)}${newer === 0 ? '' : `, ${intervalText(newer)}`})`;
  const copy = button('Copy this request', { class: 'link' }, () => copyText(call, page), 'copy');
  const span = `${ageText(older)} to ${newer === 0 ? 'now' : `${ageText(newer)} ago`}`;
  return [
    `${span}: ${values.length} of ${inside.length} samples, ${percent} %${found}. `,
    make('code', {}, call),
    ' ',
    copy,
  ];
}

function intervalText(seconds: number): string {
  const units = [[3600, 'TimeInterval_Hour'], [60, 'TimeInterval_Minute'], [1, 'TimeInterval_Second']] as const; // biome-ignore format: short
  const [size, name] = units.find(([one]) => seconds % one === 0)!;
  return seconds === size ? name : `${seconds / size} * ${name}`;
}
