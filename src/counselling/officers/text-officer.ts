import { chooseSender, NO_WISHES, queueMessage } from '../../channels/index.ts';
import { type Ctx, MINUTE, ok, parseId, type Tx } from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { findCall, findOfficer } from './officer-store.ts';
import type { DutyOfficerRow, OfficerCallRow } from './officer-tables.ts';

/** Numbers of mobile telephones in Viet Nam; nobody reads a text on another. */
const MOBILE = /^0([35789]\d{8})$/;
/** A call that nobody took by then is another rung's. */
const OF_USE = 30 * MINUTE;

/**
 * Gives the outbox a text to the telephone of an officer on duty, by the account of 111 for texts: that there is something urgent, and its
 * code; nothing of the child. Not where somebody has taken the call meanwhile, where 111 has no such account, or where the number is none of
 * a mobile telephone.
 */
export async function textOfficer(ctx: Ctx, payload: Readonly<Record<string, unknown>>): Promise<void> {
  const ids = { call: parseId<'officer-call'>(payload.call), officer: parseId<'duty-officer'>(payload.officer) };
  if (ids.call === undefined || ids.officer === undefined) return;
  const { call: callId, officer: officerId } = ids;
  const done = await ctx.transaction(async (tx) => {
    const call = await findCall(tx, callId, { lock: false });
    const officer = await findOfficer(tx, officerId, { lock: false });
    if (call?.state !== 'OPEN' || !officer) return ok();
    return send(ctx, tx, call, officer, String(payload.rung));
  });
  if (!done.ok) ctx.kernel.log.warn({ code: done.refusal.code }, 'an officer on duty could not be texted');
}

async function send(ctx: Ctx, tx: Tx, call: OfficerCallRow, officer: DutyOfficerRow, rung: string) {
  const mobile = MOBILE.exec(officer.phone)?.[1];
  if (call.drill || officer.drill || mobile === undefined) return ok();
  const account = await chooseSender(tx, {
    agency: HELPLINE.agency,
    channels: ['sms-smpp', 'sms-gateway'],
    demonstration: call.is_demonstration,
  });
  if (account === undefined) return ok();
  const queued = await queueMessage(ctx, tx, {
    key: `officer-call.${call.id}.${rung}`,
    purpose: 'officer-call',
    to: { account, address: `+84${mobile}`, wishes: NO_WISHES },
    text: `111 gọi cán bộ trực: có việc khẩn, mã ${call.reference}. Mở hệ thống để nhận, hoặc gọi 111.`,
    notAfter: new Date(tx.now.getTime() + OF_USE),
    about: { kind: 'officer-call', id: call.id },
  });
  return queued.ok ? ok() : queued;
}
