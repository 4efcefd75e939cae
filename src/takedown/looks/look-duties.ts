import { ok } from '../../kernel/index.ts';
import { type DutySource, listedDuties } from '../../work/index.ts';
import { itemPolicy } from '../policies.ts';
import { waitingLooks } from './look-store.ts';

const MOST = 200;

/** What an officer has to do after looks: address a new host, look at a page that stands there again, order again, pass up a false word. */
export const lookDuties: DutySource = listedDuties({
  kind: 'content-look',
  topics: ['content.'],
  may: ({ actor, now }) =>
    actor.kind === 'person' &&
    actor.assignments.some(({ role }) => role === 'takedown_officer') &&
    itemPolicy.couldEver(actor, 'content-item.look', now),
  rows: (ctx) =>
    ctx.transaction(async (tx) =>
      ok(ctx.actor.kind === 'person' ? await waitingLooks(tx, ctx.actor.agency, MOST) : []),
    ),
  duty: ({ item_id: item, order_id: order, reference, act, since }) => ({
    object: order === null ? { kind: 'content-item', id: item } : { kind: 'takedown-order', id: order },
    part: act,
    reference,
    act,
    facts: {},
    turn: { roles: ['takedown_officer'] },
    basis: 'defined by Lá Chắn',
    since,
  }),
  most: MOST,
});
