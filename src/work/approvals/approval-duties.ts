import { ok } from '../../kernel/index.ts';
import type { Duty } from '../duties/duty.ts';
import { type DutySource, noDuties } from '../duties/duty-source.ts';
import { listApprovals } from './list-approvals.ts';

/** What waits for this person as the second one, and what they asked for and somebody else must decide. */
export const approvalDuties: DutySource = {
  kind: 'approval',
  topics: ['work.approval'],
  async list(ctx) {
    if (ctx.actor.kind !== 'person') return ok(noDuties);
    const approvals = await listApprovals(ctx);
    if (!approvals.ok) return approvals;
    return ok({
      duties: approvals.value.map(
        (one): Duty => ({
          object: { kind: 'approval', id: one.id },
          reference: null,
          act: one.mayDecide ? 'decide' : 'wait',
          facts: { ...one.facts, approval: one.kind, about: one.object.id },
          urgency: null,
          danger: false,
          clock: null,
          basis: 'defined by Lá Chắn',
          turn: one.agency === null || one.mayDecide ? {} : { agency: one.agency },
          mine: one.mayDecide,
          assigned: false,
          since: one.askedAt,
        }),
      ),
      more: false,
    });
  },
};
