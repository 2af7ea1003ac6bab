// What job preparations and releases have to do with the life of a node.

import type { Account } from './account.ts';
import { losePreparations, type PreparationLoss } from './preparation.ts';
import { loseReleases } from './release.ts';
import { dropSpecials } from './specials.ts';

/** Why what ran beside the tasks of a node is over: a restart with or without its disk, another machine, or its end. */
export type LossCause = 'reboot' | 'reimage' | 'newmachine' | 'removed';

const LOSSES: Record<LossCause, PreparationLoss> = {
  reboot: 'reboot',
  reimage: 'disk',
  newmachine: 'disk',
  removed: 'gone',
};

/** What runs on the node without slots ends without a word; which preparations hold there depends on the cause. */
export function preparationsLost(account: Account, node: number, cause: LossCause): void {
  dropSpecials(account, node);
  losePreparations(account, node, LOSSES[cause]);
  loseReleases(account, node, LOSSES[cause]);
}
