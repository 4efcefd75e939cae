import { ok } from '../../kernel/index.ts';
import { type DutySource, dutyOf, noDuties } from '../../work/index.ts';
import { gradingCounts } from '../grades/open-grading.ts';
import { itemPolicy } from '../policies.ts';
import { COUNT_MOST, countStates } from './item-store.ts';

const BASIS = 'defined by Lá Chắn';

/** What waits in the unit: to be triaged, to be graded, to be settled; numbers, since nobody chooses what to look at. */
export const contentDuties: DutySource = {
  kind: 'content-item',
  topics: ['content.'],
  async list(ctx) {
    const { actor } = ctx;
    if (actor.kind !== 'person' || !itemPolicy.couldEver(actor, 'content-item.triage', ctx.now)) return ok(noDuties);
    const counts = await gradingCounts(ctx);
    if (!counts.ok) return counts;
    return ctx.transaction(async (tx) => {
      const [received] = await countStates(tx, ['RECEIVED']);
      const waits: readonly (readonly [string, number])[] = [
        ['triage', received?.items ?? 0],
        ['grade', counts.value.blind],
        ['settle', counts.value.third],
      ];
      return ok({
        duties: waits
          .filter(([, count]) => count > 0)
          .map(([act, count]) =>
            dutyOf({
              basis: BASIS,
              object: { kind: 'content-queue', id: act },
              reference: null,
              act,
              facts: { count },
              since: tx.now,
            }),
          ),
        more: waits.some(([, count]) => count >= COUNT_MOST),
      });
    });
  },
};
