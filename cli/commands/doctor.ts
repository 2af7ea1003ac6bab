// `doctor`: what this machine can do, each ability tried, and what to do about those that are missing.

import { type AbilityFound, surveyMachine } from '../../emulator/index.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { toJson } from '../render/json.ts';
import { renderTable } from '../render/table.ts';
import type { Style } from '../style.ts';

export interface DoctorOptions {
  readonly json?: boolean;
}

/** Says what is there and what is not; fails when something is missing that is needed. */
export async function doctor(options: DoctorOptions, { io, style }: Context): Promise<ExitCode> {
  const abilities = await surveyMachine({ environment: io.environment, now: io.now() });
  const isFine = abilities.every(isGood);
  io.out(options.json === true ? toJson({ isFine, abilities }) : renderAbilities(abilities, style.out));
  return isFine ? EXIT.fine : EXIT.found;
}

const isGood = ({ isThere, isNeeded }: AbilityFound): boolean => isThere || !isNeeded;

/** The abilities as a table, and a line for each that is missing. */
export function renderAbilities(abilities: readonly AbilityFound[], style: Style): string {
  const rows = abilities.map((ability) => [verdictOf(ability), ability.name, ability.says]);
  const missing = abilities
    .filter(({ isThere }) => !isThere)
    .map(({ name, gives, hint }) => `without ${name} there is no: ${gives}.${hint === undefined ? '' : ` ${hint}`}\n`);
  return `${renderTable(rows, style, () => true)}${missing.length === 0 ? '' : `\n${missing.join('')}`}`;
} // biome-ignore format: one line a step

function verdictOf({ isThere, isNeeded }: AbilityFound) {
  if (isThere) return { text: 'there', tone: 'green' } as const;
  return isNeeded ? ({ text: 'missing', tone: 'red' } as const) : ({ text: 'left out', tone: 'yellow' } as const);
} // biome-ignore format: one line each
