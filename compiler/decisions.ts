// The choices where Azure's behaviour is not documented: one named option each, with what we recommend.
// Options come from here alone; documentation and readers of options are made from the same table.

/** One value for each undocumented choice. */
export interface Decisions {
  readonly emptyAggregate: 'nan' | 'error' | 'zero';
  readonly bareMetricWithoutSamples: 'zero' | 'nan' | 'error';
  readonly valuePastEnd: 'zero' | 'nan' | 'error';
  readonly vectorOrder: 'oldest-first' | 'newest-first';
  readonly windowBounds: 'newer-included' | 'older-included';
  readonly defaultSamplePercent: number;
  readonly historyBeginWithoutSamples: 'now' | 'epoch';
  readonly percentileMethod: 'linear' | 'nearest-rank';
  readonly roundHalf: 'away-from-zero' | 'to-even';
  readonly sundayIs: 0 | 7;
  readonly yearDays: number;
  readonly shortCircuit: boolean;
  readonly targetReadBack: 'as-assigned' | 'whole';
  readonly negativeTargets: 'zero' | 'error';
  readonly nonFiniteTargets: 'error' | 'keep';
  readonly afterStop: 'values-so-far' | 'keep';
}

/** A range of numbers, both ends included. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
}

export interface DecisionRow<Choice> {
  /** What holds when nobody says otherwise. */
  readonly recommended: Choice;
  /** Everything it can be: a list, or a range of numbers. */
  readonly choices: readonly Choice[] | NumberRange;
  readonly prose: string;
}

// biome-ignore format: table
export const DECISIONS: { readonly [Name in keyof Decisions]: DecisionRow<Decisions[Name]> } = {
  emptyAggregate:             { recommended: 'nan', choices: ['nan', 'error', 'zero'], prose: 'What min, max, avg, range, std and percentile give when there are too few values: not a number (which min and max skip next to a number), a failed evaluation, or 0.' },
  bareMetricWithoutSamples:   { recommended: 'zero', choices: ['zero', 'nan', 'error'], prose: 'What a metric used as a number is while it has no sample.' },
  valuePastEnd:               { recommended: 'zero', choices: ['zero', 'nan', 'error'], prose: 'What val gives past the end of its vector. Observed: on an empty vector the evaluation does not fail.' },
  vectorOrder:                { recommended: 'oldest-first', choices: ['oldest-first', 'newest-first'], prose: 'The order of samples in a vector.' },
  windowBounds:               { recommended: 'newer-included', choices: ['newer-included', 'older-included'], prose: 'Which end of a window a sample exactly on it belongs to. The newer end includes a sample taken at the instant of the evaluation.' },
  defaultSamplePercent:       { recommended: 70, choices: { least: 0, most: 100 }, prose: 'The percent asked of a window that names none. Observed: 70.' },
  historyBeginWithoutSamples: { recommended: 'now', choices: ['now', 'epoch'], prose: 'What HistoryBeginTime gives while there is no sample: the time of the evaluation, or 1970.' },
  percentileMethod:           { recommended: 'linear', choices: ['linear', 'nearest-rank'], prose: 'How percentile treats a rank between two values: interpolate, or take the value at the next rank.' },
  roundHalf:                  { recommended: 'away-from-zero', choices: ['away-from-zero', 'to-even'], prose: 'Where round sends a half.' },
  sundayIs:                   { recommended: 0, choices: [0, 7], prose: 'The number of Sunday in weekday; Monday is 1.' },
  yearDays:                   { recommended: 365, choices: { least: 365, most: 366 }, prose: 'The days in TimeInterval_Year.' },
  shortCircuit:               { recommended: true, choices: [true, false], prose: 'Whether && and || leave their right side alone when the left one decides; to be seen only when the right side would fail.' },
  targetReadBack:             { recommended: 'as-assigned', choices: ['as-assigned', 'whole'], prose: 'Whether a target that is read after its assignment still has its fraction.' },
  negativeTargets:            { recommended: 'zero', choices: ['zero', 'error'], prose: 'What a negative target becomes: 0 nodes, or a failed evaluation.' },
  nonFiniteTargets:           { recommended: 'error', choices: ['error', 'keep'], prose: 'What a target becomes that is infinite or not a number: a failed evaluation, or what it was before.' },
  afterStop:                  { recommended: 'values-so-far', choices: ['values-so-far', 'keep'], prose: 'The targets after stop(): those assigned so far, or those the pool had.' },
};

/** The recommended decisions. */
export const RECOMMENDED: Decisions = Object.fromEntries(
  Object.entries(DECISIONS).map(([name, row]) => [name, row.recommended]),
) as unknown as Decisions;

/** These decisions, and the recommended ones for the rest. */
export const decide = (some: Partial<Decisions> = {}): Decisions => ({ ...RECOMMENDED, ...some });
