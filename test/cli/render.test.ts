// How the command line draws: progress, sparklines, differences, JSON, and that its lists name things that exist.

import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Io } from '../../cli/io.ts';
import { createProgress } from '../../cli/progress.ts';
import { renderDiagnostic } from '../../cli/render/diagnostics.ts';
import { renderDifference } from '../../cli/render/difference.ts';
import { HEADLINES } from '../../cli/render/headlines.ts';
import { toJson } from '../../cli/render/json.ts';
import { sparkline } from '../../cli/render/sparkline.ts';
import { renderTable } from '../../cli/render/table.ts';
import { PLAIN } from '../../cli/style.ts';
import { REPORT_TABLES, STATISTICS_NAMES } from '../../cli/table-names.ts';
import { createSource, type Diagnostic } from '../../grammar/index.ts';
import { MEASURES, STATISTICS_TABLES, TABLE_KEYS } from '../../planner/index.ts';

function createIo(isTerminal: boolean): { io: Io; written: string[]; wait: (milliseconds: number) => void } {
  const written: string[] = [];
  let now = 0;
  const io: Io = {
    folder: '.',
    environment: {},
    stdin: async () => new Uint8Array(),
    streams: () => ({ input: Readable.from([]), output: new Writable() }),
    out: () => {},
    err: (text) => void written.push(text),
    outIsTerminal: false,
    errIsTerminal: isTerminal,
    columns: 80,
    rows: 24,
    signal: new AbortController().signal,
    now: () => now,
  };
  return {
    io,
    written,
    wait: (milliseconds) => {
      now += milliseconds;
    },
  };
}

describe('progress', () => {
  it('says nothing off a terminal', () => {
    const { io, written, wait } = createIo(false);
    const progress = createProgress(io);
    wait(10_000);
    progress.show('work', 0.5);
    progress.clear();
    expect(written).toEqual([]);
  });

  it('says nothing about work that is done at once', () => {
    const { io, written, wait } = createIo(true);
    const progress = createProgress(io);
    wait(100);
    progress.show('work', 0.9);
    progress.clear();
    expect(written).toEqual([]);
  });

  it('draws a bar, at a pace, and takes it away', () => {
    const { io, written, wait } = createIo(true);
    const progress = createProgress(io);
    wait(1000);
    progress.show('work', 0.25);
    progress.show('work', 0.26);
    wait(1000);
    progress.show('work', 0.5);
    progress.clear();
    expect(written.map((text) => text.replace('\r\u001b[K', ''))).toEqual([
      '███████░░░░░░░░░░░░░░░░░░░░░ 25 %  work, about 3 s left',
      '██████████████░░░░░░░░░░░░░░ 50 %  work, about 2 s left',
      '',
    ]);
  });
});

describe('a sparkline', () => {
  it('shows the mean of each column', () => {
    // 0 for 10 s, 8 for 20 s, 4 for 10 s: columns of 10 s.
    expect(sparkline({ times: [0, 10, 30], values: [0, 8, 4] }, 40, 4, 8)).toBe(' ██▄');
  });

  it('shows something for the smallest part of something', () => {
    expect(sparkline({ times: [0, 1], values: [1, 0] }, 100, 1, 100)).toBe('▁');
  });
});

describe('a difference', () => {
  it('keeps three lines around a change', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\ni\n';
    expect(renderDifference('x', before, before.replace('e', 'E'), PLAIN)).toBe(
      '--- x\n+++ x\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n',
    );
  });
});

describe('JSON', () => {
  it('puts lists of plain values on one line and leaves out what is not there', () => {
    expect(toJson({ list: [1, 2], nothing: undefined, rows: [{ a: null }], empty: {} })).toBe(
      '{\n  "schemaVersion": 1,\n  "list": [1, 2],\n  "rows": [\n    {\n      "a": null\n    }\n  ],\n  "empty": {}\n}\n',
    );
  });

  it('reads back as what it was', () => {
    const value = { text: 'a "b" \\ ü\n', deep: [[1, 2], [{ x: [[]] }]], flag: true };
    expect(JSON.parse(toJson(value))).toEqual({ schemaVersion: 1, ...value });
  });
});

describe('a table', () => {
  it('lines up, whatever the letters', () => {
    expect(renderTable([['ä', '1'], ['long', '10']], PLAIN)).toBe('ä      1\nlong  10\n'); // biome-ignore format: a table
  });
});

describe('the headlines', () => {
  it('are measures of the planner', () => {
    const known = new Set(MEASURES.map(({ key }) => key));
    expect([...HEADLINES].filter((key) => !known.has(key))).toEqual([]);
  });
});

describe('the tables of a report', () => {
  it('are all that the planner has', () => {
    expect(Object.values(REPORT_TABLES)).toEqual(TABLE_KEYS);
    expect(STATISTICS_NAMES).toEqual(STATISTICS_TABLES);
  });
});

describe('the line of a complaint', () => {
  const source = createSource('f.txt', `${'a = 1; '.repeat(10)}b = nothing; ${'c = 2; '.repeat(10)}`);
  const start = source.text.indexOf('nothing');
  const complaint: Diagnostic = {
    code: 'c',
    severity: 'error',
    message: 'm',
    span: { start, end: start + 'nothing'.length },
  };

  it.each([
    ['30 columns', 30],
    ['40 columns', 40],
    ['80 columns', 80],
    ['200 columns', 200],
  ] as const)('fits a terminal of %s, and the caret stands below what is meant', (_title, columns) => {
    const style = Object.assign(PLAIN.bind(undefined), { columns });
    const [, line = '', caret = ''] = renderDiagnostic(source, complaint, style).split('\n');
    expect([line.length, caret.length].every((length) => length <= columns)).toBe(true);
    expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('nothing');
  });
});
