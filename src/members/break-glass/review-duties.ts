import { ok } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { DUTIES_MOST, type DutySource, dutyOf, noDuties, ruledClock } from '../../work/index.ts';
import { breakGlassPolicy } from '../policies.ts';
import { REVIEW_RULE, reviewDue } from './break-glass-review.ts';
import { breakGlassRows } from './break-glass-store.ts';

/** Emergencies that wait for the review of a data protection officer. Their reasons stay sealed here. */
export const breakGlassDuties: DutySource = {
  kind: 'break-glass',
  topics: ['work.notice'],
  async list(ctx) {
    if (!breakGlassPolicy.couldEver(ctx.actor, 'break-glass.review', ctx.now)) return ok(noDuties);
    const law = lawOf(ctx.kernel);
    return ctx.transaction(async (tx) => {
      const rows = await breakGlassRows(tx, { waiting: true }, DUTIES_MOST + 1);
      return ok({
        duties: rows.slice(0, DUTIES_MOST).map((glass) =>
          dutyOf({
            object: { kind: 'break-glass', id: glass.id },
            reference: null,
            act: 'review-access',
            facts: { agency: glass.agency },
            clock: ruledClock(law, {
              rule: REVIEW_RULE,
              startedAt: glass.openedAt,
              dueAt: reviewDue(law, glass.openedAt),
            }),
            basis: 'Personal Data Protection Law 91/2025/QH15; defined by Lá Chắn',
            turn: { roles: ['dpo'] },
            since: glass.openedAt,
          }),
        ),
        more: rows.length > DUTIES_MOST,
      });
    });
  },
};
