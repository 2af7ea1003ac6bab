// The program of the process that starts all others: it reads orders, starts them, and tells how they end. It is small,
// and that is what it is for: the system copies a process to start another, and Lazurite itself is large. The
// function is handed over as text, so it uses nothing around it.

/** What is to be started; a line of JSON. */
export interface SpawnRequest {
  readonly id: number;
  readonly words: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly stdout: string;
  readonly stderr: string;
  /** Goes on with the output files instead of beginning them. */
  readonly appends: boolean;
}

/** What processes that ended have used, as their parent is told when it hears of their ends. */
export interface Spent {
  readonly processorTicks: number;
  /** Bytes that came from a disk and went to one; undefined where the system does not count them. */
  readonly readBytes: number | undefined;
  readonly writtenBytes: number | undefined;
}

/** How a process ended. */
export interface SpawnEnd {
  readonly id: number;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What is answered; a line of JSON each. `spent` is what those used together that ended. */
export type SpawnAnswer =
  /** It listens; told once, before anything else. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'started'; readonly id: number; readonly pid: number }
  | {
      readonly kind: 'refused';
      readonly id: number;
      /** Whether its outputs were open by then. */
      readonly isOpen: boolean;
      readonly code: string;
      readonly message: string;
    }
  | { readonly kind: 'ended'; readonly ends: readonly SpawnEnd[]; readonly spent?: Spent };

/** Serves standard input until it ends; what runs then goes on. */
export function serveSpawns(isMeasuring: boolean): void {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const { openSync, closeSync, readFileSync, readdirSync, constants } = process.getBuiltinModule('node:fs');
  /** What is answered in one turn is written at once: each writing wakes who listens. */
  let answers = '';
  const flush = (): void => {
    process.stdout.write(answers);
    answers = '';
  };
  const answer = (what: SpawnAnswer): void => {
    if (answers === '') setImmediate(flush);
    answers += `${JSON.stringify(what)}\n`;
  };
  const field = (file: string, name: string): number =>
    Number(new RegExp(`^${name}: (\\d+)`, 'm').exec(readFileSync(file, 'latin1'))![1]);
  /** What the system counts of this process and of those it was told the end of, less what its own threads did. */
  const moved = (name: string): number | undefined => {
    try {
      const own = readdirSync('/proc/self/task').map((thread) => field(`/proc/self/task/${thread}/io`, name));
      return own.reduce((rest, bytes) => rest - bytes, field('/proc/self/io', name));
    } catch {
      // Not every kernel counts; the figures are then unknown.
      return undefined;
    }
  };
  const less = (one: number | undefined, other: number | undefined): number | undefined =>
    one === undefined || other === undefined ? undefined : one - other;
  const ends: SpawnEnd[] = [];
  let before = { processorTicks: 0, readBytes: moved('read_bytes'), writtenBytes: moved('write_bytes') };
  const tellEnds = (): void => {
    const told = ends.splice(0);
    if (!isMeasuring) {
      answer({ kind: 'ended', ends: told });
      return;
    }
    const stat = readFileSync('/proc/self/stat', 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const all = {
      processorTicks: Number(fields[13]) + Number(fields[14]),
      readBytes: moved('read_bytes'),
      writtenBytes: moved('write_bytes'),
    };
    const spent = {
      processorTicks: all.processorTicks - before.processorTicks,
      readBytes: less(all.readBytes, before.readBytes),
      writtenBytes: less(all.writtenBytes, before.writtenBytes),
    };
    before = all;
    answer({ kind: 'ended', ends: told, spent });
  };
  /** Whoever forks while a program's file is written holds it open for a moment, and then it cannot be started. */
  const BUSY = { code: 'ETXTBSY', patience: 20, tries: 50 };
  /** An attempt before may have put a link or a pipe in an output's place; neither is followed or waited for. */
  const PLAINLY = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const carryOut = (request: SpawnRequest, tries = 0): void => {
    const { id, words, folder, environment, stdout, stderr, appends } = request;
    const outputs: number[] = [];
    const refuse = (error: unknown): void =>
      answer({
        kind: 'refused',
        id,
        isOpen: outputs.length === 2,
        code: String((error as { code?: unknown }).code),
        message: String(error),
      });
    try {
      const flags = appends ? PLAINLY | constants.O_APPEND : PLAINLY | constants.O_TRUNC;
      for (const output of [stdout, stderr]) outputs.push(openSync(output, flags));
      const child = spawn(words[0]!, words.slice(1), {
        cwd: folder,
        env: environment,
        detached: true,
        stdio: ['ignore', outputs[0]!, outputs[1]!],
      });
      if (child.pid === undefined) child.once('error', refuse);
      else answer({ kind: 'started', id, pid: child.pid });
      child.once('exit', (code, signal) => {
        // Those that end together are told of together.
        if (child.pid !== undefined && ends.push({ id, code, signal }) === 1) setImmediate(tellEnds);
      });
    } catch (error) {
      const isBusy = (error as { code?: unknown }).code === BUSY.code && tries < BUSY.tries;
      if (isBusy) setTimeout(() => carryOut(request, tries + 1), BUSY.patience);
      else refuse(error);
    } finally {
      for (const output of outputs) closeSync(output);
    }
  };
  let rest = '';
  process.stdin.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) carryOut(JSON.parse(line));
  });
  answer({ kind: 'ready' });
  process.stdin.on('end', () => process.exit());
  // Whom it tells may be gone; it ends with its standard input.
  process.stdout.on('error', () => {});
}
