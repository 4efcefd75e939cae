import { must } from '../../../tools/test/test-result.ts';
import { approveItem } from '../editorial/approve-item.ts';
import { listItems } from '../editorial/list-items.ts';
import { publishItem } from '../editorial/publish-item.ts';
import { sendForReview } from '../editorial/send-for-review.ts';
import { takeInWritten } from '../editorial/take-in-written.ts';
import { type LearningHome, openLearningHome } from '../learning.testing.ts';

/** A house in which invented editors have published what came with it. What a check holds back stays a draft, as it would be. */
export async function openPublishedHome(now?: string): Promise<LearningHome & { readonly heldBack: number }> {
  const home = await openLearningHome(now);
  const { writer, second, third } = home.people;
  must(await takeInWritten(home.platform));
  const drafts: { readonly id: string; readonly hash: string }[] = [];
  let after: string | undefined;
  do {
    const page = must(await listItems(home.as(writer), { stage: 'DRAFT', after }));
    drafts.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined);
  let heldBack = 0;
  for (const { id, hash } of drafts) {
    if (!(await sendForReview(home.as(writer), { item: id })).ok) {
      heldBack += 1;
      continue;
    }
    must(await approveItem(home.as(second), { item: id, hash }));
    must(await approveItem(home.as(third), { item: id, hash }));
    must(await publishItem(home.as(writer), { item: id }));
  }
  return { ...home, heldBack };
}
