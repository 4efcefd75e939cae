import { type Ctx, DAY, newId, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { contactBands } from '../contacts/contact.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { qualityReviewPolicy } from './quality-policy.ts';
import { newReviewKey } from './quality-review.ts';
import { candidates, insertReview } from './quality-store.ts';

/** Of each helper so many contacts in so many days, beside all of danger (OpenCHS guide: 3 to 5 a month and all of high risk). */
export const SAMPLE = { each: 3, days: 30, atOnce: 30 } as const;

/** A supervisor draws contacts to look back at; the draw is the house's, so that nobody chooses whose. @returns how many */
export async function chooseForReview(ctx: Ctx): Promise<Result<{ readonly chosen: number }>> {
  const { actor } = ctx;
  const row = { desk_code: HELPLINE.desk, helper: '', first_reviewer: null, second_reviewer: null, shown_at: null };
  if (actor.kind !== 'person' || !qualityReviewPolicy.couldEver(actor, 'quality-review.choose', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const found = await candidates(tx, {
      desk: row.desk_code,
      since: new Date(tx.now.getTime() - SAMPLE.days * DAY),
      each: SAMPLE.each,
      dangerFrom: contactBands.danger,
      limit: SAMPLE.atOnce,
    });
    for (const { id: contact, helper, why } of found) {
      const id = newId<'quality-review'>(tx.now.getTime());
      await insertReview(tx, {
        ...row,
        id,
        contact_id: contact,
        organisation: HELPLINE.agency,
        helper,
        why,
        chosen_at: tx.now,
        sealed_key: await newReviewKey(ctx, id),
        version: 1,
      });
      tx.audit({
        action: 'quality-review.choose',
        object: { kind: 'quality-review', id },
        organisation: HELPLINE.agency,
      });
    }
    return ok({ chosen: found.length });
  });
}
