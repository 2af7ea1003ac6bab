// Lets the page work without a network after its first visit, and tells when there is a newer one.

import type { Say } from './shell/notices.ts';

/** What the build writes into the service worker. */
export interface OfflineVersion {
  readonly version: string;
  readonly files: readonly string[];
}

/** The first visit is for the page, in milliseconds; files for later are fetched when it has settled. */
const SETTLED = 3000;

/** Has the browser keep the page's files. Where it cannot, or the page is being worked on, nothing happens. */
export function worksOffline(say: Say): void {
  if (!import.meta.env.PROD || navigator.serviceWorker === undefined || !window.isSecureContext) return;
  setTimeout(async () => {
    try {
      const registration = await navigator.serviceWorker.register('./service-worker.js');
      if (registration.waiting !== null) void tell(registration.waiting, say);
      registration.addEventListener('updatefound', () => {
        const { installing } = registration;
        installing?.addEventListener('statechange', () => {
          if (installing.state === 'installed') void tell(installing, say);
        });
      });
    } catch {
      // A private window, or a host that does not give the file: the page works all the same while there is a network.
    }
  }, SETTLED);
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
