// What has come to rest on a page that still grows: a mouse that goes to where something was misses it.

import type { Locator } from 'playwright-core';

/** Where something stands once nothing above it grows any more. */
export async function restingBox(place: Locator) {
  for (let before = ''; ; ) {
    const box = (await place.boundingBox())!;
    if (JSON.stringify(box) === before) return box;
    before = JSON.stringify(box);
    await place.page().waitForTimeout(300);
  }
}
