// The service's own codes for formulas it does not take, and where they point.

import { expect, test } from 'vitest';
import { refusalOf } from '../../grammar/index.ts';
import { read } from './trees.ts';

function refuse(text: string): string | undefined {
  const { source, diagnostics } = read(text);
  const refusal = refusalOf(source, diagnostics);
  return refusal && `${refusal.code}: ${refusal.detail}`;
}

test('a missing semicolon is refused at the second line', () => {
  expect(refuse('$TargetDedicatedNodes=min(5, 4)\n$NodeDeallocationOption = taskcompletion;')).toBe(
    "AutoScalingFormulaSyntaxError: Line 2, Col 1: expected ';' found '$NodeDeallocationOption'",
  );
});

test('a formula that is too long is refused for its length, whatever else is wrong', () => {
  expect(refuse(`a = ; //${'-'.repeat(8192)}`)).toMatch(/^AutoScalingFormulaTooLong: Line 1, Col 8193: /);
});

test('warnings refuse nothing', () => {
  expect(refuse('a = .5;;')).toBeUndefined();
});
