import { ok } from '../../kernel/index.ts';
import type { ApprovalKind } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { triageVersion } from './triage-model.ts';
import { triageSettingPolicy } from './triage-policy.ts';
import { silentLongEnough } from './triage-setting.ts';
import { lastSetting, settingById } from './triage-store.ts';
import { writeSetting } from './write-setting.ts';

export const TRIAGE_APPROVAL = 'triage-use';

/** That scores may move contacts is decided by a supervisor of the desk, and by nobody who asked for it. */
export const triageApproval: ApprovalKind = {
  code: TRIAGE_APPROVAL,
  reasonRequired: true,
  async content(_ctx, tx, id) {
    const setting = await settingById(tx, id);
    return setting && [`triage-setting ${setting.id}`, `desk ${setting.desk_code}`, `version ${setting.version}`];
  },
  async mayDecide(ctx, tx, { object }) {
    const setting = await settingById(tx, object.id);
    return (
      setting !== undefined &&
      triageSettingPolicy.can(ctx.actor, 'triage.steer', { desk_code: setting.desk_code }, ctx.now)
    );
  },
  async decided(_ctx, tx, { object }, decision) {
    if (decision !== 'APPROVED') return ok();
    const asked = await settingById(tx, object.id);
    const now = asked && (await lastSetting(tx, asked.desk_code));
    // What was stopped or begun anew meanwhile is not what was asked for.
    if (!now || now.id !== object.id || !silentLongEnough(now, triageVersion(), tx.now))
      return refuse('triage.not-silent-long-enough');
    await writeSetting(tx, { desk: now.desk_code, organisation: now.organisation }, 'LIVE');
    return ok();
  },
  async facts(_ctx, tx, { object }) {
    const setting = await settingById(tx, object.id);
    return setting && { version: setting.version };
  },
};
