// The exit codes of every command. People's scripts rely on them; they are documented in docs/command-line.md.

export const EXIT = {
  /** It worked and found nothing to complain about. */
  fine: 0,
  /** A check found something: errors in a formula, a file that `fmt --check` would change. */
  found: 1,
  /** Wrong usage, or an input that cannot be read. */
  usage: 2,
  /** A formula does not compile: the service would refuse it. */
  refused: 3,
  /** An evaluation fails: the service would report an error in its AutoScaleRun. */
  failed: 4,
  /** A bug of ours. */
  bug: 70,
  /** Stopped with Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
