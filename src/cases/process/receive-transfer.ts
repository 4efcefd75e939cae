import { type Ctx, DAY, insertGrant, ok, type Result, systemActor } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { sealedClasses } from '../access/case-access.ts';
import { caseRecord, keepChild, readChild } from '../access/case-sealing.ts';
import { moveSupplements } from '../supplements/follow-case.ts';
import { endTrack, insertTrack, reopenTrack } from '../tracks/track-store.ts';
import { startCaseClocks } from './case-clocks.ts';
import { noticeOfOpened } from './case-notices.ts';
import { findCase, insertCase, insertEvent, setTransferredTo } from './case-store.ts';

/** For as long as the new commune may read the old file; then a fresh grant says why. */
const READING_DAYS = 180;

export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly commune: string;
  readonly owner: string;
  readonly province: string;
}

/** Opens the case of a transferred child at its new commune. Running twice opens one case. */
export async function receiveTransfer(ctx: Ctx, input: Transfer): Promise<Result<void>> {
  return ctx.as(systemActor('cases.receive-transfer')).transaction(async (tx) => {
    const old = await findCase(tx, input.from, { lock: true });
    if (old?.status !== 'TRANSFERRED' || (await findCase(tx, input.to))) return ok();
    const clocks = await startCaseClocks(tx, lawOf(ctx.kernel), {
      id: input.to,
      urgency: old.urgency,
      owner: input.owner,
      province: input.province,
      commune: input.commune,
      informationAt: tx.now,
    });
    await insertCase(tx, {
      id: input.to,
      incident_id: old.incident_id,
      report_id: old.report_id,
      reference: old.reference,
      commune_code: input.commune,
      province_code: input.province,
      owner_agency: input.owner,
      reporting_agency: old.owner_agency,
      status: 'OPEN',
      urgency: old.urgency,
      sensitivity: old.sensitivity,
      incident_codes: old.incident_codes,
      age_band: old.age_band,
      age_disputed: old.age_disputed,
      information_at: tx.now,
      opened_at: tx.now,
      last_act_at: tx.now,
      last_act: 'opened',
      last_act_by: null,
      assigned_to: null,
      version: 1,
      cycle: 1,
      round_from: 1,
      closed_at: null,
      outcome: null,
      merged_into: null,
      transferred_to: null,
      transferred_from: old.id,
      forms_submitted: [],
      emergency_found: null,
      ...clocks,
      is_demonstration: old.is_demonstration,
    });
    await setTransferredTo(tx, old.id, input.to);
    await endTrack(tx, { incident: old.incident_id, kind: 'protection', agency: old.owner_agency });
    const track = {
      incident: old.incident_id,
      kind: 'protection',
      agency: input.owner,
      objectId: input.to,
      reference: old.reference,
      from: old.owner_agency,
    } as const;
    // A child who moves back: the agency's track of this incident runs again.
    if ((await insertTrack(tx, track)) === undefined) await reopenTrack(tx, old.incident_id, input.owner);
    await insertGrant(tx, {
      objectKind: 'case',
      objectId: old.id,
      subjectKind: 'agency',
      subject: input.owner,
      fieldClasses: ['triage', 'narrative', 'identity', 'internal'],
      purpose: 'protection',
      reason: 'TRANSFER',
      origin: 'transfer',
      keyDesk: input.owner,
      until: new Date(tx.now.getTime() + READING_DAYS * DAY),
    });
    for (const fieldClass of sealedClasses) {
      const desks = [input.owner];
      const key = await caseRecord.createKey(ctx, tx, { id: input.to, fieldClass, desks, purpose: 'protection' });
      await ctx.kernel.sealing.giveKey(tx, caseRecord.scope(old.id, fieldClass), {
        from: old.owner_agency,
        to: input.owner,
        purpose: 'transfer',
        byGrant: true,
      });
      const oldKey =
        fieldClass === 'identity' ? await caseRecord.openKey(ctx, tx, old.id, fieldClass, old.owner_agency) : undefined;
      const child = oldKey && (await readChild(tx, oldKey));
      if (child) await keepChild(ctx, tx, key, child);
    }
    await moveSupplements(ctx, tx, { case: old.id, agency: old.owner_agency }, { case: input.to, agency: input.owner });
    await insertEvent(tx, input.to, 'opened', { codes: { from: old.owner_agency, transferredFrom: old.reference } });
    tx.audit({
      organisation: input.owner,
      action: 'case.open',
      object: { kind: 'case', id: input.to },
      codes: { transferredFrom: old.id },
    });
    await noticeOfOpened(
      tx,
      { agency: input.owner },
      { id: input.to, urgency: old.urgency, reporting_agency: old.owner_agency },
    );
    tx.notify({ topic: 'cases.opened', id: input.to, agency: input.owner });
    return ok();
  });
}
