// A file that says what pool formulas are for, read as far as rules need it.

import { isUnreadable, type PoolContext, poolIn } from '../compiler/index.ts';
import { createSource } from '../grammar/index.ts';
import { type Context, refuse } from './context.ts';
import { readText } from './files.ts';
import { renderDiagnostic } from './render/diagnostics.ts';

/** What the file says of the pool; undefined once it was said why it cannot be used. */
export async function readPoolFile(context: Context, file: string): Promise<PoolContext | undefined> {
  const reading = await readText(context.io, file, 'configuration');
  if ('problem' in reading) {
    refuse(context, reading.problem);
    return undefined;
  }
  const source = createSource(reading.name, reading.text);
  const { pool, diagnostics } = poolIn(reading.name, source.text);
  for (const one of diagnostics) context.io.err(renderDiagnostic(source, one, context.style.err));
  if (isUnreadable(diagnostics)) return undefined;
  if (Object.keys(pool).length > 0) return pool;
  refuse(context, {
    message: `${reading.name} says nothing of a pool.`,
    hint: 'Give the JSON or YAML of a pool, as `az batch pool create --json-file` takes it or `az batch pool show` prints it.',
  });
  return undefined;
}
