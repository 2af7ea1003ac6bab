// `playground`: the page to write formulas and see what they do, served to this machine's browser from the package.

import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Context, refuse } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type Serving, serveFolder } from '../serve-folder.ts';

export interface PlaygroundOptions {
  readonly port?: number;
  readonly open?: boolean;
}

/** Serves the page until Ctrl-C. */
export async function playground(options: PlaygroundOptions, context: Context): Promise<ExitCode> {
  const { io } = context;
  const folder = await builtFolder();
  if (folder === undefined)
    return refuse(context, {
      message: 'The playground is not built.',
      hint: 'Run `npm run build` in the folder of the sources.',
    });
  let serving: Serving;
  try {
    serving = await serveFolder(folder, options.port ?? 0);
  } catch (error) {
    return refuse(context, {
      message: `Port ${options.port} cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
      hint: 'Leave --port out to have one that is free.',
    });
  }
  io.out(`${serving.address}\n`);
  io.err('The playground is there. Nothing leaves this machine. Ctrl-C ends it.\n');
  if (options.open === true && !(await openBrowser(serving.address)))
    io.err('No browser could be started; open the address yourself.\n');
  if (!io.signal.aborted)
    await new Promise((resolve) => io.signal.addEventListener('abort', resolve, { once: true }));
  await serving.close();
  return EXIT.interrupted;
}

/** The page beside the built command, or in `dist` of the sources' root. */
async function builtFolder(): Promise<string | undefined> {
  let at = path.dirname(fileURLToPath(import.meta.url));
  for (; at !== path.dirname(at); at = path.dirname(at)) {
    const folder = path.join(at, 'dist', 'playground');
    const isThere = await access(path.join(folder, 'index.html')).then(
      () => true,
      () => false,
    );
    if (isThere) return folder;
  }
  return undefined;
}

// biome-ignore format: a table
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Asks the system to show the address; whether it could be asked. */
async function openBrowser(address: string): Promise<boolean> {
  const [command = '', ...words] = OPENERS[process.platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const opener = spawn(command, [...words, address], { stdio: 'ignore', detached: true });
    opener.once('error', () => resolve(false));
    opener.once('spawn', () => {
      opener.unref();
      resolve(true);
    });
  });
}
