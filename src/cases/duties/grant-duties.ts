import { ok } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { type DutySource, noDuties, ruledClock } from '../../work/index.ts';
import { casesCapabilities } from '../access/case-policy.ts';
import { grantsToRecertify } from '../access/grants-to-recertify.ts';

/** Access to the agency's cases that is so old that somebody confirms it or ends it. */
export const grantDuties: DutySource = {
  kind: 'grant',
  topics: ['cases.'],
  async list(ctx) {
    if (!casesCapabilities.can(ctx.actor, 'grant.recertify', ctx.now)) return ok(noDuties);
    const grants = await grantsToRecertify(ctx, { dueSoon: true });
    if (!grants.ok) return grants;
    return ok({
      duties: grants.value.map((grant) => ({
        object: { kind: 'grant', id: grant.grant },
        reference: grant.reference,
        act: 'confirm',
        facts: {},
        urgency: null,
        danger: false,
        clock: ruledClock(lawOf(ctx.kernel), {
          rule: 'DL-RECERTIFY',
          startedAt: grant.grantedAt,
          dueAt: grant.dueAt,
        }),
        basis: null,
        turn: { roles: ['commune_chair'] },
        mine: true,
        assigned: false,
        since: grant.grantedAt,
      })),
      more: false,
    });
  },
};
