import { describe, expect, test } from 'vitest';
import { corpusFiles, readCases, showComplaints, showProgram, updateCases } from './corpus.ts';

const KINDS = { programs: showProgram, complaints: showComplaints } as const;

for (const [kind, show] of Object.entries(KINDS)) {
  describe.each(corpusFiles(kind))(`${kind}/%s`, (file) => {
    updateCases(kind, file, show);
    test.each(readCases(kind, file))('$title', ({ formula, expected }) => {
      expect(show(formula).trimEnd()).toBe(expected);
    });
  });
}
