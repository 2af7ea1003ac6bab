// What happens first at one instant. One named list with a reason a line; nobody else writes a rank.
// Metrics are recorded at the end of `settle`, so whoever ranks after it sees a settled pool only.

/** The order at one instant; the value is the place. */
export const RANKS = {
  /** Arrivals and requests: what the user did at this instant counts before anything looks. */
  command: 0,
  /** Executions that end: slots come free before anyone asks for one. */
  ended: 1,
  /** Nodes that boot, leave or are lost: likewise nodes. */
  ready: 2,
  /** Release, allocate, place, record: after every cause at this instant, before anyone looks. */
  settle: 3,
  /** Autoscale evaluations: read what was just recorded; may cause one more settling. */
  evaluate: 4,
} as const;

export type Rank = (typeof RANKS)[keyof typeof RANKS];

/** How many ranks there are. */
export const RANK_COUNT = Object.keys(RANKS).length;
