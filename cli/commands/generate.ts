// `generate`: a formula from answers, given as options or asked for on a terminal, with its tests and properties.

import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { OptionWord } from '../../compiler/index.ts';
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type Problem, writeFileAt } from '../files.ts';
import { propertiesOf, testsOf } from '../generate/companions.ts';
import { type Answers, formulaOf } from '../generate/formula.ts';

export interface GenerateOptions {
  readonly demand?: Answers['demand'];
  readonly min?: number;
  readonly max?: number;
  readonly spot?: number;
  readonly hours?: string;
  readonly weekdays?: boolean;
  readonly samples?: Answers['samples'];
  readonly window?: number;
  readonly slots?: string;
  readonly deallocation?: OptionWord;
  readonly output?: string;
}

/** What holds where nothing is answered. */
const USUAL = { demand: 'pending', min: '0', max: '10', spot: '0', hours: '', samples: 'average', slots: 'pool', deallocation: 'taskcompletion' } as const; // biome-ignore format: a row

/** What is asked on a terminal, and for what is not given as an option. */
const QUESTIONS: { readonly [Key in keyof typeof USUAL]: string } = {
  demand: 'Which tasks are demand? (pending, active, running)',
  min: 'At least how many nodes?',
  max: 'At most how many nodes?',
  spot: 'How many per cent of them low-priority?',
  hours: 'Working hours in UTC in which the least number is kept, such as 8-18? (empty: always)',
  samples: 'How are samples read? (average, peak, newest)',
  slots: 'How many tasks does a node run at once? (a number, or pool for its task slots)',
  deallocation:
    'What happens to tasks on nodes that leave? (requeue, terminate, taskcompletion, retaineddata)',
};

/** Writes the formula to standard output, or with `--output` beside its tests and properties. */
export async function generate(options: GenerateOptions, context: Context): Promise<ExitCode> {
  const asked = await ask(options, context);
  if (asked === undefined) return EXIT.interrupted;
  const answers = answersOf(asked, options);
  if ('message' in answers) return refuse(context, answers);
  const formula = formulaOf(answers);
  const { output } = options;
  if (output === undefined) {
    context.io.out(formula);
    return EXIT.fine;
  }
  const stem = output.replace(/\.[^./\\]*$/, '');
  const files = [
    [output, formula],
    [`${stem}.test.yaml`, testsOf(answers, path.basename(output))],
    [`${stem}.prove.yaml`, propertiesOf(answers)],
  ] as const;
  for (const [file, text] of files) {
    const problem = await writeFileAt(context.io, file, text);
    // Tests without their formula are of no use.
    if (problem !== undefined) return refuse(context, problem);
    context.io.err(`wrote ${file}\n`);
  }
  return EXIT.fine;
}

type Asked = { readonly [Key in keyof typeof USUAL]: string };

/** The options as texts; on a terminal, questions for those that are missing. Undefined after Ctrl-C. */
async function ask(options: GenerateOptions, { io }: Context): Promise<Asked | undefined> {
  const given = Object.fromEntries(
    Object.keys(USUAL).flatMap((key) => {
      const value = options[key as keyof typeof USUAL];
      return value === undefined ? [] : [[key, String(value)]];
    }),
  );
  // Whoever gives an option knows what they want; without any, a terminal is asked.
  if (!io.errIsTerminal || Object.keys(given).length > 0) return { ...USUAL, ...given };
  const { input } = io.streams();
  const output = new Writable({
    write: (chunk, _, done) => {
      io.err(String(chunk));
      done();
    },
  });
  const lines = createInterface({ input, output, signal: io.signal });
  const end = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
  const answered: Record<string, string> = {};
  try {
    for (const [key, question] of Object.entries(QUESTIONS)) {
      const usual = USUAL[key as keyof typeof USUAL];
      for (let isAnswered = false; !isAnswered; ) {
        const words = await Promise.race([
          lines.question(`${question} [${usual}] `, { signal: io.signal }),
          end,
        ]);
        // The terminal said that nothing more comes.
        if (words === undefined) {
          io.err('\n');
          return undefined;
        }
        answered[key] = words.trim() === '' ? usual : words.trim();
        const answers = answersOf({ ...USUAL, ...answered }, options);
        isAnswered = !('message' in answers) || answers.key !== key;
        if ('message' in answers && !isAnswered) io.err(`${answers.message}\n`);
      }
    }
  } catch (error) {
    if (io.signal.aborted) return undefined;
    throw error;
  } finally {
    lines.close();
  }
  return answered as Asked;
}

const CHOICES = {
  demand: ['pending', 'active', 'running'],
  samples: ['average', 'peak', 'newest'],
  deallocation: ['requeue', 'terminate', 'taskcompletion', 'retaineddata'],
} as const;

/** What is wrong with an answer, and with which. */
interface WrongAnswer extends Problem {
  readonly key: string;
}

function answersOf(asked: Asked, { weekdays = false, window = 5 }: GenerateOptions): Answers | WrongAnswer {
  for (const [key, words] of Object.entries(CHOICES)) {
    const word = asked[key as keyof typeof CHOICES];
    if (!(words as readonly string[]).includes(word)) return wrong(key, word, `one of ${words.join(', ')}`);
  }
  const [min, max, spot] = [asked.min, asked.max, asked.spot].map(Number) as [number, number, number];
  if (!isWhole(min, 0, 1e6)) return wrong('min', asked.min, 'a whole number from 0 up');
  if (!isWhole(max, 1, 1e6) || max < min)
    return wrong('max', asked.max, `a whole number from ${Math.max(1, min)} up`);
  if (!isWhole(spot, 0, 100)) return wrong('spot', asked.spot, 'a whole per cent from 0 to 100');
  const slots = asked.slots === 'pool' ? 'pool' : Number(asked.slots);
  if (slots !== 'pool' && !isWhole(slots, 1, 256))
    return wrong('slots', asked.slots, '`pool`, or a number from 1 to 256');
  const hours = asked.hours === '' ? undefined : hoursOf(asked.hours);
  if (asked.hours !== '' && hours === undefined)
    return wrong('hours', asked.hours, 'two hours such as 8-18, or 22-6 for a night');
  if (min === 0 && (hours !== undefined || weekdays))
    return {
      key: 'hours',
      message: 'Working hours are those in which the least number of nodes is kept, and that is 0.',
      hint: 'Say how many with --min, or leave --hours and --weekdays out.',
    };
  return {
    demand: asked.demand as Answers['demand'],
    samples: asked.samples as Answers['samples'],
    deallocation: asked.deallocation as OptionWord,
    ...{ min, max, spot, slots, weekdays, window },
    ...(hours !== undefined && { hours }),
  };
}

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

const wrong = (key: string, written: string, expected: string): WrongAnswer => ({
  key,
  message: `--${key} is \`${written}\`; expected ${expected}.`,
  hint: 'lazurite generate --help shows every option.',
});

/** `8-18`, or `22-6` past midnight; the whole day is no working hours. */
function hoursOf(text: string): Answers['hours'] {
  const [, from, end] = (/^(\d{1,2})\s*-\s*(\d{1,2})$/.exec(text) ?? []).map(Number);
  if (from === undefined || end === undefined || from > 23 || end > 24) return undefined;
  const to = end === 0 ? 24 : end;
  return from === to || to - from === 24 ? undefined : { from, to };
}
