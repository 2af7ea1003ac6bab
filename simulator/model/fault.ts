// What the service refuses in a resource, as a value: readers of files say it with its place, the service answers it
// with Azure's code. Source: REST "Batch status and error codes"; docs "Batch quotas and limits".

import { printDuration } from '../../runtime/index.ts';
import { scenarioDiagnostics as complaints } from '../diagnostics.ts';
import { type At, below, complain, nameOf, spanAt } from '../schema.ts';

/** One thing that the service refuses. */
export interface Fault {
  /** Azure's keys and indexes, outermost first; empty for the resource itself. */
  readonly path: readonly (string | number)[];
  /** Goes on after the name of what stands there: `is 1001; expected a whole number, -1000 to 1000`. */
  readonly says: string;
  /** Azure's error code. */
  readonly code: string;
}

/** A sentence for people who do not see the place. */
export const tellFault = ({ path, says }: Fault): string =>
  `${path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('')} ${says}`.trim();

/** The fault, deeper inside a resource. */
export const within =
  (...path: readonly (string | number)[]) =>
  (fault: Fault): Fault => ({ ...fault, path: [...path, ...fault.path] });

/** What an id is. Source: REST Pool - Add, `id`. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** An id that Azure does not accept. */
export function idFaults(id: string): readonly Fault[] {
  if (ID.test(id)) return [];
  const long = id.length > 64 ? `has ${id.length} characters` : `is \`${id}\``;
  return [
    {
      path: ['id'],
      says: `${long}; expected 1 to 64 letters, digits, - and _`,
      code: 'InvalidPropertyValue',
    },
  ];
}

interface Range {
  readonly least: number;
  readonly most?: number;
  readonly code?: string;
}

/** A figure out of its range. */
export function figureFaults(key: string, value: number | undefined, range: Range): readonly Fault[] {
  const { least, most = Number.POSITIVE_INFINITY, code = 'InvalidPropertyValue' } = range;
  if (value === undefined || (value >= least && value <= most)) return [];
  const expected = most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`;
  return [{ path: [key], says: `is ${value}; expected ${expected}`, code }];
}

/** A duration out of its range. */
export function durationFaults(key: string, value: number | undefined, range: Range): readonly Fault[] {
  const { least, most = Number.POSITIVE_INFINITY, code = 'InvalidPropertyValue' } = range;
  if (value === undefined || (value >= least && value <= most)) return [];
  const expected =
    most === Number.POSITIVE_INFINITY
      ? least === 0
        ? 'a duration that is not negative'
        : `${printDuration(least)} or more`
      : `${printDuration(least)} to ${printDuration(most)}`;
  return [{ path: [key], says: `is ${printDuration(value)}; expected ${expected}`, code }];
}

/** Complains of faults in a file, each where it stands; `at` is the place of the resource. */
export function complainOf(faults: readonly Fault[], at: At): void {
  for (const { path, says, code } of faults) {
    const place = path.reduce<At>(below, at);
    complain(place, () => complaints.refused(spanAt(place), { what: `\`${nameOf(place)}\``, says, code }));
  }
}
