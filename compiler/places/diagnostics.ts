// The complaints about files that formulas stand in, apart from the formulas.

import { defineDiagnostics } from '../../grammar/index.ts';

/** The makers of complaints about host files, one for each row. */
// biome-ignore format: a table
export const complaints = defineDiagnostics('file', {
  'broken': {
    severity: 'error',
    message: 'the {format} breaks off here: expected {expected}, found {found}',
    hint: 'mend the file; only what stands before this place was searched for formulas',
    prose: 'The file is not what its name says, or it was cut off. Formulas before the break are checked all the same.',
    example: '{ "autoScaleFormula": "$TargetDedicatedNodes = 1;", ',
  },
  'wrong-escape': {
    severity: 'error',
    message: "'{found}' is not an escape of {format}",
    hint: 'write a backslash as \\\\',
    prose: 'A backslash in a text of the file is followed by something the format does not know, so other tools will refuse the file.',
    example: '{ "autoScaleFormula": "$TargetDedicatedNodes = 1;\\q" }',
  },
  'groovy-variable': {
    severity: 'error',
    message: "'{name}' in double quotes is a variable of Groovy, so the formula loses it",
    hint: "put the formula in single quotes, or write \\{name}",
    prose: 'Groovy fills variables into texts in double quotes. The names of formulas begin with a dollar sign, too; in single quotes they stay.',
    example: 'azure.batch.pools.auto.scaleFormula = "$TargetDedicatedNodes = 1;"',
  },
});
