// "Evaluate now" as a reader meets it: drawing samples, measuring them, the pool and the time, failures, files.

import type { Page as Tab } from 'playwright-core';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { encodeState } from '../../playground/codec.ts';
import type { PlaygroundState } from '../../playground/state.ts';
import { seriousFaults } from './axe.ts';
import { openState } from './opened.ts';
import { inChromium, type OpenTab, servedPage } from './served.ts';

const served = servedPage();

const SCENARIO = {
  pool: { id: 'p', vmSize: 'standard_d2s_v5', enableAutoScale: true },
  workload: { jobs: [] },
};

async function open(
  text: string,
  now: PlaygroundState['now'] = {},
  options: { readonly width?: number; readonly theme?: 'dark' } = {},
): Promise<OpenTab> {
  const state: PlaygroundState = {
    title: 'Now',
    formulas: [{ name: 'formula', text }],
    active: 0,
    scenario: SCENARIO,
    now,
    properties: '',
    tests: '',
    pane: 'now',
    story: null,
  };
  const opened = await served.open({ hash: (await encodeState(state)) as string, ...options });
  await opened.tab.waitForSelector('.now-line:not(.waiting)');
  return opened;
}

const line = (tab: Tab) => tab.locator('.now-line').textContent();
const values = (tab: Tab) => tab.locator('.typed input').first().inputValue();

const AVERAGE = `window = TimeInterval_Minute * 5;
pending = avg($PendingTasks.GetSample(window, 60));
$TargetDedicatedNodes = pending > 5 ? ceil(pending / $TaskSlotsPerNode) : 0;
$NodeDeallocationOption = taskcompletion;`;

