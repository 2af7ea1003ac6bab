// A list of whole numbers that is filled and emptied over and over without making garbage.

import { longer } from './task-table.ts';

/** Numbers in the order they were added; it grows and never shrinks its memory. */
export class IndexList {
  length = 0;
  private items = new Int32Array(64);

  at(place: number): number {
    return this.items[place]!;
  }

  push(item: number): void {
    if (this.length === this.items.length) this.items = longer(this.items, new Int32Array(this.length * 2));
    this.items[this.length++] = item;
  }

  clear(): void {
    this.length = 0;
  }
}
