import { ok } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { type Duty, type DutySource, dutyOf, noDuties, ruledClock } from '../../work/index.ts';
import { hashesCapabilities } from '../policies.ts';
import type { QueueItem } from './entry-view.ts';
import { listReviewQueue } from './list-review-queue.ts';

const MOST = 500;
const BASIS = 'defined by Lá Chắn';

/**
 * What waits on the register: verdicts and arbitrations as a number each, since nobody chooses what to look at; disputes and
 * suspensions one by one.
 */
export const hashReviewDuties: DutySource = {
  kind: 'hash-review',
  topics: ['hash-queue'],
  async list(ctx) {
    const { actor } = ctx;
    if (actor.kind !== 'person' || !hashesCapabilities.can(actor, 'hash-queue.read', ctx.now)) return ok(noDuties);
    const queue = await listReviewQueue(ctx, { limit: MOST });
    if (!queue.ok) return queue;
    const turns = (turn: QueueItem['turn']) => queue.value.filter((item) => item.turn === turn);
    return ok({
      duties: [
        ...numbered('give-verdict', turns('verify')),
        ...numbered('arbitrate', turns('arbitrate')),
        ...[...turns('resolve'), ...turns('answer')].map((item) =>
          dutyOf({
            basis: BASIS,
            object: { kind: 'hash-entry', id: item.id },
            reference: item.bank,
            act: item.turn,
            facts: { media: item.mediaKind },
            clock:
              item.askedAt && item.dueAt
                ? ruledClock(lawOf(ctx.kernel), {
                    rule: item.cause === 'dispute' ? 'DL-HASH-DISPUTED' : 'DL-HASH-SUSPENDED',
                    startedAt: item.askedAt,
                    dueAt: item.dueAt,
                  })
                : null,
            since: item.askedAt,
          }),
        ),
      ],
      more: queue.value.length >= MOST,
    });
  },
};

function numbered(act: 'give-verdict' | 'arbitrate', items: readonly QueueItem[]): Duty[] {
  const [oldest] = items;
  if (!oldest) return [];
  return [
    dutyOf({
      basis: BASIS,
      object: { kind: 'hash-queue', id: act },
      reference: null,
      act,
      facts: { count: items.length },
      since: oldest.proposedAt,
    }),
  ];
}
