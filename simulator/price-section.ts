// Node sizes and prices of one's own: sections of a scenario, and price lists in files.

import { createSource, placeAt } from '../grammar/index.ts';
import { scenarioDiagnostics as complaints } from './diagnostics.ts';
import { readDocument } from './document.ts';
import type { TextFiles, WantedFile } from './pool-section.ts';
import { described, type RecordOf, record, required } from './record.ts';
import {
  type At,
  byKind,
  complain,
  dictionary,
  mapped,
  number,
  type Shape,
  spanAt,
  startReading,
  text,
} from './schema.ts';
import { DEFAULT_PRICES, type NodePrice, type NodeSize, type PriceList } from './sizes.ts';

const money = number({ least: 0 });

const SIZE = {
  cores: required(number({ least: 1, whole: true })),
  memoryGiB: money,
  temporaryDiskGiB: money,
} as const;
const size = byKind<RecordOf<typeof SIZE>>({
  number: mapped(number({ least: 1, whole: true }), (cores) => ({ cores })),
  mapping: record(SIZE, { what: 'a node size' }),
});

/** A mapping from names of sizes to their cores, or to their figures. */
export const sizesSection: Shape<readonly NodeSize[]> = mapped(
  dictionary(size, 'names of node sizes'),
  (found) => Object.entries(found).map(([name, figures]) => ({ name, ...figures })),
);

const PRICE = { dedicated: required(money), lowPriority: money } as const;
const price = byKind<NodePrice>({
  number: mapped(money, (dedicated) => ({ dedicated, lowPriority: dedicated })),
  mapping: mapped(record(PRICE, { what: 'a price' }), ({ dedicated, lowPriority = dedicated }) => ({
    dedicated,
    lowPriority,
  })),
});

const PRICES = {
  currency: described('Such as USD.', text),
  source: described('Where the figures are from.', text),
  captured: described('The day of the figures.', text),
  nodes: required(
    described(
      'Per hour: a figure, or one for dedicated and one for lowPriority nodes.',
      dictionary(price, 'node sizes'),
    ),
  ),
} as const;

/** A price list. Sizes it does not name keep the built-in price only when its currency is the built-in one. */
export const priceList: Shape<PriceList> = mapped(
  record(PRICES, { what: 'a price list' }),
  (found): PriceList => {
    const currency = found.currency ?? DEFAULT_PRICES.currency;
    const nodes = Object.fromEntries(
      Object.entries(found.nodes).map(([name, row]) => [name.toLowerCase(), row]),
    );
    return {
      currency,
      source: found.source ?? 'the scenario',
      captured: found.captured ?? '',
      nodes: currency === DEFAULT_PRICES.currency ? { ...DEFAULT_PRICES.nodes, ...nodes } : nodes,
    };
  },
);

/** The name of a file that holds a price list, or the list itself. */
export const pricesSection: Shape<string | PriceList> = byKind<string | PriceList>({
  text,
  mapping: priceList,
});

interface PriceContext {
  readonly files: TextFiles;
  readonly wanted: WantedFile[];
}

/** The price list; the built-in one when the scenario has none, undefined while its file is wanted or wrong. */
export function readPrices(
  found: string | PriceList | undefined,
  at: At,
  { files, wanted }: PriceContext,
): PriceList | undefined {
  if (found === undefined) return DEFAULT_PRICES;
  if (typeof found !== 'string') return found;
  const file = files.get(found);
  if (file === undefined) {
    wanted.push({ file: found, span: spanAt(at) });
    return undefined;
  }
  const source = createSource(found, file);
  const { document, diagnostics } = readDocument(source);
  const here = document === undefined ? undefined : startReading(document);
  const prices = here === undefined ? undefined : priceList.read(document!.data, here);
  for (const { span, message, hint = '' } of [...diagnostics, ...(here?.reading.diagnostics ?? [])]) {
    const { line } = placeAt(source, span.start);
    complain(at, () => complaints['prices-wrong'](spanAt(at), { file: found, line, what: message, hint }));
  }
  return prices;
}
