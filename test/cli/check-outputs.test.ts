// What `check` prints for other tools: valid by their schema, and nothing that is checked can break out of it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Ajv04 from 'ajv-draft-04';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { allDiagnostics, checkFile } from '../../cli/checked.ts';
import { renderChecked } from '../../cli/render/checked.ts';
import { PLAIN } from '../../cli/style.ts';
import { placesIn } from '../../compiler/index.ts';
import { createSource, offsetAt } from '../../grammar/index.ts';
import { ENCODERS, write } from '../compiler/places/encoders.ts';
import { ROOT } from '../rules/sources.ts';
import { runCommand } from './cases.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-'));
afterAll(() => rmSync(folder, { recursive: true }));

const schema = JSON.parse(readFileSync(path.join(ROOT, 'test/schemas/sarif-2.1.0.json'), 'utf8'));
const isSarif = new Ajv04({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

const checkText = (name: string, text: string) => {
  const source = createSource(name, text);
  return checkFile({ source, places: placesIn(name, source.text), encoding: 'utf-8' });
};

/** Names and formulas of what every format gives a meaning to. */
const odd = fc
  .array(fc.constantFrom('a', '"', "'", '<', '>', '&', '%', '\n', '\r', ';', ']', '::', ',', ':', '\u0001', '\ud800', '😀', ']]>', '#', '\\', ' ', '='), { maxLength: 20 })
  .map((parts) => parts.join('')); // biome-ignore format: one list

describe('check --output', () => {
  it('sarif is valid by the schema of SARIF 2.1.0, with rules, regions and related places', async () => {
    writeFileSync(path.join(folder, 'main.tf'), 'auto_scale { formula = "$TargetDedicatedNodes = (pending + pending\\n;;" }');
    writeFileSync(path.join(folder, 'cut.json'), '{ "autoScaleFormula": "$TargetDedicatedNodes = nodes + nodes;", ');
    const { code, out } = await runCommand(['check', 'main.tf', 'cut.json', '--output', 'sarif'], { folder });
    const log = JSON.parse(out);
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
    expect(code).toBe(2);
    const [run] = log.runs;
    expect(run.results.length).toBeGreaterThan(3);
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(run.invocations).toEqual([{ executionSuccessful: false }]);
    const marks = run.results.map((one: { partialFingerprints: unknown }) => JSON.stringify(one.partialFingerprints));
    expect(new Set(marks).size).toBe(marks.length);
  }); // biome-ignore format: one line each

  it('sarif has the fixes, and their replacements mend the formula in every kind of file', () => {
    const formula = '// "sizes" \'a\'\nshare = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 5);\n$TargetLowPriorityNodes = 1;\n\n$TargetDedicated = share < 0.7 ? 1 :\n\tmax($PendingTasks.GetSample(TimeInterval_Minute * 5)) - 3;\n$TargetLowPriorityNodes = 2;\n$NodeDeallocationOption = taskcompletion;\n';
    let count = 0;
    for (const encoder of ENCODERS) {
      if (encoder.cannot?.(formula) === true) continue;
      const { name, file } = write(encoder, formula);
      const log = JSON.parse(renderChecked([checkText(name, file)], 'sarif', PLAIN));
      expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
      for (const { ruleId, fixes = [] } of log.runs[0].results as readonly SarifResult[]) {
        for (const fix of fixes) {
          const mended = checkText(name, applySarif(file, fix));
          const before = codesOf(checkText(name, file));
          const after = codesOf(mended);
          expect(after.filter((code) => code === ruleId).length, `${encoder.style} ${ruleId}`).toBeLessThan(before.filter((code) => code === ruleId).length);
          expect(mended.formulas.length, encoder.style).toBe(1);
          count++;
        }
      }
    }
    expect(count).toBeGreaterThan(30);
  }); // biome-ignore format: one line each

  it('sarif knows a complaint again when the lines above it change', () => {
    const marks = (text: string) =>
      JSON.parse(renderChecked([checkText('f.txt', text)], 'sarif', PLAIN)).runs[0].results.map(
        (one: { readonly partialFingerprints: unknown }) => one.partialFingerprints,
      );
    const text = '$TargetDedicatedNodes = pending;';
    expect(marks(`// One\n// Two\n${text}`)).toEqual(marks(text));
  });

  it('is valid whatever is checked, and a complaint is one line where lines count', () => {
    fc.assert(
      fc.property(odd, odd, (name, text) => {
        const files = [
          checkText(`${name}.txt`, text),
          checkText('x.json', JSON.stringify({ autoScaleFormula: text })),
        ];
        const count = files.flatMap(({ formulas }) =>
          formulas.flatMap(({ diagnostics }) => diagnostics),
        ).length;
        const lines = (output: 'github' | 'azuredevops') =>
          renderChecked(files, output, PLAIN).split('\n').length - 1;
        if (!/[\r\n]/.test(name)) expect(lines('azuredevops')).toBe(count);
        expect(lines('github')).toBe(count);
        const log = JSON.parse(renderChecked(files, 'sarif', PLAIN));
        expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
        expect(elementsOf(renderChecked(files, 'junit', PLAIN))).toBeGreaterThan(2);
      }),
      { numRuns: Number(process.env.RUNS ?? 100) },
    );
  });
});

interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}
interface SarifFix {
  readonly artifactChanges: readonly {
    readonly replacements: readonly {
      readonly deletedRegion: SarifRegion;
      readonly insertedContent?: { readonly text: string };
    }[];
  }[];
}
interface SarifResult {
  readonly ruleId: string;
  readonly fixes?: readonly SarifFix[];
}

const codesOf = (file: ReturnType<typeof checkText>): readonly string[] =>
  allDiagnostics(file).map(({ code }) => code);

/** The file as a reader of the log would make it: the last replacement first. */
function applySarif(file: string, { artifactChanges }: SarifFix): string {
  const source = createSource('', file);
  return artifactChanges
    .flatMap(({ replacements }) => replacements)
    .map(({ deletedRegion: at, insertedContent }) => ({
      start: offsetAt(source, { line: at.startLine, column: at.startColumn }),
      end: offsetAt(source, { line: at.endLine, column: at.endColumn }),
      text: insertedContent?.text ?? '',
    }))
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), file);
}

/** The number of elements in XML; throws when it is not well formed. No comments, no sections: none are written. */
function elementsOf(xml: string): number {
  const open: string[] = [];
  let count = 0;
  let rest = xml.replace(/^<\?xml [^?]*\?>\n/, '');
  while (rest !== '') {
    const match =
      /^<([a-z-]+)((?: [a-z]+="(?:[^<&"]|&(?:[a-z]+|#\d+);)*")*)(\/?)>|^<\/([a-z-]+)>|^(?:[^<&]|&(?:[a-z]+|#\d+);)+/.exec(
        rest,
      );
    if (match === null || /[\0-\x08\x0b\x0c\x0e-\x1f]/.test(match[0]))
      throw new Error(`not well formed: ${rest.slice(0, 80)}`);
    const [found, name, , closed, ending] = match;
    if (name !== undefined) count++;
    if (name !== undefined && closed === '') open.push(name);
    if (ending !== undefined && open.pop() !== ending) throw new Error(`${ending} closes something else`);
    rest = rest.slice(found.length);
  }
  if (open.length > 0) throw new Error(`${open.at(-1)} is not closed`);
  return count;
}
