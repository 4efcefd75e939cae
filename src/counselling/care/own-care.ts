import { type Ctx, DAY, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { openShiftOf } from '../helpers/shift-store.ts';
import { ruleValues } from '../staffing/staffing-act.ts';
import { helperExposurePolicy } from './care-policy.ts';
import { type ExposureDay, exposureDays, hardSince } from './care-store.ts';

const DAYS = 28;

export interface OwnCare {
  readonly days: readonly ExposureDay[];
  /** Until when nothing is offered; null where something may be. */
  readonly restUntil: string | null;
  /** Two hard contacts or more in this shift: somebody to talk to is named. */
  readonly talk: boolean;
  readonly hardFrom: number;
}

/** What the reader has been through in four weeks, and whether they rest now. Nobody else reads this. */
export async function ownCare(ctx: Ctx): Promise<Result<OwnCare>> {
  const { actor } = ctx;
  const row = { desk_code: HELPLINE.desk, person: actor.kind === 'person' ? actor.person : '' };
  if (actor.kind !== 'person' || !helperExposurePolicy.can(actor, 'helper-exposure.own', row, ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const shift = await openShiftOf(tx, actor.person);
    const rests = shift?.rest_until != null && shift.rest_until > tx.now;
    return ok({
      days: await exposureDays(tx, actor.person, new Date(tx.now.getTime() - DAYS * DAY)),
      restUntil: rests ? (shift.rest_until as Date).toISOString() : null,
      talk: shift !== undefined && (await hardSince(tx, actor.person, shift.began_at)) >= 2,
      hardFrom: (await ruleValues(tx)).CARE_HARD_FROM,
    });
  });
}
