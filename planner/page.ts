// What the stand-alone report page is given: one report, or several side by side. The page carries it as JSON.

import { type Comparison, compare, type Entry } from './report/compare.ts';
import type { Report } from './report/report.ts';
import { type PackedTimeline, packTimeline } from './timeline/packed.ts';
import type { DrawnTimeline } from './timeline/timeline.ts';

export type Page =
  | {
      readonly kind: 'report';
      readonly report: Report;
      /** Who ran where; absent where the run was not heard from its beginning. */
      readonly timeline?: PackedTimeline;
    }
  | {
      readonly kind: 'comparison';
      readonly title: string;
      /** One drawn report an entry: that of its first seed. */
      readonly reports: readonly { readonly title: string; readonly report: Report }[];
      /** Over all seeds; its columns are the reports above. */
      readonly comparison: Comparison;
    };

/** The page of one run. */
export function reportPage(report: Report, timeline?: DrawnTimeline): Page {
  return { kind: 'report', report, ...(timeline === undefined ? {} : { timeline: packTimeline(timeline) }) };
}

/** The page of several entries; those without a report are left out. */
export function comparisonPage(title: string, entries: readonly Entry[]): Page {
  const present = entries.filter(({ reports }) => reports.length > 0);
  return {
    kind: 'comparison',
    title,
    reports: present.map((entry) => ({ title: entry.title, report: entry.reports[0]! })),
    comparison: compare(present),
  };
}

/** The element of the built page that holds the JSON, as it stands in the file before it is filled. */
export const PAGE_SLOT = '<script type="application/json" id="report"></script>';

/** The built page's text with a page's content in it; `undefined` when the text has no slot for it. */
export function fillPage(html: string, page: Page): string | undefined {
  const place = html.indexOf(PAGE_SLOT);
  if (place < 0) return undefined;
  const json = JSON.stringify(page).replaceAll('<', '\\u003c');
  const opening = PAGE_SLOT.replace('</script>', '');
  return `${html.slice(0, place)}${opening}${json}${html.slice(place + opening.length)}`;
}
