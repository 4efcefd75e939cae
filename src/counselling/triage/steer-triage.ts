import { type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import { askApproval } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { TRIAGE_APPROVAL } from './triage-approval.ts';
import { triageVersion } from './triage-model.ts';
import { triageSettingPolicy } from './triage-policy.ts';
import { silentLongEnough, type TriageState } from './triage-setting.ts';
import { lastSetting } from './triage-store.ts';
import { type TriageDesk, writeSetting } from './write-setting.ts';

/** Stops it at once: one supervisor is enough, and no reason is asked for. Refusals: `triage.not-yours`, `triage.so-already` */
export const stopTriage = (ctx: Ctx, desk: TriageDesk): Promise<Result<void>> => steer(ctx, desk, 'OFF');

/** Begins the silent weeks, of a new version too. Refusals: `triage.not-yours`, `triage.so-already` */
export const beginSilence = (ctx: Ctx, desk: TriageDesk): Promise<Result<void>> => steer(ctx, desk, 'SILENT');

async function steer(ctx: Ctx, of: TriageDesk, state: Exclude<TriageState, 'LIVE'>): Promise<Result<void>> {
  return ctx.transaction(async (tx) => {
    if (!maySteer(tx, of)) return refuse('triage.not-yours');
    const now = await lastSetting(tx, of.desk);
    if (now?.state === state && now.version === triageVersion()) return refuse('triage.so-already');
    await writeSetting(tx, of, state);
    return ok();
  });
}

/**
 * Asks that scores may move contacts, after four silent weeks of this version; a supervisor who does not ask decides (`decideApproval`).
 * Refusals: `triage.not-yours`, `triage.not-silent-long-enough`, `approval.waits-already`, `approval.reason-missing`
 */
export async function askTriageUse(
  ctx: Ctx,
  { reason, ...of }: TriageDesk & { readonly reason: string },
): Promise<Result<{ readonly approval: string }>> {
  return ctx.transaction(async (tx) => {
    if (!maySteer(tx, of)) return refuse('triage.not-yours');
    const setting = await lastSetting(tx, of.desk);
    if (!setting || !silentLongEnough(setting, triageVersion(), tx.now)) return refuse('triage.not-silent-long-enough');
    const asked = await askApproval(ctx, tx, {
      kind: TRIAGE_APPROVAL,
      object: { kind: 'triage-setting', id: setting.id },
      agency: of.organisation,
      reason,
    });
    if (!asked.ok) return asked;
    tx.audit({ action: 'triage.steer', object: { kind: 'triage-setting', id: setting.id }, codes: { act: 'ask' } });
    return ok({ approval: asked.value.id });
  });
}

const maySteer = (tx: Tx, { desk }: TriageDesk): boolean =>
  triageSettingPolicy.can(tx.actor, 'triage.steer', { desk_code: desk }, tx.now);
