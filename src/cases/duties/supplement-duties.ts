import { ok } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { listedDuties, ruledClock } from '../../work/index.ts';
import { communeRoles, supplementPolicy } from '../access/case-policy.ts';
import { supplementsToTakeIn } from '../supplements/supplement-store.ts';
import { listOwnSupplements, SUPPLEMENTS_MOST } from '../supplements/view-supplement.ts';

/** Form 01 of emergencies that were handed over at once: of whoever handed over, and in sight of who answers for the shift. */
export const owedSupplementDuties = listedDuties({
  kind: 'supplement',
  topics: ['cases.'],
  may: ({ actor, now }) => supplementPolicy.couldEver(actor, 'case.supplement', now),
  rows: (ctx) => listOwnSupplements(ctx),
  most: SUPPLEMENTS_MOST,
  duty: (one, { actor, kernel }) => {
    const own = actor.kind === 'person' && one.by === actor.person;
    return {
      object: { kind: 'supplement', id: one.id },
      reference: one.reference,
      act: 'complete',
      facts: { agency: one.handedTo, left: one.left },
      urgency: one.urgency,
      clock: ruledClock(lawOf(kernel), { rule: one.rule, startedAt: one.handedOverAt, dueAt: one.dueAt }),
      turn: { person: one.by },
      // A colleague's is looked at; that of somebody who has left is for whoever sees it.
      mine: own || one.left,
      assigned: own,
      since: one.handedOverAt,
    };
  },
});

/** What was sent afterwards for cases of the agency: to be taken in, and then checked and signed. */
export const supplementDuties = listedDuties({
  kind: 'supplement-taking-in',
  topics: ['cases.'],
  may: ({ actor, now }) => supplementPolicy.couldEver(actor, 'supplement.take-in', now),
  rows: (ctx) =>
    ctx.transaction(async (tx) => {
      const rows = await supplementsToTakeIn(tx, SUPPLEMENTS_MOST);
      tx.audit({ action: 'case.list', codes: { list: 'supplements', rows: rows.length } });
      return ok(rows);
    }),
  most: SUPPLEMENTS_MOST,
  duty: (row) => ({
    object: { kind: 'case', id: row.case_id },
    part: row.id,
    reference: row.reference,
    act: row.status === 'SENT' ? 'take-in' : 'sign-form',
    facts: { agency: row.from_agency },
    urgency: row.urgency,
    basis: 'Decree 56/2017/ND-CP',
    turn: { roles: communeRoles },
    since: row.sent_at,
  }),
});
