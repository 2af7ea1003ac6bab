import { describe, expect, it } from 'vitest';
import { compile } from '../../compiler/index.ts';
import { createSource, parse, print, standIns } from '../../grammar/index.ts';

const MARK = '\ue000';
/** The template: `@` is a placeholder. */
const sourceOf = (template: string) =>
  createSource('template', template.replaceAll('@', MARK), { [MARK]: '${x}' });
const codesOf = (template: string) => compile(sourceOf(template)).diagnostics.map(({ code }) => code);

/** Templates of which nothing can be complained: what is filled in may be anything that fits. */
const FINE = [
  '$TargetDedicatedNodes = @;',
  '$TargetDedicatedNodes = min(@, $PendingTasks.GetSample(@ * TimeInterval_Minute, @));',
  '$TargetDedicatedNodes = @ ? -@ : (@ + 1) * @.hour;',
  '$TargetDedicatedNodes = time("@") < time("2025-03-05T@Z") ? 1@ : @2@;',
  '$TargetDedicatedNodes = $PendingTasks.@(3) + $Pending@.GetSample(1) + @.GetSample(1) + @(4);',
  '$TargetDedicatedNodes = 1 @ 2;',
  '$TargetDedicatedNodes = 4 @;',
  '$Target@Nodes = 3;',
  '@ = 3;',
  '$TargetDedicatedNodes = 1; // @',
  '@\n$TargetDedicatedNodes = assigned_up_there;',
  'a = 1;\n@\n$TargetDedicatedNodes = assigned_up_there;',
  'a = 1 @\n$TargetDedicatedNodes = a;',
  '@ @',
];

/** What else stands in a template is checked all the same. */
const WRONG: readonly (readonly [template: string, ...codes: string[]])[] = [
  ['$TargetDedicatedNodes = min(@, bogus);', 'type-undefined-name'],
  ['$TargetDedicatedNodes = (1 + @;', 'syntax-missing-parenthesis'],
  ['$TargetDedicatedNodes = @ $NodeDeallocationOption = taskcompletion;'],
  ['$TargetDedicatedNodes = @;\n$NodeDeallocationOption = 3;', 'type-wrong-target'],
  ['$TargetDedicatedNodes = time("@") - TimeInterval_Minute;', 'type-wrong-operands'],
  ['$TargetDedicatedNodes = {{@}};', 'syntax-placeholder'],
];

describe('placeholders of templates', () => {
  it.each(FINE)('%s', (template) => expect(codesOf(template)).toEqual([]));
  it.each(WRONG)('%s', (template, ...codes) => expect(codesOf(template)).toEqual(codes));

  it('are nothing special in a text that is no template', () => {
    const { diagnostics } = compile(createSource('plain', `$TargetDedicatedNodes = ${MARK};`));
    expect(diagnostics.map(({ code }) => code)).toEqual(['syntax-unexpected-character']);
  });

  it.each([...FINE, ...WRONG.map(([template]) => template)])('all stay when laid out: %s', (template) => {
    const source = sourceOf(template);
    const marks = (text: string) => text.split(MARK).length;
    expect(marks(print(parse(source).formula, source))).toBe(marks(source.text));
  });

  it('stand as characters that the text does not have', () => {
    const [first, second] = standIns('a \ue000 b \ue001');
    expect([first, second]).toEqual(['\ue002', '\ue003']);
  });
});
