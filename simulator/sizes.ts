// Node sizes: cores, memory and what an hour costs. One table with its source and date; a scenario may add sizes
// of its own and a price list of its own. Names compare without regard to case, as in Azure.

/** A size of node. Prices are per node and hour; absent when nobody gave one. */
export interface NodeSize {
  readonly name: string;
  readonly cores: number;
  readonly memoryGiB?: number;
  readonly temporaryDiskGiB?: number;
}

/** What one hour of one node of a size costs. */
export interface NodePrice {
  readonly dedicated: number;
  readonly lowPriority: number;
}

/** Prices of one place and day. Keys of `nodes` are lower-case names of sizes. */
export interface PriceList {
  readonly currency: string;
  /** Where the figures are from, in words for a report. */
  readonly source: string;
  /** The day the figures were taken, as YYYY-MM-DD. */
  readonly captured: string;
  readonly nodes: Readonly<Record<string, NodePrice>>;
}

// Name, vCPU, RAM GiB, temporary disk GiB, pay-as-you-go and low-priority USD per hour. The sizes that end in a
// plain `s` before their version carry the price of the size without it, which is billed alike.
// biome-ignore format: a table
const TABLE: readonly (readonly [string, number, number, number, number, number])[] = [
  ['Standard_A1_v2',         1,      2,    10,   0.041,   0.008],
  ['Standard_A2_v2',         2,      4,    20,  0.0861,   0.017],
  ['Standard_A4_v2',         4,      8,    40,   0.182,  0.0364],
  ['Standard_A8_v2',         8,     16,    80,   0.380,  0.0761],
  ['Standard_A4m_v2',        4,     32,    40,   0.226,  0.0453],
  ['Standard_D1',            1,    3.5,    50,   0.084,  0.0168],
  ['Standard_D2',            2,      7,   100,   0.168,  0.0336],
  ['Standard_D3',            4,     14,   200,   0.336,   0.067],
  ['Standard_D14',          16,    112,   800,   1.769,   0.354],
  ['Standard_D1_v2',         1,    3.5,    50,  0.0679,  0.0136],
  ['Standard_D2_v2',         2,      7,   100,   0.136,   0.027],
  ['Standard_D3_v2',         4,     14,   200,   0.272,   0.054],
  ['Standard_D4_v2',         8,     28,   400,   0.544,   0.109],
  ['Standard_D5_v2',        16,     56,   800,   1.087,   0.217],
  ['Standard_D12_v2',        4,     28,   200,   0.379,  0.0759],
  ['Standard_D14_v2',       16,    112,   800,   1.518,   0.304],
  ['Standard_D2_v3',         2,      8,    50,   0.120,   0.024],
  ['Standard_D2s_v3',        2,      8,    16,   0.120,   0.024],
  ['Standard_D4_v3',         4,     16,   100,   0.240,   0.048],
  ['Standard_D4s_v3',        4,     16,    32,   0.240,   0.048],
  ['Standard_D8_v3',         8,     32,   200,   0.480,   0.096],
  ['Standard_D8s_v3',        8,     32,    64,   0.480,   0.096],
  ['Standard_D16_v3',       16,     64,   400,   0.960,   0.192],
  ['Standard_D16s_v3',      16,     64,   128,   0.960,   0.192],
  ['Standard_D64_v3',       64,    256,  1600,   3.840,   0.768],
  ['Standard_D64s_v3',      64,    256,   512,   3.840,   0.768],
  ['Standard_D2a_v4',        2,      8,    50,   0.115,   0.023],
  ['Standard_D2as_v4',       2,      8,    16,   0.115,   0.023],
  ['Standard_D4a_v4',        4,     16,   100,   0.230,   0.046],
  ['Standard_D4as_v4',       4,     16,    32,   0.230,   0.046],
  ['Standard_D2s_v5',        2,      8,     0,   0.115,   0.023],
  ['Standard_D4s_v5',        4,     16,     0,   0.230,   0.046],
  ['Standard_D8s_v5',        8,     32,     0,   0.460,   0.092],
  ['Standard_D16s_v5',      16,     64,     0,   0.920,   0.184],
  ['Standard_D96s_v5',      96,    384,     0,   5.520,   1.104],
  ['Standard_D4ds_v5',       4,     16,   150,   0.272,  0.0544],
  ['Standard_D16ds_v5',     16,     64,   600,   1.088,   0.218],
  ['Standard_E2_v3',         2,     16,    50,   0.160,   0.032],
  ['Standard_E2s_v3',        2,     16,    32,   0.160,   0.032],
  ['Standard_E8_v3',         8,     64,   200,   0.640,   0.128],
  ['Standard_E8s_v3',        8,     64,   128,   0.640,   0.128],
  ['Standard_E4ds_v5',       4,     32,   150,   0.346,  0.0692],
  ['Standard_E16ds_v5',     16,    128,   600,   1.384,   0.277],
  ['Standard_F1',            1,      2,    16,  0.0568,   0.011],
  ['Standard_F2',            2,      4,    32,   0.114,  0.0227],
  ['Standard_F4',            4,      8,    64,   0.227,   0.045],
  ['Standard_F8',            8,     16,   128,   0.454,  0.0909],
  ['Standard_F16',          16,     32,   256,   0.909,   0.182],
  ['Standard_F2s_v2',        2,      4,    16,   0.097,  0.0194],
  ['Standard_F4s_v2',        4,      8,    32,   0.194,  0.0388],
  ['Standard_F8s_v2',        8,     16,    64,   0.388,  0.0776],
  ['Standard_F16s_v2',      16,     32,   128,   0.776,   0.155],
  ['Standard_F72s_v2',      72,    144,   576,   3.492,   0.698],
  ['Standard_G5',           32,    448,  6144,   9.990,   1.998],
  ['Standard_HB120rs_v3',  120,    456,   480,   4.680,   0.936],
  ['Standard_HC44rs',       44,    352,   700,   4.118,   0.824],
  ['Standard_L8s_v3',        8,     64,    80,   0.832,   0.166],
  ['Standard_M64s',         64,   1024,  2048,   9.337,   1.867],
  ['Standard_NC6s_v3',       6,    112,   736,   3.823,   0.765],
  ['Standard_NC4as_T4_v3',   4,     28,   176,   0.658,   0.132],
  ['Standard_NV12s_v3',     12,    112,   736,   1.426,   0.286],
];

