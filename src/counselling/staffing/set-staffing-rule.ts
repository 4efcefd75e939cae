import { actorName, type Ctx, newId, ok, type Result, readTextInput, type TextRule } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { isRuleValue, type RuleCode, ruleBounds } from './staffing.ts';
import { atOwnDesk } from './staffing-act.ts';
import { rosterPolicy } from './staffing-policies.ts';
import { insertRule } from './staffing-store.ts';

export const SOURCE: TextRule = { most: 200 };

export interface SetStaffingRule {
  readonly code: RuleCode;
  readonly value: number;
  /** The rule or decision it rests on: its number. */
  readonly source: string;
}

/** Sets a rule of staffing from now on. Refusals: `staffing.no-desk`, `staffing.supervisors-only`, `staffing.rule-invalid`, those of a text */
export async function setStaffingRule(ctx: Ctx, { code, value, source }: SetStaffingRule): Promise<Result<void>> {
  const [least, most] = ruleBounds[code];
  if (!isRuleValue(code, value)) return refuse('staffing.rule-invalid', { field: 'value', facts: { least, most } });
  const read = readTextInput(source, 'source', SOURCE);
  if (!read.ok) return read;
  return atOwnDesk(ctx, async (tx, { actor, desk }) => {
    if (!rosterPolicy.can(actor, 'roster.plan', { desk_code: desk, state: 'DRAFT' }, tx.now))
      return refuse('staffing.supervisors-only');
    const row = { id: newId<'staffing-rule'>(tx.now.getTime()), code, value, valid_from: tx.now, source: read.value };
    await insertRule(tx, { ...row, verified: true, set_by: actorName(actor), set_at: tx.now });
    tx.audit({ action: 'staffing.rule', codes: { code, value } });
    return ok();
  });
}
