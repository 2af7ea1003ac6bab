// Stories of the simulator told again by real nodes and stand-ins for their tasks, in small: a minute of the story takes
// a fraction of a second. What happens at one instant in the simulation may come in any order when processes do it.

import { taskIdOf } from '../../simulator/service/task-ids.ts';
import { readCases as readStories, storyFiles } from '../simulator/corpus-cases.ts';
import { read } from '../simulator/run.ts';
import { tell } from '../simulator/story.ts';
import { runReally } from './real.ts';

export interface Story {
  readonly file: string;
  readonly title: string;
  readonly scenario: string;
  /** What is told, instant by instant, without times. */
  readonly instants: readonly (readonly string[])[];
}

/** Stories whose instants are far enough apart for processes, and not too many minutes in all. */
const LEAST_GAP = 60;
const MOST_SECONDS = 40 * 60;

/** Stories in which processes race at an instant for which the model has an order: who frees a slot first gets more. */
const RACES: ReadonlySet<string> = new Set([
  'the first evaluation is at creation and sees no samples; later ones follow the interval',
  'a region without capacity: the next evaluation ends the resize with the error, the one after tries again, until there is room',
  'the same with low-priority nodes: they are sought on though the resize is over',
  'as recommended, smaller tasks overtake one that needs more slots than are free, for as long as there are any',
  'a node reserved: one that is as empty as any takes nothing else until the large task fits, the others go on',
  'who depends on a failed task stays active, unless its exit conditions satisfy',
  'idle nodes are held for it while it is next, and what comes after it waits',
  'active multi-instance tasks count their nodes in $ActiveTasks',
  'a new system for the nodes of a pool, a fifth of them at a time; tasks run again',
  'running nodes: lost and heard again, broken, preempted, removed; who was lost had gone on',
  'nodes removed by name: the targets fall with them, and each leaves as the option says',
  'after a reboot the preparation runs again before further tasks, unless the user said no',
  "release tasks run on the nodes where the job's tasks ran, without slots, and the job waits for them",
  'a job deleted while active runs its release tasks first; one that had ended does not run them again',
]);
/** What behaviours use of their nodes is modelled; stand-ins use nothing. */
const MODELLED_ONLY = 'resource-metrics.txt';

/** The stories that can be told by processes. */
export function tellableStories(): readonly Story[] {
  return storyFiles()
    .filter((file) => file !== MODELLED_ONLY)
    .flatMap((file) =>
      readStories(file).flatMap(({ title, scenario, expected }) => {
        const lines = expected.split('\n').slice(0, -1);
        const times = lines.map((line) => secondsOf(line.split(' ', 1)[0]!));
        const distinct = [...new Set(times)];
        const isTellable =
          !scenario.includes('#!') &&
          !RACES.has(title) &&
          distinct.length > 2 &&
          distinct.every(
            (time, place) =>
              Number.isInteger(time) && (place === 0 || time - distinct[place - 1]! >= LEAST_GAP),
          ) &&
          distinct.at(-1)! <= MOST_SECONDS;
        if (!isTellable) return [];
        const instants = distinct.map((time) =>
          lines
            .filter((_, place) => times[place] === time)
            .map(withoutTimes)
            .sort(),
        );
        return [{ file, title, scenario, instants }];
      }),
    );
}

const secondsOf = (text: string): number =>
  /^\d+(:\d\d)+$/.test(text) ? text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) : Number.NaN;

/** A line without its time, and without those inside it. */
const withoutTimes = (line: string): string =>
  line
    .slice(line.indexOf(' ') + 1)
    .replaceAll(/\d+(:\d\d)+(\.\d+)?|\d{8}t\d{6}z|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…');

/** The same told by processes: the lines of each of the story's instants. `scale` is story time by real time. */
export async function tellReally(
  { scenario: text, instants }: Story,
  scale: number,
): Promise<readonly (readonly string[])[]> {
  const { scenario } = await read(text);
  const lines: string[] = [];
  let taskName = (task: number): string => String(task);
  const teller = tell(
    scenario.start,
    (line) => void lines.push(withoutTimes(line)),
    (task) => taskName(task),
  );
  await runReally(text, () => {}, {
    scale,
    rehearses: true,
    sinks: [() => teller],
    meanwhile({ simulation: { account } }) {
      taskName = (task) => {
        const { schedule, spec } = account.jobs[account.tasks.jobs[task]!]!;
        return schedule < 0 ? taskIdOf(account, task) : `${taskIdOf(account, task)} of ${spec.id}`;
      };
    },
  });
  const told = [...lines];
  return instants.map(({ length }) => told.splice(0, length).sort()).concat(told.length > 0 ? [told] : []);
}
