// The playground where the system forces its own colours, as for readers who need the strongest contrast: what colour
// tells is still told.

import { expect, test } from 'vitest';
import { editorThere } from './editing.ts';
import { inChromium, servedPage } from './served.ts';

const served = servedPage();

inChromium('in forced colours', () => {
  test.each(['light', 'dark'] as const)('%s: formula, charts, legends and choices can be told apart', async (theme) => {
    const { tab, complaints, close } = await served.open({
      theme,
      prepare: (asked) => asked.emulateMedia({ forcedColors: 'active', colorScheme: theme }),
    });
    await tab.waitForSelector('.gantt-figure canvas');
    await editorThere(tab);
    const colours = (selector: string, property: string) =>
      tab.evaluate(
        ([selected, named]) => [
          ...new Set(
            [...document.querySelectorAll(selected!)].map((one) => getComputedStyle(one).getPropertyValue(named!)),
          ),
        ],
        [selector, property],
      );
    const [ground] = await colours('.monaco-editor-background', 'background-color');
    await expect.poll(() => colours('.view-line span span', 'color')).not.toContain(ground);
    expect((await colours('.view-line span span', 'color')).length).toBeGreaterThan(4);

    expect(await colours('.panes > .tabs > [aria-selected=true]', 'border-bottom-color')).not.toEqual(
      await colours('.panes > .tabs > [aria-selected=false]', 'border-bottom-color'),
    );
    expect(await colours('.chooser [aria-pressed=true]', 'outline-style')).toEqual(['solid']);
    expect(await colours('.chooser [aria-pressed=false]', 'outline-style')).toEqual(['none']);
    expect((await colours('.legend .swatch.area', 'background-color')).length).toBeGreaterThan(4);

    await tab.locator('.gantt-figure').scrollIntoViewIfNeeded();
    const painted = () =>
      tab.locator('.gantt-figure canvas').evaluate((canvas: HTMLCanvasElement) => {
        const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')!;
        copy.drawImage(canvas, 0, 0);
        const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
        const many = new Map<number, number>();
        for (const pixel of new Uint32Array(data.buffer)) many.set(pixel, (many.get(pixel) ?? 0) + 1);
        return [...many.values()].filter((count) => count > 300).length;
      });
    await expect.poll(painted).toBeGreaterThan(2);
    expect(complaints).toEqual([]);
    await close();
  });
}); // biome-ignore format: rows