/** Every size of the built-in table. */
export const NODE_SIZES: readonly NodeSize[] = TABLE.map(([name, cores, memoryGiB, temporaryDiskGiB]) => ({
  name,
  cores,
  memoryGiB,
  temporaryDiskGiB,
}));

/** The price list used unless a scenario brings one: Linux, West Europe. */
export const DEFAULT_PRICES: PriceList = {
  currency: 'USD',
  source: 'Azure retail prices, Linux, West Europe',
  captured: '2025-03-04',
  nodes: Object.fromEntries(
    TABLE.map(([name, , , , dedicated, lowPriority]) => [name.toLowerCase(), { dedicated, lowPriority }]),
  ),
};

const BY_NAME = new Map(NODE_SIZES.map((size) => [size.name.toLowerCase(), size]));

/** The size of that name in `own` or in the built-in table; undefined when neither has it. */
export function findSize(name: string, own: readonly NodeSize[] = []): NodeSize | undefined {
  const key = name.toLowerCase();
  return own.find((size) => size.name.toLowerCase() === key) ?? BY_NAME.get(key);
}

/** What an hour of a node of that size costs; undefined when the list does not have it. */
export function priceOf(prices: PriceList, vmSize: string): NodePrice | undefined {
  const key = vmSize.toLowerCase();
  return Object.hasOwn(prices.nodes, key) ? prices.nodes[key] : undefined;
}

/** Families whose names follow no rule, by the pattern of their sizes; the first that fits. */
const ODD_FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^basic_a\d/, 'basicAFamily'],
  [/^standard_a[0-7]$/, 'standardA0_A7Family'],
  [/^standard_a(8|9|10|11)$/, 'standardA8_A11Family'],
  [/^standard_hb\d+(-\d+)?rs_v2$/, 'standardHBrsv2Family'],
  [/^standard_hb\d+(-\d+)?rs_v([3-9])$/, 'standardHBv$2Family'],
  [/^standard_hx\d/, 'standardHXFamily'],
  [/^standard_nc\d+as_t4_v3$/, 'Standard NCASv3_T4 Family'],
  [/^standard_nd\d+asr_v4$/, 'Standard NDASv4_A100 Family'],
]; // biome-ignore format: a table

/** Series, cores, features, accelerator, version, promotion. */
const SIZE_NAME = /^standard_([a-z]+)\d+(?:-\d+)?([a-z]*)(?:_((?!v\d)[a-z]+\d+))?(?:_(v\d+))?(_promo)?$/;

/**
 * The family that Azure counts cores of a size under, such as standardDDSv5Family for Standard_D4ds_v5: the series,
 * its features without those that families do not tell apart (memory, RDMA), accelerator and version. Undefined for
 * names that are not Azure's. Source: the names that `az vm list-usage` and `az batch location list-skus` print.
 */
export function familyOf(sizeName: string): string | undefined {
  const name = sizeName.toLowerCase();
  for (const [pattern, family] of ODD_FAMILIES) {
    const match = pattern.exec(name);
    if (match !== null) return family.replace('$2', match[2] ?? '');
  }
  const parts = SIZE_NAME.exec(name);
  if (parts === null) return undefined;
  const [, series = '', features = '', accelerator = '', version = '', promotion] = parts;
  const letters = (series + features.replace(/[mrt]/g, '') + accelerator).toUpperCase();
  return `standard${letters}${version}${promotion === undefined ? '' : 'Promo'}Family`;
}
