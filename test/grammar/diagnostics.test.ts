// Every row of the table of syntax complaints: its example provokes it and only it.

import { describe, expect, test } from 'vitest';
import { syntaxComplaints } from '../../grammar/index.ts';
import { read } from './trees.ts';

describe('each complaint', () => {
  test.each(Object.entries(syntaxComplaints.rows))('%s comes from its example, alone', (code, row) => {
    const { diagnostics } = read(row.example);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    expect(diagnostics[0]!.severity).toBe(row.severity);
  });

  test.each(Object.entries(syntaxComplaints.rows))(
    '%s says what it is in one sentence',
    (_, { prose, hint }) => {
      expect(prose).toMatch(/^[A-Z].*\.$/);
      expect(hint).toBeDefined();
    },
  );
});
