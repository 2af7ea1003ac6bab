// The forms of the call around an offset, and which argument is being written.

import { findFunction, findMethod, type Parameter } from '../catalog/index.ts';
import { typeOf } from '../types.ts';
import type { Analysis } from './analysis.ts';
import { cursorAt } from './cursor.ts';
import { probeTypes } from './probe.ts';

export interface SignatureForm {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: string;
  readonly prose: string;
}

export interface SignatureHelp {
  readonly forms: readonly SignatureForm[];
  /** The form that fits what is written so far. */
  readonly active: number;
  /** The parameter the cursor is in; a parameter that takes the rest stays the last. */
  readonly parameter: number;
}

/** Help for the innermost call around an offset; undefined outside of every call, and for unknown functions. */
export function signatureHelp(analysis: Analysis, offset: number): SignatureHelp | undefined {
  const { call, inside, statementStart } = cursorAt(analysis, offset);
  if (call === undefined || inside === 'comment') return undefined;
  const rows = (call.isMethod ? findMethod(call.name) : findFunction(call.name)).map(({ row }) => row);
  const forms = rows.filter((row) => !('lenient' in row));
  if (forms.length === 0) return undefined;
  const given = probeTypes(analysis, statementStart, call.before);
  const fits = ({ parameters }: SignatureForm): boolean =>
    (call.argument === 0 || parameterAt(parameters, call.argument) !== undefined) &&
    given.every((type, index) => {
      const parameter = parameterAt(parameters, index);
      return parameter !== undefined && (type & typeOf(...parameter.accepts)) !== 0;
    });
  const active = Math.max(0, forms.findIndex(fits));
  const { parameters } = forms[active]!;
  return { forms, active, parameter: Math.min(call.argument, Math.max(0, parameters.length - 1)) };
}

function parameterAt(parameters: readonly Parameter[], index: number): Parameter | undefined {
  const last = parameters.at(-1);
  return parameters[index] ?? (last?.rest === true ? last : undefined);
}
