import { createHash } from 'node:crypto';
import type { ApprovalKind } from '../../work/index.ts';
import { actionsOf, monitoringOf, planById } from './plan-store.ts';

export const PLAN_APPROVAL = 'case-plan';

/**
 * A plan is approved by the chair of the commune, and by nobody who wrote or submitted it. The decision is an act of the
 * statutory process, which settles it.
 */
export const planApproval: ApprovalKind = {
  code: PLAN_APPROVAL,
  async content(_ctx, tx, id) {
    const plan = await planById(tx, id);
    if (!plan) return undefined;
    const [actions, visits] = await Promise.all([
      actionsOf(tx, plan.case_id, plan.cycle),
      monitoringOf(tx, plan.case_id, plan.cycle),
    ]);
    return [
      `plan ${plan.id}`,
      ...actions.map((action) =>
        [
          'action',
          action.id,
          action.level,
          action.service,
          action.executor_kind,
          action.executor_agency ?? '-',
          action.starts_on,
          action.ends_on,
          createHash('sha256').update(action.sealed).digest('hex'),
        ].join(' '),
      ),
      ...visits.map((visit) => `visit ${visit.planned_on}`),
    ];
  },
  async mayDecide(_ctx, { actor }, { agency }) {
    return (
      actor.kind === 'person' &&
      actor.assignments.some((held) => held.role === 'commune_chair' && held.agency === agency)
    );
  },
};
