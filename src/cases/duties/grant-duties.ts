import { lawOf } from '../../vocabulary/index.ts';
import { listedDuties, ruledClock } from '../../work/index.ts';
import { casesCapabilities } from '../access/case-policy.ts';
import { grantsToRecertify } from '../access/grants-to-recertify.ts';

/** Access to the agency's cases that is so old that somebody confirms it or ends it. */
export const grantDuties = listedDuties({
  kind: 'grant',
  topics: ['cases.'],
  may: ({ actor, now }) => casesCapabilities.can(actor, 'grant.recertify', now),
  rows: (ctx) => grantsToRecertify(ctx, { dueSoon: true }),
  duty: (grant, ctx) => ({
    object: { kind: 'grant', id: grant.grant },
    reference: grant.reference,
    act: 'confirm',
    clock: ruledClock(lawOf(ctx.kernel), { rule: 'DL-RECERTIFY', startedAt: grant.grantedAt, dueAt: grant.dueAt }),
    turn: { roles: ['commune_chair'] },
    since: grant.grantedAt,
  }),
});
