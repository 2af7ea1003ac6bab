// Loaded before a measured command: reports the command's peak memory, in KiB, on descriptor 3 when it ends.

import { writeSync } from 'node:fs';

process.on('exit', () => {
  writeSync(3, `${process.resourceUsage().maxRSS}\n`);
});
