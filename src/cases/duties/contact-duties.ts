import { ok } from '../../kernel/index.ts';
import { listedDuties } from '../../work/index.ts';
import { communeRoles, contactRequestPolicy } from '../access/case-policy.ts';
import { listContactRequests } from '../process/list-contact-requests.ts';
import { communeTurn } from './commune-turn.ts';

/** Agencies that ask to speak about a child whom both seem to know. */
export const contactDuties = listedDuties({
  kind: 'contact',
  topics: ['cases.'],
  may: ({ actor, now }) => contactRequestPolicy.couldEver(actor, 'contact-request.answer', now),
  async rows(ctx) {
    const requests = await listContactRequests(ctx);
    if (!requests.ok) return requests;
    const turn = await communeTurn(ctx);
    if (!turn.ok) return turn;
    const mine = turn.value.has({ roles: communeRoles });
    return ok(
      requests.value
        .filter((one) => one.side === 'asked-of-us' && one.status === 'asked')
        .map((one) => ({ ...one, mine })),
    );
  },
  duty: (one) => ({
    object: { kind: 'contact-request', id: one.id },
    reference: one.ownReference,
    act: 'answer',
    facts: { agency: one.otherAgency },
    basis: 'defined by Lá Chắn',
    turn: { roles: communeRoles },
    mine: one.mine,
    since: one.askedAt,
  }),
});
