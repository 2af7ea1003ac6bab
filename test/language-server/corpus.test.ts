import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, startClient } from './client.ts';
import { ask, corpusFiles, readCases, writeCases } from './corpus.ts';

const isUpdate = process.env.UPDATE === '1';

let client: Client;
beforeAll(async () => {
  client = await startClient();
  for (const file of isUpdate ? corpusFiles() : []) {
    const answered = [];
    for (const one of readCases(file)) answered.push({ ...one, answer: await ask(client, one) });
    writeCases(file, answered);
  }
});
afterAll(async () => {
  expect(await client.leave()).toBe(0);
});

describe.each(corpusFiles())('%s', (file) => {
  test.each(readCases(file))('$title', async (one) => {
    const answer = (await ask(client, one)).trimEnd();
    if (!isUpdate) expect(answer).toBe(one.expected);
  });
});
