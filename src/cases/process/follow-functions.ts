import { moveClocks } from '../../clocks/index.ts';
import { type Ctx, hasDeskKey, type KeyScope, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { sealedClasses } from '../access/case-access.ts';
import { caseRecord } from '../access/case-sealing.ts';
import { communeHolder } from '../referrals/directory.ts';
import { moveAnswerClock } from '../referrals/referral-clock.ts';
import { referralClasses, referralRecord } from '../referrals/referral-sealing.ts';
import { moveReferrals, referralsOfCase } from '../referrals/referral-store.ts';
import { followSupplements } from '../supplements/follow-case.ts';
import { moveTrack } from '../tracks/track-store.ts';
import { noticeOfMoved } from './case-notices.ts';
import { insertEvent, openCaseOwners, openCasesOf, updateCase } from './case-store.ts';

/**
 * Follows the world: where OWN_CASE of a commune has moved to another agency, as when one is dissolved or a commune is
 * merged into its neighbour (which then holds the function for the old area too), its open cases go to the new holder with their clocks, referrals and keys. Nothing of it is in the code: agencies, functions and
 * units are dated data. Runs every night; running twice moves nothing twice.
 * @returns how many cases moved, and the desks that have no key yet and so could not take theirs over
 */
export async function followFunctions(ctx: Ctx): Promise<Result<{ moved: number; withoutKey: string[] }>> {
  const platform = ctx.as(systemActor('cases.follow-functions'));
  const owners = await platform.transaction(async (tx) => ok(await openCaseOwners(tx)));
  if (!owners.ok) return owners;
  let moved = 0;
  const withoutKey = new Set<string>();
  for (const { commune_code: commune, owner_agency: owner } of owners.value) {
    const holder = await communeHolder(platform, 'OWN_CASE', commune);
    if (!holder || holder.code === owner) continue;
    for (;;) {
      const batch = await platform.transaction(async (tx) => {
        if (!(await hasDeskKey(tx, holder.code))) {
          withoutKey.add(holder.code);
          return ok(0);
        }
        const rows = await openCasesOf(tx, commune, owner, 50);
        for (const row of rows) {
          await give(
            tx,
            sealedClasses.map((fieldClass) => caseRecord.scope(row.id, fieldClass)),
            owner,
            holder.code,
          );
          for (const referral of await referralsOfCase(tx, row.id)) {
            if (referral.from_agency !== owner) continue;
            await moveAnswerClock(tx, referral, holder.code);
            await give(
              tx,
              referralClasses.map((fieldClass) => referralRecord.scope(referral.id, fieldClass)),
              owner,
              holder.code,
            );
          }
          await followSupplements(ctx, tx, row.id, owner, holder.code);
          await moveTrack(tx, row.id, holder.code);
          await moveReferrals(tx, row.id, owner, holder.code);
          await moveClocks(tx, { kind: 'case', id: row.id }, { ownerAgency: holder.code });
          await insertEvent(tx, row.id, 'owner-changed', { codes: { from: owner, to: holder.code } });
          await updateCase(tx, row, { owner_agency: holder.code, assigned_to: null });
          tx.audit({
            organisation: holder.code,
            action: 'case.follow-function',
            object: { kind: 'case', id: row.id },
            codes: { from: owner, to: holder.code },
          });
        }
        if (rows.length > 0) {
          await noticeOfMoved(tx, holder.code, owner, rows.length);
          tx.notify({ topic: 'cases.opened', id: holder.code, agency: holder.code });
        }
        return ok(rows.length);
      });
      if (!batch.ok) return batch;
      moved += batch.value;
      if (batch.value === 0) break;
    }
  }
  return ok({ moved, withoutKey: [...withoutKey] });

  async function give(tx: Tx, scopes: readonly KeyScope[], from: string, to: string): Promise<void> {
    for (const scope of scopes) await ctx.kernel.sealing.giveKey(tx, scope, { from, to, purpose: 'function-moved' });
  }
}
