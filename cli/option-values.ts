// The values of options: numbers are read, or refused in a sentence that commander shows.

import { InvalidArgumentError, Option } from 'commander';

/** Helps of options that several commands have. */
export const PLACE_HELP = 'of a file with several formulas, those whose place in it holds this text';
export const FILL_HELP = 'what a template fills in, such as var.most=20';

/** An option that may be given several times. */
export const collect = (word: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  word,
];

interface Whole {
  readonly least?: number;
  readonly most?: number;
  readonly what?: string;
}

function whole(
  text: string,
  { least = 0, most = Number.MAX_SAFE_INTEGER, what = `whole number from ${least} up` }: Whole = {},
): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new InvalidArgumentError(`A ${what} is expected.`);
}

/** A whole number from 0 up; anything else is refused. */
export const seed = (text: string): number => whole(text);

/** A whole number from 1 up; anything else is refused. */
export const count = (text: string): number => whole(text, { least: 1 });

/** A port of this machine, or 0 for any that is free; anything else is refused. */
export const port = (text: string): number => whole(text, { most: 65_535, what: 'port from 0 to 65535' });

/** A number from 1 to a million; anything else is refused. */
export function factor(text: string): number {
  const value = Number(text);
  if (!(value >= 1 && value <= 1e6))
    throw new InvalidArgumentError('A number from 1 to 1000000 is expected.');
  return value;
}

/** A number from 0 to 100; anything else is refused. */
export function percent(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value > 100)
    throw new InvalidArgumentError('A number from 0 to 100 is expected.');
  return value;
}

/** A number above 0; anything else is refused. */
export function positive(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value <= 0)
    throw new InvalidArgumentError('A number above 0 is expected.');
  return value;
}

const UNITS = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 } as const;

/** A size in bytes, or with K, M, G or T behind it for powers of 1024; anything else is refused. */
export function bytes(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)([KMGT]?)(?:i?B)?$/i.exec(text) ?? [];
  const value = Math.floor(Number(number) * UNITS[unit.toUpperCase() as keyof typeof UNITS]);
  if (number === '' || !Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('A size such as 512M or 2G is expected.');
  return value;
}

// biome-ignore format: one list
const FORMATS = ['plain', 'json', 'yaml', 'terraform', 'terraform-json', 'terraform-template', 'bicep', 'nextflow'];

/** The format of files that formulas stand in. */
export const formatOption = (): Option =>
  new Option('--format <name>', 'the format of files whose names do not say it').choices(FORMATS);
