// The playground from its first paint to a link and back, as built, in a real browser.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, type Served, servePlayground } from './served.ts';

let served: Served;

beforeAll(async () => {
  if (CHROMIUM !== undefined) served = await servePlayground();
});

afterAll(async () => {
  await served?.close();
});

describe.runIf(CHROMIUM !== undefined)('the playground', () => {
  test('simulates what it shows, and nobody else is asked for anything', async () => {
    const { tab, complaints, close } = await served.open();
    await tab.waitForSelector('.run-result figure svg');
    expect(await tab.textContent('header h1')).toBe("A render farm's week");
    expect(complaints).toEqual([]);
    await close();
  });

  test('the link that follows the state opens the same state', async () => {
    const first = await served.open();
    await first.tab.fill('[aria-label="Formula"]', '$TargetDedicatedNodes = 3;');
    await first.tab.waitForFunction(() => location.hash !== '');
    const hash = (await first.tab.evaluate('location.hash')) as string;
    await first.close();
    const second = await served.open({ hash: hash.slice(1) });
    expect(await second.tab.inputValue('[aria-label="Formula"]')).toBe('$TargetDedicatedNodes = 3;');
    expect(second.complaints).toEqual([]);
    await second.close();
  });

  test('a link cut short is said, and the page begins anew', async () => {
    const { tab, complaints, close } = await served.open({ hash: '1.q1YqSy0qzs' });
    expect(await tab.textContent('[role=status]')).toContain('damaged');
    await tab.waitForSelector('.run-result figure svg');
    expect(complaints).toEqual([]);
    await close();
  });
});
