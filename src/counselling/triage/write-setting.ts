import { actorName, newId, type Tx } from '../../kernel/index.ts';
import { triageVersion } from './triage-model.ts';
import type { TriageState } from './triage-setting.ts';
import { insertSetting } from './triage-store.ts';

/** The desk whose order is meant, and the agency that holds it. */
export interface TriageDesk {
  readonly desk: string;
  readonly organisation: string;
}

/** Writes what a desk decided for the version in use; the newest holds. */
export async function writeSetting(tx: Tx, of: TriageDesk, state: TriageState): Promise<void> {
  const id = newId<'triage-setting'>(tx.now.getTime());
  await insertSetting(tx, {
    id,
    desk_code: of.desk,
    organisation: of.organisation,
    state,
    version: triageVersion(),
    set_at: tx.now,
    set_by: actorName(tx.actor),
  });
  tx.audit({ action: 'triage.steer', object: { kind: 'triage-setting', id }, codes: { state } });
}
