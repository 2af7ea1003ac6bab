// The storage account that is linked to the Batch account: containers of it need no signature of the user's, because
// the node makes one. Source: REST Create a service SAS, version 2020-12-06 and later.

import { createHmac } from 'node:crypto';

/** An account and where its blobs are, such as http://127.0.0.1:10000/devstoreaccount1. */
export interface LinkedStorage {
  readonly account: string;
  /** Base64. */
  readonly key: string;
  readonly blobEndpoint: string;
  /** The present, in milliseconds since the epoch; a signature holds for an hour around it. */
  readonly now: () => number;
}

/** The account of a storage emulator on this machine, as everybody knows it. Source: docs "Use the Azurite emulator". */
const DEVELOPMENT =
  'AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1';

/** Reads a connection string of an account; undefined when it does not name one and its key. */
export function readConnectionString(text: string, now: () => number): LinkedStorage | undefined {
  const fields = fieldsOf(text);
  if (fields.get('usedevelopmentstorage') === 'true') return readConnectionString(DEVELOPMENT, now);
  const account = fields.get('accountname');
  const key = fields.get('accountkey');
  if (account === undefined || key === undefined) return undefined;
  const protocol = fields.get('defaultendpointsprotocol') ?? 'https';
  const suffix = fields.get('endpointsuffix') ?? 'core.windows.net';
  const blobEndpoint = fields.get('blobendpoint') ?? `${protocol}://${account}.blob.${suffix}`;
  return URL.canParse(blobEndpoint) ? { account, key, blobEndpoint, now } : undefined;
}

/** The fields by their names in lower case; a value may hold `=`. */
const fieldsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(';').flatMap((field) => {
      const at = field.indexOf('=');
      return at < 0 ? [] : [[field.slice(0, at).trim().toLowerCase(), field.slice(at + 1).trim()] as const];
    }),
  );

const VERSION = '2021-12-02';
const HOUR = 3_600_000;

/** The address of a container with a signature for these permissions (letters of `racwdl`, in that order). */
export function containerSas(storage: LinkedStorage, container: string, permissions: string): string {
  const { account, key, blobEndpoint, now } = storage;
  const start = stamp(now() - HOUR);
  const expiry = stamp(now() + HOUR);
  const resource = `/blob/${account}/${container}`;
  // Fields left empty: identifier, address range, protocol, snapshot, scope, and five response headers.
  const fields = [permissions, start, expiry, resource, '', '', '', VERSION, 'c', '', '', '', '', '', '', ''];
  const signature = createHmac('sha256', Buffer.from(key, 'base64'))
    .update(fields.join('\n'))
    .digest('base64');
  const query = new URLSearchParams({
    sv: VERSION,
    sr: 'c',
    sp: permissions,
    st: start,
    se: expiry,
    sig: signature,
  });
  return `${blobEndpoint.replace(/\/+$/, '')}/${container}?${query}`;
}

/** Whole seconds, as signatures have them. */
const stamp = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
