// The question's form, files in and out, and the worker behind it, as built, in a real browser.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page as Tab } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { encodeState } from '../../playground/codec.ts';
import { firstState } from '../../playground/first-state.ts';
import { type Parcel, unpackAnswer } from '../../playground/parcel.ts';
import type { JsonObject, PlaygroundState } from '../../playground/state.ts';
import { ROOT } from '../rules/sources.ts';
import { seriousFaults } from './axe.ts';
import { formulasWhen } from './editing.ts';
import { STREAM } from './opened.ts';
import { restingBox } from './resting.ts';
import { inChromium, servedPage } from './served.ts';

const served = servedPage();
const folder = mkdtempSync(path.join(tmpdir(), 'lazurite-page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hashOf = (scenario: JsonObject, text = '$TargetDedicatedNodes = 3;'): Promise<string> => {
  const changes: Partial<PlaygroundState> = { title: 'Small', scenario, formulas: [{ name: 'f', text }] };
  return encodeState({ ...firstState(), ...changes });
};

const open = async (scenario: JsonObject, text?: string) => {
  const opened = await served.open({ hash: await hashOf(scenario, text) });
  await opened.tab.waitForSelector('.tile');
  return opened;
};

const words = (tab: Tab, tile: string): Promise<string> =>
  tab.locator(`.tile:has-text("${tile}") .words`).innerText();
const isSaid = (tab: Tab, text: string) => tab.waitForSelector(`.notices :text("${text}")`);
const field = (tab: Tab, label: string) =>
  tab.locator('.panel:not([hidden])').getByLabel(label, { exact: true }).first();
const scenarioText = async (tab: Tab): Promise<string> => {
  await tab.click('.tile:has-text("Text")');
  return tab.inputValue('[aria-label="Scenario file"]');
};

inChromium('the form', () => {
  test('a field changes the scenario, a wrong figure changes nothing, and what the form does not know stays', async () => {
    const { tab, complaints, close } = await open({ ...STREAM, choices: { taskOrder: 'shuffle' } });
    await tab.click('.tile:has-text("Pool")');
    await field(tab, 'Task slots a node').fill('8');
    await field(tab, 'Task slots a node').press('Enter');
    expect(await words(tab, 'Pool')).toBe('d4s_v5, 8 slots');
    await field(tab, 'Task slots a node').fill('many');
    await field(tab, 'Task slots a node').press('Tab');
    await tab.waitForSelector('.complaint:text("Expected a whole number from 1 to 256.")');
    await tab.click('button:text-is("Fixed size")');
    expect(await words(tab, 'Pool')).toBe('4 × d4s_v5, 8 slots');
    await tab.click('.tile:has-text("World")');
    await tab.click('button:text-is("Ideal")');
    await field(tab, 'Allocation').fill('2 min');
    await field(tab, 'Allocation').press('Tab');
    const text = await scenarioText(tab);
    for (const line of [
      'taskSlotsPerNode: 8',
      'targetDedicatedNodes: 4',
      'base: ideal',
      'allocation: PT2M',
      'taskOrder: shuffle',
    ])
      expect(text).toContain(line);
    expect(text).not.toContain('enableAutoScale');
    expect(complaints).toEqual([]);
    await close();
  });

  test('the text says what is wrong and where, and counts when it is applied', async () => {
    const { tab, complaints, close } = await open(STREAM);
    const text = await scenarioText(tab);
    await tab.fill(
      '[aria-label="Scenario file"]',
      text.replace('taskSlotsPerNode: 4', 'taskSlotsPerNode: four\n  colour: red'),
    );
    await tab.click('.panel button:text-is("Apply")');
    await tab.waitForSelector('.complaints .error:has-text("Line 5"):has-text("a whole number")');
    expect(await words(tab, 'Pool')).toContain('4 slots');
    await tab.fill('[aria-label="Scenario file"]', `${text.replace('= 3;', '= 5;')}stallAfter: P2D\n`);
    await tab.press('[aria-label="Scenario file"]', 'Control+Enter');
    await isSaid(tab, 'The scenario is what the text says.');
    expect(await tab.inputValue('[aria-label="Scenario file"]')).toContain('stallAfter: P2D');
    await formulasWhen(tab, ({ f }) => f === '$TargetDedicatedNodes = 5;');
    expect(complaints).toEqual([]);
    await close();
  });

  test('a story replaces the workload and can be taken back; handles change how much and when', async () => {
    const { tab, complaints, close } = await open(STREAM);
    await tab.click('.tile:has-text("Workload")');
    await tab.focus('circle.handle');
    await tab.keyboard.press('PageUp');
    await tab.keyboard.press('ArrowRight');
    await tab.waitForSelector('.part summary:has-text("120 an hour")');
    const box = await restingBox(tab.locator('circle.handle'));
    await tab.mouse.move(box.x + 7, box.y + 7);
    await tab.mouse.down();
    await tab.mouse.move(box.x + 7, box.y + 47, { steps: 4 });
    await tab.mouse.up();
    await tab.waitForFunction(() => !document.querySelector('.part summary')?.textContent?.includes('120'));
    expect(await scenarioText(tab)).toContain('after: PT30M');
    await tab.click('.tile:has-text("Workload")');
    await tab.click('summary:text("Begin from a story")');
    await tab.click('.story:has-text("Nightly batch")');
    await tab.waitForSelector('.part summary:has-text("350 to 450 at a time")');
    await tab.click('.notices button:text-is("Undo")');
    await tab.waitForSelector('.part summary:has-text("steadily")');
    expect(complaints).toEqual([]);
    await close();
  });
});

inChromium('for every reader', () => {
  test.each([
    ['light', ['Workload', 'Pool', 'World', 'Prices', 'Run', 'Text']],
    ['dark', ['Workload', 'Text']],
  ] as const)('axe finds nothing serious in the form, %s', async (theme, tiles) => {
    const { tab, close } = await served.open({ hash: await hashOf(STREAM), theme });
    const found: string[] = [];
    for (const tile of tiles) {
      await tab.click(`.tile:has-text("${tile}")`);
      await tab.evaluate(() => {
        for (const fold of document.querySelectorAll<HTMLDetailsElement>('.panel details')) fold.open = true;
      });
      found.push(...(await seriousFaults(tab, '.scenario')));
    }
    expect(found).toEqual([]);
    await close();
  });
});

inChromium('files', () => {
  const give = (tab: Tab, file: string) =>
    tab.setInputFiles('.door input[type=file]', path.join(folder, file));

  test('traces and task lists become the workload; nonsense and what is too large are refused in words', async () => {
    const { tab, complaints, close } = await open(STREAM);
    await tab.click('.tile:has-text("Workload")');
    writeFileSync(path.join(folder, 'picture.csv'), readFileSync(process.execPath).subarray(0, 5000));
    await give(tab, 'picture.csv');
    await isSaid(tab, 'picture.csv is not text.');
    writeFileSync(path.join(folder, 'huge.swf'), '');
    truncateSync(path.join(folder, 'huge.swf'), 200 << 20);
    await give(tab, 'huge.swf');
    await isSaid(tab, 'huge.swf has 200 MiB, and this page takes files up to 100 MiB.');
    writeFileSync(path.join(folder, 'story.txt'), 'once upon a time\n');
    await give(tab, 'story.txt');
    await isSaid(tab, 'story.txt is nothing that a workload can be made of.');
    const info = { startTime: '2025-03-03T08:01:00Z', endTime: '2025-03-03T08:03:00Z', exitCode: 0 };
    const tasks = [1, 2].map((id) => ({
      creationTime: '2025-03-03T08:00:00Z',
      executionInfo: info,
      id: `t${id}`,
    }));
    writeFileSync(path.join(folder, 'tasks.json'), JSON.stringify(tasks, undefined, 2));
    await give(tab, 'tasks.json');
    await isSaid(tab, 'The workload is tasks.json.');
    await tab.waitForSelector('.tile .words:text("2 tasks")');
    writeFileSync(path.join(folder, 'odd.csv'), 'alpha,beta\n0,60\n10,60\n30,60\n');
    await give(tab, 'odd.csv');
    await tab.getByLabel('alpha means').selectOption({ label: 'when it came' });
    await tab.getByLabel('beta means').selectOption({ label: 'how long it took' });
    await tab.click('dialog button:text-is("Take it")');
    await tab.waitForSelector('.tile .words:text("3 tasks")');
    expect(await scenarioText(tab)).toContain('submit: alpha');
    expect(complaints).toEqual([]);
    await close();
  });

  test('what is saved runs on the command line to the same report, and opens again', async () => {
    const { tab, complaints, close } = await open({ ...STREAM, seed: 9 });
    await tab.waitForSelector('.run-result svg');
    const saving = tab.waitForEvent('download');
    await tab.click('.scenario-files button:text-is("Save")');
    const saved = path.join(folder, (await saving).suggestedFilename());
    await (await saving).saveAs(saved);
    expect(path.basename(saved)).toBe('small.yaml');
    const report = await reportOf(tab, { ...STREAM, seed: 9 });
    const cli = [path.join(ROOT, 'dist/lazurite.js'), 'simulate', saved, '--json'];
    const { stdout } = spawnSync(process.execPath, cli, { encoding: 'utf8', maxBuffer: 1 << 28 });
    expect(JSON.stringify(JSON.parse(stdout))).toBe(report);
    await tab.click('.run-bar [aria-label="Another seed"]');
    expect(await words(tab, 'Run')).not.toBe('24 h, seed 9');
    await tab.setInputFiles('.scenario-files input[type=file]', saved);
    await isSaid(tab, 'Opened small.yaml.');
    expect(await words(tab, 'Run')).toBe('24 h, seed 9');
    expect(complaints).toEqual([]);
    await close();
  });
});

/** The report of the page's own worker, asked once more by hand. */
async function reportOf(tab: Tab, scenario: JsonObject): Promise<string> {
  const question = {
    title: 'Small',
    scenario,
    formulas: [{ name: 'f', text: '$TargetDedicatedNodes = 3;' }],
  };
  const url = tab
    .workers()
    .map((worker) => worker.url())
    .find((one) => /\/worker-/.test(one))!;
  const parcel = await tab.evaluate(
    ([address, asked]) =>
      new Promise<Parcel>((resolve) => {
        const worker = new Worker(address!, { type: 'module' });
        worker.onmessage = ({ data }) => {
          if (data.kind === 'answer') resolve(data.parcel);
        };
        worker.postMessage({ kind: 'ask', id: 1, question: JSON.parse(asked!) });
      }),
    [url, JSON.stringify(question)],
  );
  return JSON.stringify(unpackAnswer(parcel).entries[0]!.report);
}

inChromium('the worker', () => {
  const MILLION: JsonObject = {
    ...STREAM,
    workload: { generate: { arrivals: { poisson: { rate: '50/s' } }, durations: 'PT10S', count: 1_000_000 } },
    until: 'drained',
  };

  test('a million tasks leave the page free, and stop when they are told to; what was there before stays', async () => {
    const { tab, complaints, close } = await open(STREAM, '$TargetDedicatedNodes = 200;');
    await tab.waitForSelector('.run-result svg');
    await tab.evaluate(
      'window.frames_ = 0; (function next() { window.frames_ += 1; requestAnimationFrame(next); })()',
    );
    const yaml = (await scenarioText(tab))
      .replace('rate: 60/h', 'rate: 50/s')
      .replace('PT5M\n    for: PT6H', 'PT10S\n    count: 1000000');
    expect(yaml).toContain('count: 1000000');
    await tab.fill('[aria-label="Scenario file"]', yaml.replace('until: P1D', 'until: drained'));
    await tab.click('.panel button:text-is("Apply")');
    await tab.waitForSelector('.run-status button:text-is("Stop"):visible');
    const before = (await tab.evaluate('window.frames_')) as number;
    await tab.waitForFunction(
      () => (document.querySelector<HTMLProgressElement>('.run-status progress')?.value ?? 0) > 0.02,
    );
    await tab.click('.run-status button:text-is("Stop")');
    await tab.waitForSelector('.run-words:text("Stopped")');
    expect((await tab.evaluate('window.frames_')) as number).toBeGreaterThan(before + 3);
    expect(await tab.locator('.run-result.stale svg').count()).toBeGreaterThan(0);
    // What is old for good is dimmed.
    await tab.waitForFunction(
      () => Number(getComputedStyle(document.querySelector('.run-result')!).opacity) < 0.6,
    );
    expect(complaints).toEqual([]);
    await close();
  });

  test('a worker that dies is started again, and that is said', async () => {
    const { tab, close } = await open(MILLION);
    await tab.waitForSelector('.run-status button:text-is("Stop"):visible');
    const [worker] = tab.workers().filter((one) => /\/worker-/.test(one.url()));
    await worker!.evaluate("setTimeout(() => { throw new Error('dead') })").catch(() => {});
    await tab.waitForSelector('.remark:text("The simulation had broken down and was started again.")');
    await tab.click('.run-status button:text-is("Stop")');
    await tab.waitForSelector('.run-words:text("Stopped")');
    await close();
  });

  test('work that never gets done, and a formula that fails each time, are results with words', async () => {
    const { tab, complaints, close } = await open(
      { ...STREAM, until: 'drained' },
      '$TargetDedicatedNodes = 0;',
    );
    await tab.waitForSelector('.run-result :text("nothing has moved since")');
    await close();
    const failing = await open(
      STREAM,
      '$TargetDedicatedNodes = max($PendingTasks.GetSample(TimeInterval_Year, 100));',
    );
    await failing.tab.waitForSelector('.run-result :text("failed")');
    expect([...complaints, ...failing.complaints]).toEqual([]);
    await failing.close();
  });
});
