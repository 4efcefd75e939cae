import { type Ctx, DAY, hasDeskKey, insertGrant, ok, type Result, systemActor } from '../../kernel/index.ts';
import { sealedClasses } from '../access/case-access.ts';
import { caseRecord } from '../access/case-sealing.ts';
import { supervisors } from '../referrals/directory.ts';
import { noticeOfOpened } from './case-notices.ts';
import { findCase, insertEvent, liveGrants } from './case-store.ts';

const DAYS = 90;

/** The owning commune is implicated: its supervising province gets the case's keys and a grant, and may hand it to another commune. Running twice grants once. */
export async function routeAroundOwner(ctx: Ctx, input: { readonly case: string }): Promise<Result<void>> {
  const platform = ctx.as(systemActor('cases.route-around-owner'));
  const seen = await platform.transaction(async (tx) => ok(await findCase(tx, input.case)));
  if (!seen.ok || !seen.value) return seen.ok ? ok() : seen;
  const { province } = await supervisors(platform, seen.value.province_code);
  if (!province) throw new Error(`nobody supervises cases in province ${seen.value.province_code}`);
  return platform.transaction(async (tx) => {
    const row = await findCase(tx, input.case, { lock: true });
    if (
      !row ||
      (await liveGrants(tx, row.id)).some(
        (grant) => grant.origin === 'conflict-route' && grant.subject === province.code,
      )
    )
      return ok();
    if (!(await hasDeskKey(tx, province.code))) throw new Error(`desk ${province.code} has no key`);
    for (const fieldClass of sealedClasses)
      await ctx.kernel.sealing.giveKey(tx, caseRecord.scope(row.id, fieldClass), {
        from: row.owner_agency,
        to: province.code,
        purpose: 'conflict-route',
        byGrant: true,
      });
    await insertGrant(tx, {
      objectKind: 'case',
      objectId: row.id,
      subjectKind: 'agency',
      subject: province.code,
      fieldClasses: ['triage', ...sealedClasses],
      purpose: 'protection',
      reason: 'OWNER_IMPLICATED',
      origin: 'conflict-route',
      keyDesk: province.code,
      until: new Date(tx.now.getTime() + DAYS * DAY),
    });
    await insertEvent(tx, row.id, 'routed-around-owner', { codes: { to: province.code } });
    tx.audit({ organisation: province.code, action: 'case.route-around-owner', object: { kind: 'case', id: row.id } });
    await noticeOfOpened(tx, { agency: province.code, roles: ['province_child_officer'] }, row);
    tx.notify({ topic: 'cases.opened', id: row.id, agency: province.code });
    return ok();
  });
}
