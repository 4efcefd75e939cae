import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { usesOn } from '../entries/register-overview-store.ts';
import { rightRows } from '../entries/register-store.ts';
import type { MemberRight } from './bank-view.ts';

export interface MemberStanding extends MemberRight {
  /** Questions asked today (Viet Nam). */
  readonly usedToday: number;
}

/** Members with their rights, lists and today's use of their quota. */
export async function memberStandings(ctx: Ctx): Promise<Result<MemberStanding[]>> {
  return ctx.transaction(async (tx) => {
    const used = new Map((await usesOn(tx, vietnamDate(tx.now))).map((one) => [one.agency, one.questions]));
    return ok((await rightRows(tx)).map((right) => ({ ...right, usedToday: used.get(right.agency) ?? 0 })));
  });
}
