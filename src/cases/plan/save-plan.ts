import {
  type Ctx,
  newId,
  ok,
  type Result,
  readTextInput,
  refuseRequest,
  sealPart,
  type TextRule,
  vietnamDate,
} from '../../kernel/index.ts';
import { type MeasureLevel, measureLevel, type Service, service } from '../../vocabulary/index.ts';
import { caseRecord } from '../access/case-sealing.ts';
import { agencyExists } from '../process/agency-check.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { insertEvent } from '../process/case-store.ts';
import { refuse } from '../refusals.ts';
import { insertPlan, planOf, replaceActions, updatePlan } from './plan-store.ts';

/** What visits and measures of a plan rest on. */
export const planSource = 'Decree 56/2017/ND-CP, art. 29';

export interface PlannedAction {
  readonly level: MeasureLevel;
  readonly service: Service;
  /** An agency by its code, or the child's own people. */
  readonly executor: { readonly kind: 'agency'; readonly agency: string } | { readonly kind: 'family' | 'community' };
  readonly startsOn: string;
  readonly endsOn: string;
  /** Need, what is done, who exactly, with what: sealed. */
  readonly what: string;
}

export interface SavePlan extends OnCase {
  /** Version of the plan that the writer saw; 0 where none was there. */
  readonly base: number;
  readonly actions: readonly PlannedAction[];
  readonly monitoring: readonly string[];
}

const invalid = refuse('plan.action-invalid');
export const WHAT: TextRule = {
  most: 4_000,
  lines: true,
  refusals: { empty: invalid, 'too-long': invalid, unreadable: invalid },
};

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Writes the actions and monitoring dates of the plan that is being drafted; as a whole, so that nothing is half changed. */
export async function savePlan(ctx: Ctx, input: SavePlan): Promise<Result<{ plan: string; version: number }>> {
  const texts: string[] = [];
  for (const [place, action] of input.actions.entries()) {
    const fault =
      !measureLevel.has(action.level) ||
      !service.has(action.service) ||
      !DAY.test(action.startsOn) ||
      !DAY.test(action.endsOn) ||
      action.endsOn < action.startsOn;
    if (fault) return refuse('plan.action-invalid', { field: `actions.${place}` });
    const what = readTextInput(action.what, `actions.${place}`, WHAT);
    if (!what.ok) return what;
    texts.push(what.value);
    if (action.executor.kind === 'agency' && !(await agencyExists(ctx, action.executor.agency)))
      return refuse('plan.action-invalid', { field: `actions.${place}.executor` });
  }
  const today = vietnamDate(ctx.now);
  const wrongDay = input.monitoring.findIndex((day) => !DAY.test(day) || day < today);
  if (wrongDay >= 0 || new Set(input.monitoring).size !== input.monitoring.length)
    return refuse('plan.action-invalid', { field: `monitoring.${Math.max(wrongDay, 0)}` });
  return caseAct(ctx, 'case.work', { case: input.case }, async (tx, row, person) => {
    if (row.status !== 'PLAN_DRAFT') return refuse('plan.frozen');
    const known = await planOf(tx, row.id, row.cycle, true);
    if ((known?.version ?? 0) !== input.base)
      return refuseRequest('record.changed-meanwhile', { facts: { version: known?.version ?? 0 } });
    const plan = known ?? (await insertPlan(tx, row.id, row.cycle));
    if (plan.status !== 'draft') return refuse('plan.frozen');
    const key = await caseRecord.openKey(ctx, tx, row.id, 'narrative', person.agency);
    if (!key) return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    const actions = input.actions.map((action, place) => {
      const id = newId<'plan-action'>(ctx.now.getTime());
      return {
        id,
        level: action.level,
        service: action.service,
        executor_agency: action.executor.kind === 'agency' ? action.executor.agency : null,
        executor_kind: action.executor.kind,
        starts_on: action.startsOn,
        ends_on: action.endsOn,
        sealed: sealPart(key, `plan-action:${id}`, texts[place] as string),
      };
    });
    await replaceActions(tx, plan, actions, input.monitoring);
    if (known) await updatePlan(tx, plan, {});
    else await insertEvent(tx, row.id, 'plan-started', { codes: { cycle: row.cycle } });
    tx.audit({ ...auditOf(row), action: 'case.work', codes: { act: 'save-plan', actions: actions.length } });
    return ok({ plan: plan.id, version: known ? plan.version + 1 : plan.version });
  });
}
