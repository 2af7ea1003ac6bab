// The page's end of the language server, over a worker that answers, dies or falls silent.

import { expect, test } from 'vitest';
import { createLanguageServer } from '../../compiler/index.ts';
import { createLanguageClient, type LanguageClient } from '../../playground/editor/language-client.ts';

/** A worker in this thread, with the real server in it. */
interface Stand extends EventTarget {
  isSilent: boolean;
}

function startStand(): Stand & Worker {
  const stand = new EventTarget() as Stand & Worker;
  stand.isSilent = false;
  const say = (data: object): void => {
    if (!stand.isSilent)
      stand.dispatchEvent(new MessageEvent('message', { data: { jsonrpc: '2.0', ...data } }));
  };
  const server = createLanguageServer({
    notify: (method, params) => say({ method, params }),
    later: (action) => void setTimeout(action),
    exit: () => {},
  });
  stand.postMessage = ({ id, method, params }: { id?: number; method: string; params: unknown }) => {
    if (stand.isSilent) return;
    // One after the other and later, as messages are.
    setTimeout(() =>
      id === undefined ? server.notification(method, params) : say({ id, ...server.request(method, params) }),
    );
  };
  stand.terminate = () => {
    stand.isSilent = true;
  };
  return stand;
}

interface Told {
  readonly stands: Stand[];
  readonly codes: string[];
  readonly troubles: string[];
  readonly client: LanguageClient;
}

function begin(patience?: number): Told {
  const told: Omit<Told, 'client'> = { stands: [], codes: [], troubles: [] };
  const start = (): Worker => {
    const stand = startStand();
    told.stands.push(stand);
    return stand;
  };
  const client = createLanguageClient({ start, ...(patience !== undefined && { patience }) });
  client.listen({
    problems: ({ diagnostics }) => told.codes.push(diagnostics.map(({ code }) => code).join()),
    trouble: (message, isOver) => told.troubles.push(`${isOver} ${message}`),
  });
  return { ...told, client };
}

const completionsAt = (client: LanguageClient) =>
  client.ask<unknown[]>('textDocument/completion', {
    textDocument: { uri: 'formula:/a' },
    position: { line: 0, character: 4 },
  });

test('tells of the text as it is now, and not of one that was', async () => {
  const { client, codes } = begin();
  client.write('formula:/a', 'x = nope;');
  client.write('formula:/a', 'x = ');
  await expect.poll(() => codes.length).toBe(1);
  expect(codes[0]).toContain('syntax-');
  client.write('formula:/a', '$TargetDedicatedNodes = 1;');
  await expect.poll(() => codes.at(-1)).toBe('');
  client.dispose();
});

test('a server that dies is started again and knows every text; its questions end without an answer', async () => {
  const { client, codes, stands, troubles } = begin();
  client.describePool({ taskSlotsPerNode: 4 });
  client.write('formula:/a', 'x = nope;');
  await expect.poll(() => codes.length).toBe(1);
  const asked = completionsAt(client);
  stands[0]!.dispatchEvent(new Event('error', { cancelable: true }));
  expect(await asked).toBeUndefined();
  await expect.poll(() => codes.length).toBe(2);
  expect(codes[1]).toBe(codes[0]);
  expect(troubles).toEqual([expect.stringMatching(/^false .*started again/)]);
  expect((await completionsAt(client))?.length).toBeGreaterThan(0);
  client.dispose();
});

test('a server that falls silent is started again, and after three times left alone', async () => {
  const { client, codes, stands, troubles } = begin(20);
  client.write('formula:/a', 'x = 1;');
  await expect.poll(() => codes.length).toBe(1);
  for (const round of [1, 2, 3, 4]) {
    stands.at(-1)!.isSilent = true;
    expect(await completionsAt(client)).toBeUndefined();
    await expect.poll(() => troubles.length).toBe(round);
    if (round < 4) await expect.poll(() => codes.length).toBe(round + 1);
  }
  expect(troubles.map((words) => words.split(' ')[0])).toEqual(['false', 'false', 'false', 'true']);
  expect(stands.length).toBe(4);
  client.write('formula:/a', 'x = 2;');
  expect(await completionsAt(client)).toBeUndefined();
});

test('a worker that cannot be started is no error of the page, and whoever listens is told', async () => {
  const client = createLanguageClient({
    start: () => {
      throw new Error('no workers here');
    },
  });
  const troubles: string[] = [];
  client.listen({ trouble: (message, isOver) => troubles.push(`${isOver} ${message}`) });
  client.write('formula:/a', 'x = 1;');
  expect(await completionsAt(client)).toBeUndefined();
  expect(await client.abilities()).toBeUndefined();
  expect(troubles).toEqual([expect.stringMatching(/^true .*does not run in this browser/)]);
  client.dispose();
});
