// What is bundled as the command; `lazurite.ts` loads it.

export { processIo } from './io.ts';
export { main } from './main.ts';
