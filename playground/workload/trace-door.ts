// The door for files: dropped on the panel or chosen. What they are is looked at before anything is made of them, and
// what is no workload is refused in words.

import { button, make } from '../dom.ts';
import { inWords } from '../panes/prose.ts';
import type { Playground } from '../playground.ts';
import type { Json, JsonObject } from '../state.ts';
import { changeWithUndo } from '../undo.ts';
import { askColumns } from './column-dialog.ts';
import { lookAtFile } from './look-at-file.ts';
import { fileOf, partsOf } from './parts.ts';

/** The door, and how to have it take what is dropped on an element. */
export function makeTraceDoor(page: Playground): {
  readonly element: HTMLElement;
  readonly listenOn: (place: HTMLElement) => void;
} {
  const input = make('input', { type: 'file', class: 'hidden', tabindex: -1, 'aria-hidden': 'true' });
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    input.value = '';
    if (file !== undefined) void takeFile(page, file);
  });
  const choose = button(
    'Choose a file with a trace or a list of tasks',
    { class: 'small' },
    () => input.click(),
    'Choose a file',
  );
  const words =
    'A trace or a list of tasks: SWF, CSV, WfFormat, what `az batch task list` prints, or a workload file; plain or gzip. Drop it here, or';
  return {
    element: make('div', { class: 'door' }, make('span', {}, ...inWords(words)), choose, input),
    listenOn: (place) => {
      place.addEventListener('dragover', (event) => {
        if (event.dataTransfer?.types.includes('Files') !== true) return;
        event.preventDefault();
        place.classList.add('dropping');
      });
      place.addEventListener('dragleave', () => place.classList.remove('dropping'));
      place.addEventListener('drop', (event) => {
        place.classList.remove('dropping');
        const [file, ...more] = event.dataTransfer?.files ?? [];
        if (file === undefined) return;
        event.preventDefault();
        if (more.length > 0)
          page.say(`One file at a time: ${more.map(({ name }) => name).join(', ')} left out.`);
        void takeFile(page, file);
      });
    },
  };
}

/** Takes a file in as the workload, or says why not. */
export async function takeFile(page: Playground, file: File): Promise<void> {
  const look = await lookAtFile(file);
  if (look.kind === 'refused') return page.say(look.message);
  const columns = look.kind === 'columns' ? await askColumns(file.name, look) : undefined;
  if (look.kind === 'columns' && columns === undefined)
    return page.say(`${file.name} was left out: nothing was chosen of its columns.`);
  const { scenario } = page.store.state();
  const isAwaited = partsOf(scenario).some((part) => part.kind === 'trace' && fileOf(part) === file.name);
  page.files.put(file.name, look.bytes);
  if (isAwaited && columns === undefined) {
    page.say(`${file.name} is here now.`);
    return page.runner.again();
  }
  const trace: JsonObject = {
    file: file.name,
    ...(columns === undefined ? {} : { columns: columns as unknown as Json }),
  };
  const { operations: _, ...rest } = scenario;
  changeWithUndo(page, `The workload is ${file.name}.`, {
    scenario: { ...rest, workload: { trace }, until: 'drained' },
  });
}
