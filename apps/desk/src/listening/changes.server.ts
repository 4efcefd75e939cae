import type { LabelCode } from '../../../../src/listening/index.ts';
import type { App } from '../../../server/app.ts';
import { labelName } from '../server/listening-upkeep.server.ts';

/** Clusters that would alert or would not any more, the largest first, each with the words of its label. */
export function changesView(
  app: App,
  changes: readonly { readonly cluster: string; readonly label: LabelCode; readonly posts: number }[],
) {
  return changes
    .map(({ cluster, label, posts }) => ({ cluster, label: labelName(app, label), posts }))
    .toSorted((a, b) => b.posts - a.posts);
}
