// Lets the page work without a network after its first visit, knows whether it does, and tells when there is a newer one.

import { createHeld, type Held } from './held.ts';
import { reasonOf } from './reason.ts';
import type { Say } from './shell/notices.ts';

/** What the build writes into the service worker. */
export interface OfflineVersion {
  readonly version: string;
  readonly files: readonly string[];
}

/** Whether the page would open without a network, and what is to be said of it. */
export interface Offline {
  readonly is: 'unable' | 'keeping' | 'kept' | 'refused';
  readonly says: string;
}

/** The first visit is for the page, in milliseconds; files for later are fetched when it has settled. */
const SETTLED = 3000;

const KEEPING: Offline = {
  is: 'keeping',
  says: 'The files of this page are being kept in this browser, so that it opens without a network.',
};
const KEPT: Offline = {
  is: 'kept',
  says: 'This page opens without a network: the browser has its files.',
};
const UNABLE: Offline = {
  is: 'unable',
  says: 'This page needs its host each time it is opened: browsers keep the files only of built pages that come over HTTPS or from this machine.',
};
const UNFETCHED = 'not all of them could be fetched, or there is no room for them';

const refused = (why: string): Offline => ({
  is: 'refused',
  says: `This page needs its host each time it is opened: the browser did not keep its files (${why}).`,
});

/** Has the browser keep the page's files, where it can and the page is not being worked on. */
export function worksOffline(say: Say): Held<Offline> {
  const isAble = import.meta.env.PROD && navigator.serviceWorker !== undefined && window.isSecureContext;
  const offline = createHeld(isAble ? KEEPING : UNABLE);
  if (isAble) setTimeout(() => void keepFiles(offline, say), SETTLED);
  return offline;
}

async function keepFiles(offline: Held<Offline>, say: Say): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.register('./service-worker.js');
    const { waiting, installing } = registration;
    if (registration.active !== null) offline.put(KEPT);
    if (waiting !== null) void tell(waiting, say);
    if (installing !== null) follow(installing, offline, say);
    registration.addEventListener('updatefound', () => {
      if (registration.installing !== null) follow(registration.installing, offline, say);
    });
  } catch (error) {
    // A private window, or a host that does not give the file: the page works all the same while there is a network.
    offline.put(refused(reasonOf(error)));
  }
}

/** What becomes of a service worker that fetches the files: they are there, or it is thrown away. */
function follow(worker: ServiceWorker, offline: Held<Offline>, say: Say): void {
  worker.addEventListener('statechange', () => {
    if (worker.state === 'installed') {
      offline.put(KEPT);
      void tell(worker, say);
    }
    // An older one that has its files goes on.
    if (worker.state === 'redundant' && offline.read() !== KEPT) offline.put(refused(UNFETCHED));
  });
}

/** Says that there is a newer page, unless it is the one that is shown. */
async function tell(worker: ServiceWorker, say: Say): Promise<void> {
  const shown = document.querySelector<HTMLMetaElement>('meta[name=version]')?.content;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<unknown>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data);
  });
  worker.postMessage('version', [port2]);
  if ((await answer) === shown) return;
  say('There is a newer version of the playground. Your work is kept.', {
    label: 'Load it',
    act: () => location.reload(),
  });
}
