import {
  actAs,
  type Ctx,
  endGrant,
  newId,
  ok,
  type Result,
  systemActor,
  type Tx,
  vietnamDate,
} from '../../kernel/index.ts';
import { postNotice } from '../../members/index.ts';
import { refuse } from '../refusals.ts';
import { handOverRequestClocks } from '../requests/request-clocks.ts';
import type { FileRow } from '../tables.ts';
import { handOverClocks, OFFENCE_FILE } from './file-clocks.ts';
import { auditOf, fileAct, type OnFile } from './file-record.ts';
import { beginStage, changeFile, endUnit, insertEvent, insertUnit, unitNow } from './file-store.ts';
import { isTip } from './offence-file.ts';
import { provinceOfAgency } from './open-file.ts';
import { stageRuleAt } from './stage-rule.ts';
import { policeRoles, tellFile } from './tell-file.ts';
import { unitThatMay } from './unit-that-may.ts';

/**
 * Hands the lead to another unit of the police that may investigate today, with the clock that runs. A tip is then TRANSFERRED until that
 * unit takes it up; what is further goes on where it stood. The unit that gave it away sees it no more.
 * Refusals: those of an act on a file, `offence-file.unit-unusable`
 */
export async function transferFile(ctx: Ctx, input: OnFile & { readonly to: string }): Promise<Result<void>> {
  const unit = await unitThatMay(ctx, input.to);
  return fileAct(ctx, 'offence-file.transfer', input, async (tx, file) => {
    if (unit === undefined || unit === file.lead_agency) return refuse('offence-file.unit-unusable', { field: 'to' });
    tx.audit({ ...auditOf(file, 'offence-file.transfer'), codes: { from: file.lead_agency, to: unit } });
    await giveLead(tx, file, unit, 'transferred');
    return ok();
  });
}

/** Makes another unit the lead, as the platform: whoever gives a file away may not see it afterwards. */
export async function giveLead(
  tx: Tx,
  file: FileRow,
  to: string,
  code: 'transferred' | 'lead-followed',
): Promise<void> {
  const { actor } = tx;
  await actAs(tx, systemActor('offences.transfer'), async (platform) => {
    const before = await unitNow(platform, file.id, file.lead_agency);
    if (before) await endUnit(platform, before.id);
    // Whoever took part and leads now needs no grant any more.
    const part = await unitNow(platform, file.id, to);
    if (part) {
      await endUnit(platform, part.id);
      if (part.grant_id) await endGrant(platform, part.grant_id);
    }
    await insertUnit(platform, {
      id: newId<'file-unit'>(tx.now.getTime()),
      file_id: file.id,
      agency: to,
      part: 'LEAD',
      from_at: tx.now,
      until_at: null,
      ended_at: null,
      grant_id: null,
      given_by: file.lead_agency,
      ended_by: null,
    });
    await handOverClocks(platform, file.id, to);
    await handOverRequestClocks(platform, file.id, to);
    // Where the unit itself was merged into another, nothing is handed over by a decision: the file stands where it stood.
    const moved = code === 'transferred' && isTip(file.stage) && file.stage !== 'TRANSFERRED';
    await changeFile(platform, file, {
      lead_agency: to,
      province: provinceOfAgency(to, tx.now) ?? file.province,
      ...(moved ? { stage: 'TRANSFERRED' as const, stage_since: tx.now } : {}),
    });
    if (moved) {
      const today = vietnamDate(tx.now);
      const rule = stageRuleAt('TRANSFERRED', today);
      await beginStage(platform, {
        file_id: file.id,
        stage: 'TRANSFERRED',
        agency: to,
        decided_on: today,
        rule_id: rule?.id ?? null,
        rule_verified: rule?.verified ?? null,
      });
    }
    await insertEvent(platform, file.id, code, { from: file.lead_agency, to }, actor);
    await postNotice(
      platform,
      { agency: to, roles: [...policeRoles] },
      {
        kind: 'offence-file.transferred',
        object: { kind: OFFENCE_FILE, id: file.id },
        facts: { from: file.lead_agency },
      },
    );
    await tellFile(platform, file.id, [file.lead_agency]);
  });
}
