// The gallery's stories: the recipes, the known traps and the week, read from the folders of the examples, which the
// command line runs too. The texts are a part of their own of the page, loaded when somebody asks for a story.

import { createSource } from '../grammar/index.ts';
import { readDocument } from '../simulator/index.ts';
import { takeFormula } from './scenario-value.ts';
import type { JsonObject, NamedFormula, PlaygroundState } from './state.ts';

const TEXTS: Readonly<Record<string, string>> = import.meta.glob(
  ['../examples/{recipes,traps}/**/*.{md,txt,yaml}', '../examples/render-week/*.{md,txt,yaml}'],
  { query: '?raw', import: 'default', eager: true },
);

/** One line of a report: with the story's formula, and with the other one. */
export interface StoryFigure {
  readonly label: string;
  readonly here: string;
  readonly there: string;
}

export interface Story {
  /** The folder under `examples`. */
  readonly id: string;
  readonly kind: 'recipe' | 'trap' | 'week';
  readonly title: string;
  /** Paragraphs in Markdown: what happens, and after the figures what to look at or what the repair does. */
  readonly story: readonly string[];
  readonly figures: readonly StoryFigure[];
  readonly after: readonly string[];
  /** The story's own formula first. */
  readonly formulas: readonly NamedFormula[];
  readonly scenario: JsonObject;
  /** The scenario that repairs what no formula can. */
  readonly repairedScenario?: JsonObject;
}

/** What the two sides of a story are called. */
export const SIDES = {
  recipe: { here: 'recipe', there: 'plain', beside: 'Compare with the plain formula' },
  trap: { here: 'trap', there: 'repaired', beside: 'Compare with the repaired version' },
  week: { here: 'pending-tasks', there: 'others', beside: 'Compare all three' },
} as const;

/** All stories, in the order of the lists in the examples' pages. */
export function readStories(): readonly Story[] {
  return [
    readWeek(),
    ...idsOf('recipes').map((name) => readStory('recipe', `recipes/${name}`)),
    ...idsOf('traps').map((name) => readStory('trap', `traps/${name}`)),
  ];
}

const textOf = (file: string): string | undefined => TEXTS[`../examples/${file}`];

const idsOf = (folder: string): readonly string[] =>
  [...(textOf(`${folder}/README.md`) ?? '').matchAll(/\]\(([\w-]+)\/README\.md\)/g)].map(([, name]) => name!);

function scenarioOf(file: string): JsonObject | undefined {
  const text = textOf(file);
  if (text === undefined) return undefined;
  return takeFormula(readDocument(createSource(file, text)).document?.data as JsonObject).scenario;
}

function readStory(kind: 'recipe' | 'trap', id: string): Story {
  const { here, there } = SIDES[kind];
  const repaired = scenarioOf(`${id}/scenario-repaired.yaml`);
  const formulas = [
    { name: here as string, text: textOf(`${id}/formula.txt`) ?? '' },
    { name: there as string, text: textOf(`${id}/${there}.txt`) ?? '' },
  ].filter(({ text }) => text !== '');
  return {
    id,
    kind,
    ...readPage(textOf(`${id}/README.md`) ?? ''),
    formulas,
    scenario: scenarioOf(`${id}/scenario.yaml`) ?? {},
    ...(repaired === undefined ? {} : { repairedScenario: repaired }),
  };
}

function readWeek(): Story {
  const id = 'render-week';
  const names = ['pending-tasks', 'workday', 'spot-first'];
  return {
    id,
    kind: 'week',
    ...readPage(textOf(`${id}/README.md`) ?? ''),
    after: [],
    formulas: names.map((name) => ({ name, text: textOf(`${id}/${name}.txt`) ?? '' })),
    scenario: scenarioOf(`${id}/scenario.yaml`) ?? {},
  };
}

const FIGURE = /^- \*\*(.+?)\*\*: (.+); \w+ (.+)\.$/;

/** A page of the examples, taken apart. Tables and what is for the command line stay out. */
export function readPage(text: string): Pick<Story, 'title' | 'story' | 'figures' | 'after'> {
  const blocks = text
    .replace(/^```[\s\S]*?^```$/gm, '')
    .split(/\n{2,}/)
    .map((block) => block.trim());
  const title = blocks.find((block) => block.startsWith('# '))?.slice(2) ?? '';
  const prose = blocks.filter((block) => block !== '' && !/^([#|]|From the root)/.test(block));
  const at = prose.findIndex((block) => FIGURE.test(block.split('\n')[0]!));
  const isList = (block: string) => block.startsWith('- ');
  const figures = prose
    .filter(isList)
    .flatMap((block) => block.split('\n'))
    .flatMap((line): StoryFigure[] => {
      const [, label, here, there] = FIGURE.exec(line) ?? [];
      return label === undefined ? [] : [{ label, here: here!, there: there! }];
    });
  const end = at < 0 ? prose.length : at;
  return {
    title,
    figures,
    story: prose.slice(0, end),
    after: prose.slice(end).filter((block) => !isList(block)),
  };
}

/** The state in which a story begins: with its formula alone, or with the others beside it to compare. */
export function stateOfStory(story: Story, beside: boolean): Partial<PlaygroundState> {
  const { title, id, formulas } = story;
  const scenario = beside ? (story.repairedScenario ?? story.scenario) : story.scenario;
  const isCompared = beside && formulas.length > 1;
  return {
    title,
    formulas: isCompared ? formulas : formulas.slice(0, 1),
    active: 0,
    scenario,
    now: {},
    properties: '',
    tests: '',
    pane: isCompared ? 'compare' : 'simulate',
    story: id,
  };
}
