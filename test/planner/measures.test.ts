// The pure parts: elasticity, percentiles, Student's t, formats, sentences, comparison, CSV, the filled page.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compare,
  comparisonPage,
  createCollector,
  describe as describeReport,
  elasticity,
  evaluationsCsv,
  fillPage,
  formatDuration,
  formatMoney,
  formatNumber,
  formatShare,
  intervalOf,
  PAGE_SLOT,
  type Report,
  readResults,
  seriesCsv,
  summarise,
} from '../../planner/index.ts';
import { ElasticityRecorder } from '../../planner/report/elasticity.ts';
import { percentiles } from '../../planner/report/percentiles.ts';
import { studentQuantile95 } from '../../planner/report/student.ts';
import {
  added,
  ended,
  evaluation,
  gone,
  HOUR,
  jobStart,
  MINUTE,
  node,
  poolCreate,
  runEnd,
  runStart,
  started,
  state,
  tell,
} from './script.ts';

const REFERENCE = fileURLToPath(new URL('../../../shared/traces/reference.json', import.meta.url));

// Demand and supply of BUNGEE's own unit tests, horizon 20.
const DEMAND = [[0, 1], [7, 5], [16, 3], [17, 2], [19, 4]] as const; // biome-ignore format: a table
const SUPPLY = [[0, 1], [2, 2], [3, 1], [5, 3], [9, 7], [11, 6], [12, 8], [14, 2], [20, 2]] as const; // biome-ignore format: a table

describe('elasticity', () => {
  test('the vector of BUNGEE, exactly', () => {
    expect(elasticity(DEMAND, SUPPLY, 20)).toMatchObject({
      overAccuracy: 16 / 20,
      underAccuracy: 13 / 20,
      overTimeshare: 8 / 20,
      underTimeshare: 6 / 20,
      jitter: (17 - 9) / 20,
      supplySteps: 17,
      demandSteps: 9,
    });
  });

  test('the vector of the reference file', () => {
    if (!existsSync(REFERENCE)) {
      process.stdout.write(
        'No reference.json beside the repository: its elasticity vector is not checked.\n',
      );
      return;
    }
    const { elasticity_vector: vector } = JSON.parse(readFileSync(REFERENCE, 'utf8'));
    const found = elasticity(vector.demand, vector.supply, vector.T);
    expect(found.overAccuracy).toBe(vector.over_accuracy);
    expect(found.underAccuracy).toBe(vector.under_accuracy);
    expect(found.overTimeshare).toBe(vector.over_timeshare);
    expect(found.underTimeshare).toBe(vector.under_timeshare);
    expect(found.jitter).toBe(vector.jitter_per_unit_time);
  });

  test('told piece by piece it is the same', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 9 })), {
      maxLength: 12,
    });
    const sorted = steps.map((list) =>
      [...new Map(list).entries()]
        .sort(([left], [right]) => left - right)
        .map(([time, value]) => [time, value] as const),
    );
    fc.assert(
      fc.property(sorted, sorted, fc.integer({ min: 1, max: 120 }), (demand, supply, horizon) => {
        const recorder = new ElasticityRecorder();
        const at = (list: readonly (readonly [number, number])[], time: number) =>
          list.filter(([from]) => from <= time).at(-1)?.[1] ?? list[0]?.[1] ?? 0;
        for (let time = 0; time < horizon; time += 1) recorder.hold(1, at(demand, time), at(supply, time));
        expect(recorder.read()).toEqual(elasticity(demand, supply, horizon));
      }),
    );
  });
});

describe('percentiles', () => {
  test('are those of the sorted list', () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1e9 }), fc.constant(0));
    const quantiles = [0, 0.5, 0.9, 0.95, 0.99, 1];
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 3000 }), (list) => {
        const sorted = [...list].sort((left, right) => left - right);
        const expected = quantiles.map((q) => sorted[Math.min(list.length - 1, Math.floor(q * list.length))]);
        expect(percentiles(Float64Array.from(list), quantiles)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test('of many equal values with a few far away', () => {
    const values = new Float64Array(100_000).fill(3);
    values[7] = 1e12;
    expect(percentiles(values, [0.5, 0.99, 0.99999])).toEqual([3, 3, 1e12]);
  });

  test('of nothing are 0', () => {
    expect(percentiles(new Float64Array(0), [0.5])).toEqual([0]);
  });
});

