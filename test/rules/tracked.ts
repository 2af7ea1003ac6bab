// What belongs to one machine only and has no place in any tracked text.

import type { SourceFile, Violation } from './sources.ts';

const MACHINE_PATH = /(?:^|[^A-Za-z0-9_.~$-])\/(?:home|root|Users|tmp|work|var\/tmp)\/[A-Za-z0-9_.-]+/;
const DOWNLOAD_HOST = /https?:\/\/(?:registry|deb|mirror|proxy)[^\s'")]*/;

/** Checks every tracked text for what belongs to one machine only. */
export function checkTracked(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) =>
    file.text.split('\n').flatMap((line, at) => {
      const place = `${file.path}:${at + 1}`;
      if (MACHINE_PATH.test(line))
        return [
          {
            rule: 'no path of one machine',
            place,
            message: 'the path exists on one machine only; make it relative to the repository.',
          },
        ];
      if (DOWNLOAD_HOST.test(line))
        return [
          {
            rule: 'no download host',
            place,
            message: 'where packages come from is each machine’s own setting; leave the host out.',
          },
        ];
      return [];
    }),
  );
}
