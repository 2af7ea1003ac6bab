// Something made anew where it stood: folds that were open are open again, and whoever had the focus in it has it again.

/** Puts children in the place of those that are there. */
export function renewChildren(place: Element, ...children: readonly Node[]): void {
  const open = new Set([...foldsIn(place)].filter(([, fold]) => fold.open).map(([name]) => name));
  const focused = place.contains(document.activeElement) ? nameOf(document.activeElement!) : undefined;
  place.replaceChildren(...children);
  for (const [name, fold] of foldsIn(place)) if (open.has(name)) fold.open = true;
  if (focused === undefined) return;
  const again = [...place.querySelectorAll<HTMLElement>(FOCUSED)].find((one) => nameOf(one) === focused);
  again?.focus({ preventScroll: true });
}

const FOCUSED = 'button, input, select, textarea, summary, a, [tabindex]';

/** What an element is to whoever reads the page; numbers in it may be others than before. */
function nameOf(element: Element): string {
  const words = element.getAttribute('aria-label') ?? element.textContent;
  return `${element.tagName} ${headingOver(element)} ${words.replace(/[\d.,]+/g, '0')}`;
}

/** The folds of a place, by the heading that they stand under and the words on them. */
function foldsIn(place: Element): ReadonlyMap<string, HTMLDetailsElement> {
  const folds = [...place.querySelectorAll('details')];
  return new Map(folds.map((fold) => [nameOf(fold.querySelector('summary') ?? fold), fold]));
}

const headingOver = (element: Element): string =>
  element.closest('figure, section, details')?.querySelector('h2, h3')?.textContent ?? '';