inChromium('Evaluate now', () => {
  test('shows the targets, each value by its line, and what each request covers', async () => {
    const { tab, complaints, close } = await open(AVERAGE, {
      pool: { targetDedicatedNodes: 1, taskSlotsPerNode: 2 },
      samples: { $PendingTasks: '12*8 _ _' },
    });
    expect(await line(tab)).toBe('6 dedicated (1 before)0 low-prioritytaskcompletion');
    const rows = await tab.locator('#now-statements tbody tr').allTextContents();
    expect(rows.map((row) => row.replace('▸', ' '))).toEqual([
      '1 window = TimeInterval_Minute * 500:05:00',
      '2 pending = avg($PendingTasks.GetSample(window, 60))12',
      '3 $TargetDedicatedNodes = pending > 5 ? ceil(pending / $TaskSlotsPerNode) : 06',
      '4 $NodeDeallocationOption = taskcompletiontaskcompletion',
    ]);
    expect(await tab.locator('button.request').textContent()).toBe(
      'line 2$PendingTasks.GetSample(window, 60)5 min to now: 8 of 10 samples, 80 % (60 % wanted)',
    );
    await tab.hover('button.request');
    expect(await tab.locator('.strip .band').count()).toBe(1);
    await tab.click('[data-statement="2"]');
    expect(await tab.locator('#now-statements tr.part').first().textContent()).toContain('pending > 5');
    expect(complaints).toEqual([]);
    await close();
  });

  test('a failure is said in Azure’s words, and its record is one click away', async () => {
    const { tab, complaints, close } = await open(AVERAGE, { pool: { targetDedicatedNodes: 3 } });
    expect(await line(tab)).toMatch(
      /^InsufficientSampleData.*line 2: .*wanted 60%, received 0%.*keeps what it has: 3 dedicated/,
    );
    expect(await tab.locator('#now-samples .intro').textContent()).toContain('There are no samples yet');
    await tab.click('text=AutoScaleRun, as the service answers it');
    await tab.waitForSelector('.now-file pre:has-text("}")');
    const run = JSON.parse((await tab.locator('.now-file pre').textContent())!);
    expect(run.error.code).toBe('InsufficientSampleData');
    expect(run.error.values[0].value).toMatch(/^Line 2, Col 38: /);
    await tab.click('.now-line button.link');
    expect(await tab.evaluate('getSelection().toString() || document.activeElement.tagName')).not.toBe(
      'BODY',
    );
    await tab.click('text=Steady');
    expect(await line(tab)).toMatch(/^20 dedicated/);
    expect(complaints).toEqual([]);
    await close();
  });

  test('samples are drawn, erased and measured by the pointer', async () => {
    const { tab, complaints, close } = await open(AVERAGE, { samples: { $PendingTasks: '0*20' } });
    const box = (await tab.locator('.strip svg').boundingBox())!;
    const x = (slot: number) => box.x + 40 + ((box.width - 46) * (slot + 0.5)) / 20;
    const drag = async (from: number, to: number, y: number, button: 'left' | 'right' = 'left') => {
      await tab.mouse.move(x(from), box.y + y);
      await tab.mouse.down({ button });
      await tab.mouse.move(x(to), box.y + y, { steps: 4 });
      await tab.mouse.up({ button });
    };
    await drag(10, 19, 8);
    expect(await values(tab)).toBe('0*10 10*10');
    expect(await line(tab)).toMatch(/^10 dedicated/);
    await drag(15, 18, 40, 'right');
    expect(await values(tab)).toBe('0*10 10*5 _*4 10');
    await tab.click('text=Erase');
    await drag(11, 12, 40);
    expect(await values(tab)).toBe('0*10 10 _*2 10*2 _*4 10');
    expect(await line(tab)).toMatch(/^InsufficientSampleData/);
    await tab.click('text=Measure');
    await drag(10, 17, 40);
    expect(await tab.locator('.readout').textContent()).toBe(
      '5 min to 1 min ago: 3 of 8 samples, 37 %, mean 10, highest 10. $PendingTasks.GetSample(5 * TimeInterval_Minute, TimeInterval_Minute) copy',
    );
    // Whatever the result says, nothing moves under the hand.
    expect(await tab.locator('.strip svg').boundingBox()).toEqual(box);
    expect(complaints).toEqual([]);
    await close();
  });

  test('and by keys alone, or typed as state files have them', async () => {
    const { tab, complaints, close } = await open(AVERAGE, { samples: { $PendingTasks: '8*20' } });
    const strip = tab.locator('.strip svg');
    await strip.focus();
    expect(await strip.getAttribute('aria-valuetext')).toBe('8 tasks, now');
    for (const key of ['ArrowUp', 'ArrowLeft', 'Delete', 'ArrowLeft', 'PageDown'])
      await tab.keyboard.press(key);
    expect(await values(tab)).toBe('8*17 0 _ 9');
    expect(await strip.getAttribute('aria-valuetext')).toBe('0 tasks, 1 min ago');
    await tab.keyboard.press('Shift+ArrowRight');
    expect(await tab.locator('.readout').textContent()).toMatch(
      /^1 min 30 s to 30 s ago: 1 of 2 samples, 50 %/,
    );
    await tab.fill('.typed input', '30*10');
    expect(await line(tab)).toMatch(/^30 dedicated/);
    await tab.fill('.typed input', '30*10 x');
    expect(await tab.locator('.typed .problem').textContent()).toContain('values such as');
    expect(await line(tab)).toMatch(/^30 dedicated/);
    expect(complaints).toEqual([]);
    await close();
  });

  test('the pool, the time of day and the seed are at hand', async () => {
    const text = `day = time().hour >= 8 && time().weekday <= 5;
$TargetDedicatedNodes = day ? $CurrentDedicatedNodes + 1 : 0;
$TargetLowPriorityNodes = rand() * 1000;`;
    const { tab, complaints, close } = await open(text);
    const dedicated = () => tab.locator('.now-line b').first().textContent();
    const spot = () => tab.locator('.now-line b').nth(1).textContent();
    expect(await tab.locator('#now-samples .intro').textContent()).toContain('reads no samples');
    expect(await dedicated()).toBe('1');
    await tab.getByLabel('Dedicated nodes').fill('6');
    expect(await dedicated()).toBe('7');
    await tab.getByLabel('Time of day, UTC').fill('420');
    expect(await tab.locator('output.clock').textContent()).toBe('Wed 5 Mar, 07:00 UTC');
    expect(await dedicated()).toBe('0');
    await tab.getByLabel('Time of day, UTC').fill('480');
    await tab.click('button[title="Saturday"]');
    expect(await tab.locator('output.clock').textContent()).toBe('Sat 8 Mar, 08:00 UTC');
    expect(await dedicated()).toBe('0');
    const before = await spot();
    await tab.click('text=Another');
    expect(await spot()).not.toBe(before);
    expect(complaints).toEqual([]);
    await close();
  });

  test('the state is a state file, to copy and to paste', async () => {
    const { tab, complaints, close } = await open(AVERAGE, {
      pool: { targetDedicatedNodes: 2 },
      samples: { $PendingTasks: { values: [4, 6], newestAge: 30 } },
    });
    await tab.click('summary:has-text("State file")');
    const field = tab.getByLabel('State file', { exact: true });
    await expect.poll(() => field.inputValue()).toContain('samples');
    expect(parse(await field.inputValue())).toEqual({
      pool: { targetDedicatedNodes: 2 },
      samples: { $PendingTasks: [[60, 4], [30, 6]] },
    }); // biome-ignore format: a table
    await field.fill('pool:\n  targetDedicatedNode: 4\n');
    await tab.click('text=Take this state');
    expect(await tab.locator('.now-file .problem').textContent()).toMatch(/^Line 2: .*targetDedicatedNodes/);
    await field.fill('samples: { $PendingTasks: 16*20 }');
    await tab.click('text=Take this state');
    expect(await line(tab)).toMatch(/^16 dedicated/);
    expect(complaints).toEqual([]);
    await close();
  });

  test('parts of a value are rows of their table, and parts of a workload cards, once results are there too', async () => {
    const generate = { arrivals: { poisson: { rate: '60/h' } }, durations: 'PT5M', for: 'PT1H', job: { id: 'j' } };
    const scenario = { ...SCENARIO, workload: { generate }, until: 'PT2H' };
    const now = { samples: { $PendingTasks: '12*20' } };
    const { tab, complaints, close } = await openState(served, AVERAGE, { scenario, now, pane: 'simulate' });
    await tab.waitForSelector('.see-body figure svg');
    const looks = (selector: string) =>
      tab.locator(selector).first().evaluate((part) => {
        const { display, borderTopWidth, paddingLeft } = getComputedStyle(part);
        return [display, borderTopWidth, paddingLeft];
      });
    await tab.click('.tile:has-text("Workload")');
    expect(await looks('details.part')).toEqual(['block', '1px', '14px']);
    await tab.click('#tab-now');
    await tab.click('[data-statement="2"]');
    expect(await looks('#now-statements tr.part')).toEqual(['table-row', '0px', '0px']);
    expect(complaints).toEqual([]);
    await close();
  }); // biome-ignore format: rows

  test('axe finds nothing serious, in the dark and on a phone', async () => {
    const state = { samples: { $PendingTasks: '0*6 4 9 15 22 28 _ 37 40*3 38' } };
    for (const options of [{ theme: 'dark' as const }, { width: 390 }]) {
      const { tab, complaints, close } = await open(`now = time();\n${AVERAGE}`, state, options);
      expect(await seriousFaults(tab, '#pane-now')).toEqual([]);
      const fits = "document.querySelector('#pane-now').scrollWidth <= innerWidth";
      expect(await tab.evaluate(fits)).toBe(true);
      expect(complaints).toEqual([]);
      await close();
    }
  });
});
