// Entry of the stand-alone report page: the JSON embedded in it becomes panes. Nothing is asked of other places.

import './style.css';
import './styles/controls.css';
import { formatDuration, type Page, type Report, unpackTimeline } from '../planner/index.ts';
import { make } from './dom.ts';
import { makeComparison } from './panes/comparison.ts';
import { makeSingle } from './panes/single.ts';
import { makeThemeButton } from './theme.ts';
import { clockText } from './view.ts';

function start(): void {
  const place = document.querySelector('#page');
  const text = document.querySelector('#report')?.textContent ?? '';
  if (place === null) return;
  const page = readPage(text);
  if (page === undefined) {
    place.append(
      make(
        'main',
        {},
        make(
          'p',
          { class: 'lead' },
          'This page has no report in it. Make one with `lazurite simulate SCENARIO --report FILE.html`.',
        ),
      ),
    );
    return;
  }
  document.title = `${titleOf(page)} – Lazurite`;
  place.append(makeHeader(page), make('main', {}, makeBody(page)), makeFooter(page));
}

function makeBody(page: Page): HTMLElement {
  if (page.kind === 'comparison') return makeComparison(page);
  const { report, timeline } = page;
  return makeSingle(report, {
    timeline: timeline === undefined ? undefined : unpackTimeline(timeline),
    withoutPlaces: UNHEARD,
  });
}

const UNHEARD =
  'Who ran where is not on this page: that is heard from the beginning of a run, and this one was taken up from a saved run.';

function readPage(text: string): Page | undefined {
  if (text.trim() === '') return undefined;
  const page = JSON.parse(text) as Page;
  return page.kind === 'comparison' && page.reports.length === 0 ? undefined : page;
}

function titleOf(page: Page): string {
  const title = page.kind === 'report' ? page.report.title : page.title;
  return title === '' ? 'Report' : title;
}

function makeHeader(page: Page): HTMLElement {
  const report = firstOf(page);
  const from = Date.parse(report.start);
  const until = clockText({ start: from }, report.end.time);
  const words = [
    `${clockText({ start: from }, 0).replace(',', ` ${new Date(from).getUTCFullYear()},`)} – ${until} UTC`,
    formatDuration(report.end.time),
    page.kind === 'comparison'
      ? `${page.reports.length} compared`
      : report.seed === null
        ? undefined
        : `seed ${report.seed}`,
  ];
  const brand = make(
    'p',
    { class: 'brand' },
    make('span', { class: 'stone', 'aria-hidden': 'true' }),
    'Lazurite',
  );
  const facts = make('p', { class: 'facts' }, words.filter((word) => word !== undefined).join(' · '));
  return make(
    'header',
    {},
    make('div', { class: 'top' }, brand, makeThemeButton()),
    make('h1', {}, titleOf(page)),
    facts,
  );
}

function makeFooter(page: Page): HTMLElement {
  const { prices, version, schemaVersion, seed } = firstOf(page);
  const words = [
    version === '' ? undefined : `Lazurite ${version}`,
    `report format ${schemaVersion}`,
    seed === null ? undefined : `seed ${seed}`,
    `prices: ${prices.source}, ${prices.date}, ${prices.currency}`,
    'times are UTC',
  ];
  return make('footer', {}, make('p', {}, words.filter((word) => word !== undefined).join(' · ')));
}

function firstOf(page: Page): Report {
  return page.kind === 'report' ? page.report : page.reports[0]!.report;
}

start();
