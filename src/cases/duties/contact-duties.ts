import { ok } from '../../kernel/index.ts';
import { type DutySource, noDuties } from '../../work/index.ts';
import { communeRoles, contactRequestPolicy } from '../access/case-policy.ts';
import { listContactRequests } from '../process/list-contact-requests.ts';

/** Agencies that ask to speak about a child whom both seem to know. */
export const contactDuties: DutySource = {
  kind: 'contact',
  topics: ['cases.'],
  async list(ctx) {
    if (!contactRequestPolicy.couldEver(ctx.actor, 'contact-request.answer', ctx.now)) return ok(noDuties);
    const requests = await listContactRequests(ctx);
    if (!requests.ok) return requests;
    return ok({
      duties: requests.value
        .filter((one) => one.side === 'asked-of-us' && one.status === 'asked')
        .map((one) => ({
          object: { kind: 'contact-request', id: one.id },
          reference: one.ownReference,
          act: 'answer',
          facts: { agency: one.otherAgency },
          urgency: null,
          danger: false,
          clock: null,
          basis: 'defined by Lá Chắn',
          turn: { roles: communeRoles },
          mine: true,
          assigned: false,
          since: one.askedAt,
        })),
      more: false,
    });
  },
};
