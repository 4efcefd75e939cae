import { type Ctx, isDate, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { functionsHeld } from '../../members/index.ts';
import { refuse } from '../refusals.ts';
import { followStage } from './file-clocks.ts';
import { auditOf, fileAct, type OnFile } from './file-record.ts';
import { beginStage, changeFile, insertEvent } from './file-store.ts';
import { mayFollow, type Stage, stages } from './offence-file.ts';
import { stageRuleAt } from './stage-rule.ts';

export interface MoveStage extends OnFile {
  readonly to: string;
  /** Day of the decision, `yyyy-mm-dd`; today where absent. */
  readonly decidedOn?: string | undefined;
}

/**
 * Moves a file to another stage by a decision of the procedure. That the unit holds the power to investigate is asked of this very day,
 * whatever its session believed when it began.
 * Refusals: those of an act on a file, `offence-file.wrong-stage`, `offence-file.day-unusable`, `offence-file.no-power`
 */
export async function moveStage(ctx: Ctx, input: MoveStage): Promise<Result<{ readonly stage: Stage }>> {
  const today = vietnamDate(ctx.now);
  const decidedOn = input.decidedOn ?? today;
  if (!isDate(decidedOn) || decidedOn > today) return refuse('offence-file.day-unusable', { field: 'decidedOn' });
  const holds = await mayInvestigate(ctx);
  return fileAct(ctx, 'offence-file.move', input, async (tx, file) => {
    if (!holds) return refuse('offence-file.no-power');
    const to = stages.find((one) => one === input.to);
    if (to === undefined || !mayFollow(file.stage, to))
      return refuse('offence-file.wrong-stage', { field: 'to', facts: { stage: file.stage } });
    const rule = stageRuleAt(to, decidedOn);
    const due = await followStage(ctx, tx, file, to);
    await changeFile(tx, file, { ...due, stage: to, stage_since: tx.now });
    await beginStage(tx, {
      file_id: file.id,
      stage: to,
      agency: file.lead_agency,
      decided_on: decidedOn,
      rule_id: rule?.id ?? null,
      rule_verified: rule?.verified ?? null,
    });
    await insertEvent(tx, file.id, 'stage-moved', { from: file.stage, to });
    tx.audit({ ...auditOf(file, 'offence-file.move'), codes: { from: file.stage, to } });
    return ok({ stage: to });
  });
}

/** Whether the actor's agency holds the power to investigate at this moment. */
async function mayInvestigate(ctx: Ctx): Promise<boolean> {
  if (ctx.actor.kind !== 'person') return false;
  const held = await functionsHeld(ctx, { agency: ctx.actor.agency });
  return held?.functions.some(({ functionCode }) => functionCode === 'INVESTIGATE') ?? false;
}
