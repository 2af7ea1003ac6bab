// Pieces of formulas that people write again and again, with holes to fill. The tests compile each of them.

/** Text, and holes with what stands in them until they are filled. Equal holes are filled together. */
export type Snippet = readonly (string | { readonly hole: string })[];

export interface SnippetRow {
  readonly label: string;
  readonly prose: string;
  /** Where it can stand: as a statement of its own, or as a value. */
  readonly place: 'statement' | 'value';
  readonly body: Snippet;
}

const METRIC = { hole: '$PendingTasks' };
const MINUTES = { hole: '15' };

// biome-ignore format: table
export const SNIPPETS: readonly SnippetRow[] = [
  { label: 'average of samples', place: 'value', prose: 'The average of a window. If fewer than 70 % of its samples exist, the whole evaluation stops.',
    body: ['avg(', METRIC, '.GetSample(', { hole: '180' }, ' * TimeInterval_Second))'] },
  { label: 'newest sample, or 0', place: 'value', prose: 'The newest sample, and 0 while there is none. It never fails, but one late sample is enough to mislead it.',
    body: ['max(0, ', METRIC, '.GetSample(1))'] },
  { label: 'between two bounds', place: 'value', prose: 'A value that never leaves two bounds.',
    body: ['max(', { hole: '0' }, ', min(', { hole: '10' }, ', ', { hole: '$PendingTasks' }, '))'] },
  { label: 'nodes for tasks', place: 'value', prose: 'How many nodes the pending tasks fill, with as many slots as the pool has on each node.',
    body: ['ceil(', METRIC, ' / $TaskSlotsPerNode)'] },
  { label: 'guarded samples', place: 'statement', prose: 'The average of a window while enough of its samples exist, and the newest sample otherwise, so that a new pool is evaluated too.',
    body: ['percent = ', METRIC, '.GetSamplePercent(TimeInterval_Minute * ', MINUTES, ');\ntasks = percent < 70 ? max(0, ', METRIC, '.GetSample(1)) : avg(', METRIC, '.GetSample(TimeInterval_Minute * ', MINUTES, '));'] },
  { label: 'target with a cap', place: 'statement', prose: 'As many dedicated nodes as there is work, up to a cap.',
    body: ['$TargetDedicatedNodes = max(0, min(', { hole: '10' }, ', ', { hole: '$PendingTasks' }, '));'] },
  { label: 'keep running tasks', place: 'statement', prose: 'Nodes leave when their tasks have ended; without this, tasks on them are stopped and start again elsewhere.',
    body: ['$NodeDeallocationOption = taskcompletion;'] },
  { label: 'working hours', place: 'statement', prose: '1 on weekdays in working hours, else 0. Hours and days are UTC.',
    body: ['now = time();\nworkHours = now.weekday >= 1 && now.weekday <= 5 && now.hour >= ', { hole: '8' }, ' && now.hour < ', { hole: '18' }, ';'] },
];

/** The snippet as plain text, its holes filled with what stands in them. */
export const plainText = (snippet: Snippet): string =>
  snippet.map((part) => (typeof part === 'string' ? part : part.hole)).join('');
