// The values of options that are numbers: read, or refused in a sentence that commander shows.

import { InvalidArgumentError } from 'commander';

/** A whole number from 0 up; anything else is refused. */
export function seed(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('A whole number from 0 up is expected.');
  return value;
}

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

/** A whole number from 1 up; anything else is refused. */
export function count(text: string): number {
  const value = seed(text);
  if (value < 1) throw new InvalidArgumentError('A whole number from 1 up is expected.');
  return value;
}
