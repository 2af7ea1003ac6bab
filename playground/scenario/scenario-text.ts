// The text of a scenario file and the page's state: the one made of the other, and back. Plain values both ways, so that a
// long text can be read in a worker.

import { createSource } from '../../grammar/index.ts';
import { hasErrors, printYaml, readDocument, readScenario } from '../../simulator/index.ts';
import { type FilePlace, placeInFile } from '../file-place.ts';
import { isObject } from '../form/value-path.ts';
import { scenarioFile, takeFormula } from '../scenario-value.ts';
import { activeFormula, type Json, type JsonObject, type PlaygroundState, withText } from '../state.ts';

/** Something that is wrong with the file, and where. */
export interface ScenarioRemark extends FilePlace {
  readonly message: string;
  readonly hint?: string;
  readonly isError: boolean;
}

/** What a text comes to. */
export interface ScenarioReading {
  /** The scenario without the formula of its one autoscaled pool, and that formula; nothing when the file is wrong. */
  readonly taken?: { readonly scenario: JsonObject; readonly text: string | undefined };
  readonly complaints: readonly ScenarioRemark[];
}

/** The state's scenario file, with the formula in the editor. */
export const scenarioText = (state: PlaygroundState): string =>
  printYaml(scenarioFile(state, activeFormula(state)));

/** Reads the text of a scenario file. Files are looked for when the scenario runs; a formula in one is the editor's. */
export function readScenarioText(text: string): ScenarioReading {
  const source = createSource('scenario.yaml', text);
  const { document, diagnostics } = readDocument(source);
  const read = document === undefined ? diagnostics : readScenario(source).diagnostics;
  const complaints = read.map(({ span, message, hint, severity }) => ({
    ...placeInFile(source, span),
    message,
    ...(hint !== undefined && hint !== '' && { hint }),
    isError: severity === 'error',
  }));
  const data = document?.data as Json | undefined;
  const refused = read.filter(({ code }) => code !== 'scenario-formula-refused');
  if (!isObject(data) || hasErrors(refused)) return { complaints };
  return { taken: takeFormula(data), complaints };
}

/** What a scenario that was read changes of the state. */
export function changesOf(
  { scenario, text }: NonNullable<ScenarioReading['taken']>,
  state: PlaygroundState,
): Partial<PlaygroundState> {
  const title = typeof scenario.title === 'string' ? scenario.title : state.title;
  const formulas = text === undefined || text === activeFormula(state).text ? {} : withText(state, text);
  return { scenario, title, ...formulas };
}
