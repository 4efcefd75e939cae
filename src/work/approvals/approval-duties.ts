import { listedDuties } from '../duties/duty-source.ts';
import { listApprovals } from './list-approvals.ts';

/** What waits for this person as the second one, and what they asked for and somebody else must decide. */
export const approvalDuties = listedDuties({
  kind: 'approval',
  topics: ['work.approval'],
  may: ({ actor }) => actor.kind === 'person',
  rows: (ctx) => listApprovals(ctx),
  duty: (one) => ({
    object: { kind: 'approval', id: one.id },
    reference: null,
    act: one.mayDecide ? 'decide' : 'wait',
    facts: { ...one.facts, approval: one.kind, about: one.object.id },
    basis: 'defined by Lá Chắn',
    turn: one.agency === null || one.mayDecide ? {} : { agency: one.agency },
    mine: one.mayDecide,
    since: one.askedAt,
  }),
});
