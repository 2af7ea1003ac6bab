// What a file itself says of a part of a formula: put in, every letter still knows where it stands.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOwn, placesIn, spanInFile, withKnown } from '../../../compiler/index.ts';

const numRuns = Number(process.env.RUNS ?? 100);

/** A part of a formula, and whether it stands in a variable of its own. */
interface Part {
  readonly text: string;
  readonly isApart: boolean;
}

/** How a format has a formula that is put together of parts, each in a variable or right there. */
interface Joining {
  readonly file: string;
  readonly name: (at: number) => string;
  readonly quote: (text: string) => string;
  readonly write: (parts: readonly Part[], joining: Joining) => string;
}

const json = (value: unknown): string => JSON.stringify(value);
const jsonInner = (text: string): string => json(text).slice(1, -1);

// biome-ignore format: a table
const JOININGS: readonly Joining[] = [
  {
    file: 'template.json', name: (at) => `variables('v${at}')`, quote: (text) => `'${jsonInner(text.replaceAll("'", "''"))}'`,
    write: (parts, { name, quote }) => `{ "contentVersion": "1", "variables": { ${parts.map(({ text }, at) => `"v${at}": ${json(text)}`).join(', ')} },
      "autoScaleFormula": "[concat(${parts.map(({ text, isApart }, at) => (isApart ? name(at) : quote(text))).join(', ')})]" }`,
  },
  {
    file: 'main.bicep', name: (at) => `\${v${at}}`, quote: (text) => text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('${', '\\${'),
    write: (parts, { name, quote }) => `${parts.map(({ text }, at) => `var v${at} = '${quote(text)}'\n`).join('')}
      var x = { autoScaleFormula: '${parts.map(({ text, isApart }, at) => (isApart ? name(at) : quote(text))).join('')}' }`,
  },
  {
    file: 'main.tf', name: (at) => `\${local.v${at}}`, quote: (text) => jsonInner(text).replace(/[$%](?=\{)/g, '$&$&'),
    write: (parts, { name, quote }) => `locals {\n${parts.map(({ text }, at) => `  v${at} = "${quote(text)}"\n`).join('')}}
      a { auto_scale { formula = "${parts.map(({ text, isApart }, at) => (isApart ? name(at) : quote(text))).join('')}" } }`,
  },
];

const text = fc
  .array(fc.constantFrom('$TargetDedicatedNodes', ' = ', 'min(10, 3)', ';', '\n', ' ', '"', "'", '\\', '// é', '😀', '1', 'a'), { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join('')); // biome-ignore format: a list
const parts = fc.array(fc.record({ text, isApart: fc.boolean() }), { minLength: 2, maxLength: 6 });

describe('a formula that is put together of variables and texts', () => {
  it.each(JOININGS.map((one) => [one.file, one] as const))('is whole, and knows its way back: %s', (_, joining) => {
    let tried = 0;
    fc.assert(
      fc.property(parts, (given) => {
        const wanted = given.map((part) => part.text).join('');
        if (wanted.trim() === '') return;
        tried++;
        const file = joining.write(given, joining);
        const { formulas, diagnostics } = placesIn(joining.file, file);
        expect(diagnostics).toEqual([]);
        const found = formulas.map((one) => withKnown(one));
        expect(found.map((one) => [one.text, one.placeholders, one.known])).toEqual([[wanted, {}, {}]]);
        let at = 0;
        for (const { text: part, isApart } of given) {
          for (let end = at + part.length; at < end; at++) {
            const span = spanInFile(found[0]!, { start: at, end: at + 1 });
            // An escape stands for its letter, and a letter for itself.
            expect(file.slice(span.start, span.end)).toContain(wanted[at] === '\n' ? 'n' : wanted[at]);
            expect(isOwn(found[0]!, { start: at, end: at + 1 })).toBe(!isApart);
          }
        }
      }),
      { numRuns },
    );
    expect(tried).toBeGreaterThan(numRuns / 2);
  }); // biome-ignore format: one property

  it.each([['x'], ['']])('does not run away where names double each other: %j', (least) => {
    const levels = Array.from({ length: 12 }, (_, at) => `  v${at} = "${at === 0 ? least : `\${local.v${at - 1}}`.repeat(50)}"`);
    const holes = `\${local.v3}\${local.v2}\${local.v1}`.repeat(200);
    const file = `locals {\n${levels.join('\n')}\n}\na { auto_scale { formula = "$TargetDedicatedNodes = 1; // ${holes} \${local.v11}" } }`;
    const [formula] = placesIn('main.tf', file).formulas;
    expect(withKnown(formula!).text.length).toBeLessThan(100_000);
  }); // biome-ignore format: a file

  it('keeps what only the deployment knows open, however deep it stands', () => {
    const file = json({
      contentVersion: '1',
      parameters: { a: { type: 'string' }, b: { type: 'int', defaultValue: 3 }, c: { type: 'string', defaultValue: 'n' } },
      variables: { x: "[concat('m = ', parameters('a'), ';')]", y: "[concat(variables('x'), ' n = ', parameters('b'), ';')]" },
      autoScaleFormula: "[concat(variables('y'), ' $TargetDedicatedNodes = ', parameters('c'), ';')]",
    }); // biome-ignore format: a table
    const [formula] = placesIn('template.json', file).formulas;
    const shown = (defaults: boolean): string => {
      const { text: whole, placeholders } = withKnown(formula!, { defaults });
      return whole.replace(/[\ue000-\uf8ff]/g, (sign) => `<${placeholders[sign]}>`);
    };
    expect(shown(false)).toBe("m = <parameters('a')>; n = <parameters('b')>; $TargetDedicatedNodes = <parameters('c')>;");
    expect(shown(true)).toBe("m = <parameters('a')>; n = <parameters('b')>; $TargetDedicatedNodes = n;");
  }); // biome-ignore format: one template
});