describe('intervals', () => {
  test("Student's t as in the printed tables", () => {
    const table = [[1, 12.706], [2, 4.303], [3, 3.182], [4, 2.776], [9, 2.262], [10, 2.228], [30, 2.042], [120, 1.98]] as const; // biome-ignore format: a table
    for (const [degrees, quantile] of table) expect(studentQuantile95(degrees)).toBeCloseTo(quantile, 3);
  });

  test('of five differences', () => {
    const difference = intervalOf([1, 2, 3, 4, 5])!;
    expect(difference.mean).toBe(3);
    expect(difference.high - difference.mean).toBeCloseTo(2.776445 * Math.sqrt(2.5 / 5), 5);
    expect(intervalOf([1])).toBeUndefined();
  });
});

describe('formats', () => {
  test.each([
    [0, '0 s'], [0.0004, '1 ms'], [0.85, '850 ms'], [12.34, '12.3 s'], [59.96, '1 min'], [60, '1 min'],
    [245, '4 min 05 s'], [3599.9, '1 h'], [7800, '2 h 10 min'], [86_400, '24 h'], [180_000, '2 d 2 h'], [-5, '−5 s'],
  ])('%d seconds are %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text)); // biome-ignore format: a table

  test('money', () => {
    expect([0, 0.00123, 0.25, 12.345, 1234.5, -3].map((amount) => formatMoney(amount, 'USD'))).toEqual([
      '$0.00', '$0.0012', '$0.25', '$12.35', '$1,235', '−$3.00',
    ]); // biome-ignore format: a table
    expect(formatMoney(5, 'CHF')).toBe('CHF 5.00');
  });

  test('shares and numbers', () => {
    expect([0, 0.001, 0.0512, 0.5, 0.996, 1].map(formatShare)).toEqual([
      '0%',
      '0.1%',
      '5.1%',
      '50%',
      '100%',
      '100%',
    ]);
    expect(formatNumber(1234567.891, 1)).toBe('1,234,567.9');
    expect(formatNumber(-0.0001, 2)).toBe('0.00');
  });

  test('results that are no results string', () => {
    expect(readResults('')).toEqual({ dedicated: null, lowPriority: null, variables: [] });
    expect(readResults('$TargetDedicated=2;x=1')).toEqual({
      dedicated: 2,
      lowPriority: null,
      variables: [{ name: 'x', value: '1' }],
    });
  });
});

/** A node that idles for `idle` hours after a task of one hour that waited five minutes. */
function sampleReport(idle: number, seed = 1): Report {
  const collector = createCollector();
  tell(collector, [
    runStart(seed),
    poolCreate({ slots: 1, autoscale: true }),
    jobStart(),
    added(0, 0),
    evaluation(
      0,
      '$TargetDedicatedNodes=1;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue;note=a,"b"',
    ),
    node(0, 0, { slots: 1 }),
    state(5 * MINUTE, 0, 'idle'),
    started(5 * MINUTE, 0, 0),
    ended(5 * MINUTE + HOUR, 0, 0),
    gone(5 * MINUTE + HOUR + idle * HOUR, 0),
    runEnd(5 * MINUTE + HOUR + idle * HOUR),
  ]);
  return collector.report();
}

describe('comparison', () => {
  const row = (key: string, ...reports: readonly (readonly Report[])[]) =>
    compare(reports.map((list, index) => ({ title: `f${index}`, reports: list }))).rows.find(
      (one) => one.key === key,
    )!;

  test('ratio to the first, and the best', () => {
    const { cells } = row('cost.total', [sampleReport(1)], [sampleReport(0)], [sampleReport(3)]);
    expect(cells.map(({ best }) => best)).toEqual([false, true, false]);
    expect(cells.map(({ verdict }) => verdict)).toEqual([null, 'better', 'worse']);
    expect(cells[1]?.ratio).toBeCloseTo((1 + 1 / 12) / (2 + 1 / 12), 12);
    expect(cells[0]?.formatted).toBe(formatMoney((2 + 1 / 12) * 0.23, 'USD'));
  });

  test('equal values have no best', () => {
    const { cells } = row('wait.mean', [sampleReport(1)], [sampleReport(0)]);
    expect(cells.map(({ best, verdict }) => [best, verdict])).toEqual([
      [false, null],
      [false, 'same'],
    ]);
  });

  test('a run in which nothing started has no waits and no makespan, rather than the best', () => {
    const nothing = createCollector();
    tell(nothing, [runStart(), poolCreate(), jobStart(), added(0, 0), runEnd(HOUR)]);
    for (const key of ['wait.p95', 'turnaround.mean', 'boundedSlowdown', 'makespan']) {
      const { cells } = row(key, [sampleReport(1)], [nothing.report()]);
      expect(cells.map(({ value, best }) => [value !== null, best])).toEqual([
        [true, false],
        [false, false],
      ]);
    }
  });

  test('runs are paired by seed', () => {
    const seeds = [1, 2, 3];
    const first = seeds.map((seed) => sampleReport(seed, seed));
    const second = seeds.map((seed) => sampleReport(seed + 1 + seed / 100, seed)).reverse();
    const [, cell] = row('cost.idle', first, second).cells;
    expect(cell?.difference?.pairs).toBe(3);
    expect(cell?.difference?.mean).toBeCloseTo(1.02 * 0.23, 10);
    const reach = 4.302653 * Math.sqrt((0.01 * 0.23) ** 2 / 3);
    expect(cell!.difference!.high - cell!.difference!.mean).toBeCloseTo(reach, 6);
    expect(cell?.verdict).toBe('worse');
  });

  test('no entries, and an entry without reports', () => {
    expect(compare([]).rows.every(({ cells }) => cells.length === 0)).toBe(true);
    expect(row('cost.total', [sampleReport(1)], []).cells[1]).toMatchObject({ value: null, formatted: '–' });
  });
});

describe('words', () => {
  test('a report in sentences', () => {
    expect(describeReport(sampleReport(1)).map(({ text }) => text)).toEqual([
      'The one task completed in 1 h 05 min.',
      'The nodes cost $0.48 for 2.1 node hours, $0.48 a succeeded task.',
      '95% of the tasks started within 5 min; the longest wait was 5 min. 100% of the waiting was for nodes to boot.',
      '$0.25 (52%) bought no useful work. 92% of that went to idle nodes.',
      'The formula was evaluated 1 time; there were too few nodes 4% and too many 48% of the time.',
    ]);
  });

  test('rows of the summary have the values of the report', () => {
    const report = sampleReport(1);
    const rows = new Map(summarise(report).map((row) => [row.key, row]));
    expect(rows.get('wait.mean')).toMatchObject({ value: 300, formatted: '5 min', unit: 'seconds' });
    expect(rows.get('cost.total')?.value).toBe(report.cost?.total);
  });
});

describe('CSV', () => {
  test('a row for each step', () => {
    const [header, first, ...rest] = seriesCsv(sampleReport(0)).trimEnd().split('\n');
    expect(header?.split(',').slice(0, 4)).toEqual(['seconds', 'time', 'activeTasks', 'runningTasks']);
    expect(first).toMatch(/^0,1970-01-01T00:00:00Z,1,0,/);
    expect(rest.at(-1)).toMatch(/^3900,1970-01-01T01:05:00Z,0,0,1,/);
  });

  test('values with commas and quotes are quoted', () => {
    expect(evaluationsCsv(sampleReport(0)).split('\n')[1]).toBe(
      '0,1970-01-01T00:00:00Z,render,1,0,,"a,""b"""',
    );
  });
});

describe('the page', () => {
  test('its JSON cannot end the element it stands in', () => {
    const page = comparisonPage('</script><b>', [{ title: 'one', reports: [sampleReport(0)] }]);
    const html = fillPage(`<html>${PAGE_SLOT}</html>`, page)!;
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    const json = html.slice(html.indexOf('>', 7) + 1, html.indexOf('</script>'));
    expect(JSON.parse(json)).toEqual(page);
    expect(fillPage('<html></html>', page)).toBeUndefined();
  });
});
