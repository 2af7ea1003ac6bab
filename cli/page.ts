// The report page: the built page of the package with a report put into it.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createTimeline,
  fillPage,
  type Page,
  type Report,
  reportPage,
  type TimelineCollector,
} from '../planner/index.ts';
import type { JournalSink, Names } from '../simulator/index.ts';
import { type Problem, writeFileAt } from './files.ts';
import type { Io } from './io.ts';

/** Hears of one run what its page shows besides the report: who ran where. */
export interface PageSource {
  /** None when no page is wanted, so that nobody else pays for it. */
  readonly sinks: readonly ((names: Names) => JournalSink)[];
  readonly page: (report: Report) => Page;
}

/** So many attempts a page shows at most, then those of every second node and so on: a few megabytes. */
const MOST_ATTEMPTS = 100_000;

/** A source that hears the run when a page is wanted of it and it is heard from its beginning. */
export function createPageSource(isHeard: boolean): PageSource {
  let timeline: TimelineCollector | undefined;
  const hear = (names: Names): JournalSink => {
    timeline = createTimeline({ names, limit: MOST_ATTEMPTS });
    return timeline;
  };
  return {
    sinks: isHeard ? [hear] : [],
    page: (report) => reportPage(report, timeline?.timeline()),
  };
}

/** Writes the page as one file that needs nothing else; says what is wrong when it cannot. */
export async function writePage(io: Io, file: string, page: Page): Promise<Problem | undefined> {
  const built = await builtPage();
  const html = built === undefined ? undefined : fillPage(built, page);
  if (html === undefined)
    return {
      message: 'The report page is not built.',
      hint: 'Run `npm run build` in the folder of the sources.',
    };
  return writeFileAt(io, file, html);
}

/** The page beside the built command, or in `dist` of the sources' root. */
async function builtPage(): Promise<string | undefined> {
  for (
    let folder = path.dirname(fileURLToPath(import.meta.url));
    folder !== path.dirname(folder);
    folder = path.dirname(folder)
  ) {
    const text = await readFile(path.join(folder, 'dist', 'report.html'), 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  return undefined;
}
