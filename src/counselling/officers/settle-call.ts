import { actAs, systemActor, type Tx } from '../../kernel/index.ts';
import { findContact, insertEvent } from '../contacts/contact-store.ts';
import { meetHandOverClock } from '../risk/risk-clock.ts';
import { insertHandOver } from '../risk/risk-store.ts';
import { auditOfCall, tellCallChanged } from './officer-record.ts';
import { insertStep, updateCall } from './officer-store.ts';
import type { OfficerCallRow } from './officer-tables.ts';

/**
 * Somebody on duty has taken the call, on their page or on the telephone: the ladder ends, and so does the countdown of the contact,
 * which the officer does not see.
 */
export async function settleCall(
  tx: Tx,
  call: OfficerCallRow,
  by: { readonly person: string | null; readonly teller: string | null },
): Promise<OfficerCallRow> {
  const agency = call.rung === 'PROVINCE' ? (call.province_agency ?? call.agency) : call.agency;
  const outcome = by.person === null ? 'ANSWERED' : 'ACKNOWLEDGED';
  await insertStep(tx, call, { outcome, agency, by: by.person ?? by.teller });
  const now = await updateCall(tx, call.id, {
    state: 'ACKNOWLEDGED',
    next_at: null,
    acknowledged_by: by.person,
    acknowledged_at: tx.now,
  });
  const { contact_id: contact } = now;
  if (contact !== null)
    await actAs(tx, systemActor('counselling.officer-call'), async (as) => {
      await insertHandOver(as, { id: contact, desk_code: now.desk_code }, 'DUTY_OFFICER', null);
      await meetHandOverClock(as, contact);
      await insertEvent(as, contact, 'handed-over', { to: 'DUTY_OFFICER' });
      const row = await findContact(as, contact, { lock: false });
      if (row) tx.notify({ topic: 'contact.changed', id: row.id, desk: row.desk_code });
    });
  tx.audit({
    ...auditOfCall(now),
    action: 'officer-call.acknowledge',
    codes: { step: outcome, rung: now.rung, drill: now.drill },
  });
  tellCallChanged(tx, now);
  return now;
}
