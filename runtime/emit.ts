// A program as generated JavaScript: statements in a row, arithmetic on numbers inline, everything else by the same
// bodies and closures that `prepare.ts` runs. The text of a formula never gets into the code: what is not a number
// is handed over by its place in a list.

import { type Decisions, DOUBLE, type Node, type Program, type Step } from '../compiler/index.ts';
import { chooseFunction, chooseInfix, chooseMethod, choosePrefix } from './dispatch.ts';
import type { Assigned } from './evaluate.ts';
import type { Frame } from './frame.ts';
import { methodName, prepare, truthOf } from './prepare.ts';
