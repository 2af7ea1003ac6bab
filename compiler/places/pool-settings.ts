// What a file says of the pool a formula stands in: the settings around the formula, whatever the file calls them.

import type { PoolContext } from '../pool-context.ts';
import type { Host, HostEntry, HostMapping, HostValue } from './host.ts';
import { textOf } from './letters.ts';

/** A name without case, hyphens and underscores: files write `auto_scale`, `autoScale` and `auto-scale`. */
export const plainKey = (key: string): string => key.toLowerCase().replace(/[-_]/g, '');

type Changeable = { -readonly [Field in keyof PoolContext]: PoolContext[Field] };
type Setting = (pool: Changeable, text: string) => void;

const whole =
  (
    field: 'taskSlotsPerNode' | 'targetDedicatedNodes' | 'targetLowPriorityNodes',
    { least = 0, most = Infinity } = {},
  ): Setting =>
  (pool, text) => {
    const found = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (found >= least && found <= most) pool[field] ??= found;
  };
/** Task slots of a node as Azure takes them. */
const slots = whole('taskSlotsPerNode', { least: 1, most: 256 });
const interval: Setting = (pool, text) => {
  const found = millisecondsOf(text);
  if (found !== undefined) pool.autoScaleEvaluationInterval ??= found;
};
const size: Setting = (pool, text) => {
  if (/^[\w.-]+$/.test(text)) pool.vmSize ??= text;
};
const flag =
  (field: 'enableAutoScale' | 'enableInterNodeCommunication'): Setting =>
  (pool, text) => {
    if (/^(true|enabled)$/i.test(text)) pool[field] ??= true;
    if (/^(false|disabled)$/i.test(text)) pool[field] ??= false;
  };

/** Every name that a tool has for a setting. */
// biome-ignore format: a table
const SETTINGS: Readonly<Record<string, Setting>> = {
  vmsize: size, vmtype: size,
  taskslotspernode: slots, maxtaskspernode: slots,
  autoscaleevaluationinterval: interval, evaluationinterval: interval, scaleinterval: interval,
  enableautoscale: flag('enableAutoScale'), 
  enableinternodecommunication: flag('enableInterNodeCommunication'), internodecommunication: flag('enableInterNodeCommunication'),
  targetdedicatednodes: whole('targetDedicatedNodes'), targetlowprioritynodes: whole('targetLowPriorityNodes'),
  nodefilltype: (pool, text) => {
    const found = text.toLowerCase();
    if (found === 'spread' || found === 'pack') pool.nodeFillType ??= found;
  },
};

/** Settings that stand one level further in. */
const INNER: ReadonlySet<string> = new Set(['taskschedulingpolicy', 'fixedscale', 'scalesettings']);
/** The most levels a pool's settings stand around its formula. */
const MOST_LEVELS = 4;

/** What the mappings around a formula say, innermost first; the nearest to the formula counts. */
export function poolAround(mappings: readonly HostMapping[]): PoolContext {
  const pool: Changeable = {};
  for (const { entries } of mappings.slice(0, MOST_LEVELS)) {
    for (const entry of entries) enter(pool, entry);
    for (const { key, value } of entries)
      if (INNER.has(plainKey(key)) && value.kind === 'mapping')
        for (const entry of value.entries) enter(pool, entry);
    // Beyond the pool itself there are only other pools.
    if (pool.vmSize !== undefined) break;
  }
  return pool;
}

/** What a file about one pool says of it: itself, its `pool`, or its `properties`; an empty context when nothing. */
export const poolOf = ({ roots }: Host): PoolContext =>
  poolAround(roots.flatMap((root) => [...partsNamed(root, POOL_KEYS), ...mappingOf(root)]));

const POOL_KEYS: ReadonlySet<string> = new Set(['pool', 'properties']);
const mappingOf = (value: HostValue): readonly HostMapping[] => (value.kind === 'mapping' ? [value] : []);
const partsNamed = (value: HostValue, keys: ReadonlySet<string>): readonly HostMapping[] =>
  mappingOf(value).flatMap(({ entries }) =>
    entries.flatMap((entry) => (keys.has(plainKey(entry.key)) ? mappingOf(entry.value) : [])),
  );

function enter(pool: Changeable, { key, value }: HostEntry): void {
  const text = plainText(value);
  if (text !== undefined) SETTINGS[plainKey(key)]?.(pool, text);
}

/** A text or a word without anything that a template fills in. */
function plainText(value: HostValue): string | undefined {
  if (value.kind === 'word') return value.text;
  if (value.kind !== 'text' || value.span.end - value.span.start > 200) return undefined;
  const letters = value.letters();
  const text = textOf(letters).trim();
  return letters.some((run) => run.hole !== undefined) || text.startsWith('[') ? undefined : text;
}

const UNITS = { S: 1, M: 60, H: 3600, D: 86_400 } as const;

/** `PT5M` as Azure writes it, or `5 min` and `5.min` as Nextflow does; undefined when it is neither. */
function millisecondsOf(text: string): number | undefined {
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (iso !== null && text.length > 2) {
    const [days = 0, hours = 0, minutes = 0, seconds = 0] = iso.slice(1).map((part) => Number(part ?? 0));
    return ((days * 24 + hours) * 3600 + minutes * 60 + seconds) * 1000;
  }
  const [, count, unit] = /^(\d+)[\s.]*(s|m|h|d)(?:\w*)$/i.exec(text) ?? [];
  if (count === undefined || unit === undefined || /^ms/i.test(text.replace(/^[\d\s.]+/, '')))
    return undefined;
  return Number(count) * UNITS[unit.toUpperCase() as keyof typeof UNITS] * 1000;
}
