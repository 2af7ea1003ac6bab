// The requests that read a metric: where each stands, what it covers, and how much of that is there.

import { button, make, swatch } from '../dom.ts';
import type { Evaluated, EvaluatedRequest } from '../evaluated.ts';
import type { Playground } from '../playground.ts';
import { ageText, type StripWindow } from '../plots/strip.ts';
import { type Slots, STEP } from '../sample-slots.ts';

const COLORS = ['--entry-1', '--entry-2', '--entry-3', '--entry-4', '--entry-5', '--entry-6'];
const colorOf = (at: number): string => `var(${COLORS[at % COLORS.length]})`;

const requestsOf = ({ requests }: Evaluated, metric: string): readonly EvaluatedRequest[] =>
  requests.filter((one) => one.metric === metric);

/** The stretch of ages in seconds that a request covers; none where nothing was asked for. */
export function stretchOf({ covered }: EvaluatedRequest, slots: Slots) {
  if (covered === undefined) return undefined;
  if (covered.kind === 'window') return { newer: covered.newer / 1000, older: covered.older / 1000 };
  if (covered.found === 0) return undefined;
  // The newest samples that there are reach back over the missing ones.
  let left = covered.found;
  let slot = slots.length;
  while (left > 0 && slot > 0) if (slots[--slot] !== undefined) left--;
  return { newer: 0, older: (slots.length - slot) * STEP };
}

/** The windows as a strip draws them. */
export function windowsOf(
  outcome: Evaluated,
  metric: string,
  { slots, pointed }: { readonly slots: Slots; readonly pointed: number | undefined },
): readonly StripWindow[] {
  return requestsOf(outcome, metric).flatMap((request, at): StripWindow[] => {
    const stretch = stretchOf(request, slots);
    return stretch === undefined
      ? []
      : [{ ...stretch, color: colorOf(at), isPointed: pointed === at, isFailing: request.isFailing }];
  });
}

/** The list; pointing at a request, or reaching it by keys, tells which. */
export function makeRequests(
  metric: string,
  page: Playground,
  onPoint: (request: number | undefined) => void,
): { readonly element: HTMLElement; readonly show: (outcome: Evaluated) => void } {
  const list = make('ul', { class: 'requests', 'aria-label': `Requests for samples of ${metric}` });
  let shown = '';
  return {
    element: list,
    show: (outcome) => {
      const requests = requestsOf(outcome, metric);
      // The same list again would take the focus away.
      const key = JSON.stringify(requests);
      if (key === shown) return;
      shown = key;
      const focused = [...list.querySelectorAll('button')].indexOf(
        document.activeElement as HTMLButtonElement,
      );
      list.replaceChildren(...requests.map((request, at) => makeRequest(request, at, page, onPoint)));
      list.querySelectorAll('button')[focused]?.focus();
    },
  };
}

function makeRequest(
  request: EvaluatedRequest,
  at: number,
  page: Playground,
  onPoint: (request: number | undefined) => void,
): HTMLElement {
  const { place, text, isFailing } = request;
  const row = button(
    `Line ${place.line}: ${text}. ${coveredText(request)}`,
    { class: 'request', title: undefined, 'aria-label': undefined },
    () => page.place.put({ ...place }),
    swatch(colorOf(at), 'line'),
    make('span', { class: 'line-number' }, `line ${place.line}`),
    make('code', {}, text),
    make('span', { class: 'covered' }, coveredText(request)),
  );
  for (const event of ['pointerenter', 'focus']) row.addEventListener(event, () => onPoint(at));
  for (const event of ['pointerleave', 'blur']) row.addEventListener(event, () => onPoint(undefined));
  return make('li', { class: isFailing ? 'failing' : undefined }, row);
}

function coveredText({ covered, isFailing }: EvaluatedRequest): string {
  if (covered === undefined) return 'not asked for this time';
  const { found, expected } = covered;
  const counts = `${found} of ${expected} sample${expected === 1 ? '' : 's'}`;
  if (covered.kind === 'newest') return `${counts}, the newest`;
  const from = `${ageText(Math.round(covered.older / 1000))} to ${covered.newer === 0 ? 'now' : `${ageText(Math.round(covered.newer / 1000))} ago`}`;
  const wanted =
    covered.wanted === undefined
      ? ''
      : isFailing
        ? `; ${covered.wanted} % are wanted, so the evaluation fails`
        : ` (${covered.wanted} % wanted)`;
  return `${from}: ${counts}, ${covered.percent} %${wanted}`;
}
