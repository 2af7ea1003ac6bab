// What /proc tells of what one process uses: memory, what it moved from and to disks, and over which network. What
// the system does not tell, or not to us, is undefined.

import { readlinkSync } from 'node:fs';
import { PAGE_BYTES, type ProcessFacts, readProcess, readText } from '../proc.ts';

/** A process at a moment. */
export interface Reading {
  readonly facts: ProcessFacts;
  readonly residentBytes: number;
  /** Its share of memory that it has together with others; undefined where the system does not say. */
  readonly proportionalBytes: number | undefined;
  /** The most it ever had. */
  readonly peakBytes: number;
  /** Bytes from and to disks, those of children that ended included. */
  readonly moved: { readonly read: number; readonly written: number } | undefined;
  /** A network that is not the machine's; undefined for one that is, of which no part can be told. */
  readonly network: NetworkReading | undefined;
}

/** A network name space and what went over its interfaces, the loopback not counted. */
export interface NetworkReading {
  readonly name: string;
  /** Whether there is an interface besides the loopback. */
  readonly isOpen: boolean;
  readonly received: number;
  readonly sent: number;
}

/** A living process; undefined for one that is gone, or dead and not yet asked after. */
export function readUse(pid: number, isShared: boolean): Reading | undefined {
  const before = readProcess(pid);
  if (before === undefined || before.state === 'Z' || before.state === 'X') return undefined;
  const status = readText(`/proc/${pid}/status`) ?? '';
  const io = readText(`/proc/${pid}/io`);
  const rollup = isShared ? readText(`/proc/${pid}/smaps_rollup`) : undefined;
  const network = readNetwork(pid);
  // Who died meanwhile told only half of it.
  const facts = readProcess(pid);
  if (facts === undefined || facts.state === 'Z' || facts.startedAt !== before.startedAt) return undefined;
  const residentBytes = facts.residentPages * PAGE_BYTES;
  return {
    facts,
    residentBytes,
    proportionalBytes: kilobytes(rollup, 'Pss'),
    peakBytes: kilobytes(status, 'VmHWM') ?? residentBytes,
    moved:
      io === undefined ? undefined : { read: count(io, 'read_bytes'), written: count(io, 'write_bytes') },
    network,
  };
}

function kilobytes(text: string | undefined, name: string): number | undefined {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text ?? '')?.[1];
  return found === undefined ? undefined : Number(found) * 1024;
}

const count = (text: string, name: string): number =>
  Number(new RegExp(`^${name}: (\\d+)`, 'm').exec(text)?.[1] ?? 0);

function readNetwork(pid: number): NetworkReading | undefined {
  const name = nameSpace(pid);
  if (name === undefined || name === nameSpace('self')) return undefined;
  return sumInterfaces(name, readText(`/proc/${pid}/net/dev`) ?? '');
}

function nameSpace(pid: number | 'self'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    // It has ended since it was listed.
    return undefined;
  }
}

/** What /proc/PID/net/dev says of all interfaces but the loopback. */
export function sumInterfaces(name: string, text: string): NetworkReading {
  const rows = text.split('\n').flatMap((line) => {
    const [, device, figures] = /^\s*([^\s:]+):\s*(.*)$/.exec(line) ?? [];
    return device === undefined || device === 'lo' ? [] : [figures!.split(/\s+/).map(Number)];
  });
  const sum = (place: number): number => rows.reduce((total, row) => total + row[place]!, 0);
  return { name, isOpen: rows.length > 0, received: sum(0), sent: sum(8) };
}
