import { exchangesOf } from '../../channels/index.ts';
import { type Ctx, ok, systemActor } from '../../kernel/index.ts';
import { isCarried } from '../contacts/contact.ts';
import { findContact } from '../contacts/contact-store.ts';
import { offerAgain } from '../contacts/lost-contact.ts';
import { mustStopRecording, SILENT_MOST } from './call-state.pure.ts';
import { callsDue, lockCall, updateCall } from './call-store.ts';
import type { PhoneCallRow } from './call-tables.ts';
import { commandCall } from './command-call.ts';
import { applyStep, lostAt } from './hear-call.ts';

const EACH = 200;
/** A recording that does not stop is asked to again so often. Milliseconds. */
const ASK_AGAIN = 5_000;

/**
 * What time does to calls: a caller who was kept for long enough goes to whoever is there; a recording that must not run is asked to stop
 * until it has (trap 10); a call of which nothing was heard for hours is over.
 */
export async function tendCalls(ctx: Ctx): Promise<void> {
  const platform = ctx.as(systemActor('counselling.tend-calls'));
  const due = await platform.transaction(async (tx) => ok(await callsDue(tx, EACH)), { keep: true });
  if (!due.ok) return;
  const recording = due.value.filter(({ recording_since }) => recording_since !== null);
  const wantedAt = await recordingWanted(platform, new Set(recording.map(({ account_id }) => account_id)));
  const toStop: PhoneCallRow[] = [];
  for (const { id, recording_since, account_id } of due.value) {
    // One that has begun since is looked at with the next round.
    const wanted = recording_since === null || wantedAt.has(account_id);
    const looked = await platform.transaction(async (tx) => {
      const call = await lockCall(tx, id);
      if (!call) return ok(undefined);
      if (call.parked_until !== null && call.parked_until <= tx.now) {
        await updateCall(tx, id, { parked_until: null });
        const contact = await findContact(tx, call.contact_id, { lock: true });
        if (contact && isCarried(contact.state)) await offerAgain(tx, contact.id);
      }
      if (call.ended_at === null && tx.now.getTime() - call.state_at.getTime() > SILENT_MOST)
        await applyStep(platform, tx, call, lostAt(tx.now));
      const asked = call.recording_stop_asked_at?.getTime() ?? 0;
      const runs = { state: call.state, recordingSince: call.recording_since?.getTime() ?? null };
      if (!mustStopRecording(runs, wanted) || tx.now.getTime() - asked < ASK_AGAIN) return ok(undefined);
      await updateCall(tx, id, { recording_stop_asked_at: tx.now });
      tx.audit({ action: 'call.stop-recording', object: { kind: 'contact', id: call.contact_id } });
      return ok(call);
    });
    if (looked.ok && looked.value) toStop.push(looked.value);
  }
  // After the rest and side by side: a dead exchange is waited for, and no caller who is kept waits with it.
  await Promise.all(toStop.map((call) => stopRecording(platform, call)));
}

/** Those of the exchanges where a law asks for recordings. */
async function recordingWanted(ctx: Ctx, accounts: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const wanted = new Set<string>();
  for (const account of accounts) if (await mustRecord(ctx, account)) wanted.add(account);
  return wanted;
}

/** One exchange that cannot be looked up holds up no caller of another; of its recordings nothing is said. */
async function mustRecord(ctx: Ctx, account: string): Promise<boolean> {
  try {
    return await exchangesOf(ctx).mustRecord(ctx, account);
  } catch (error) {
    ctx.kernel.log.error({ err: error, account }, 'an exchange could not be looked up');
    return true;
  }
}

async function stopRecording(ctx: Ctx, call: PhoneCallRow): Promise<void> {
  await commandCall(ctx, call, (key, recording) => ({ act: 'stop-recording', call: key, recording }));
}
