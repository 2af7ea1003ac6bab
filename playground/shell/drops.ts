// A file that is dropped beside the places that take files would take the page's place: the browser would open it. So
// it is said where files go instead.

import type { Playground } from '../playground.ts';

const BESIDE =
  'Files are taken where it says so: traces and lists of tasks on the workload, under Simulate. Nothing was changed.';

/** Keeps the page when files are dropped where nobody takes them. */
export function catchDrops({ say }: Pick<Playground, 'say'>): void {
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
  addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    say(BESIDE);
  });
}
