import { backdatedContext, type Ctx, ok, type PersonActor, type Result, systemActor } from '../../kernel/index.ts';
import { approveItem, listItems, publishedItems, publishItem, sendForReview } from '../../learning/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';

/**
 * Invented editors send, approve and publish what the start has just brought in, one after the other; what a check holds back (scenes for
 * the youngest that nobody has spoken yet) stays a draft.
 * @returns how many items readers see; 0 where there are some already or an editor is missing
 */
export async function playLearning(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const [first, second] = cast.all('editor', 'MOH-MCD');
  const [third] = cast.all('editor', 'C111');
  if (!first || !second || !third) return ok(0);
  const there = must(await publishedItems(ctx));
  if (there.length > 0) return ok(0);
  const platform = ctx.as(systemActor('demonstration.learning'));
  const now = ctx.now.getTime();
  return platform.transaction(async (tx) => {
    const played = backdatedContext(platform, tx, []);
    const as = (actor: PersonActor, millisecondsAgo: number) => played(actor, new Date(now - millisecondsAgo));
    const drafts: { readonly id: string; readonly hash: string }[] = [];
    let after: string | undefined;
    do {
      const page = must(await listItems(as(first, 0), { stage: 'DRAFT', after }));
      drafts.push(...page.rows);
      after = page.next ?? undefined;
    } while (after !== undefined);
    let published = 0;
    for (const { id, hash } of drafts) {
      if (!(await sendForReview(as(first, 3), { item: id })).ok) continue;
      must(await approveItem(as(second, 2), { item: id, hash }));
      must(await approveItem(as(third, 1), { item: id, hash }));
      must(await publishItem(as(first, 0), { item: id }));
      published += 1;
    }
    return ok(published);
  });
}
