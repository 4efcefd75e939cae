import { outboundProgress } from '../../channels/index.ts';
import { type Ctx, ok, parseId, systemActor, vietnamDate } from '../../kernel/index.ts';
import { auditOf } from '../files/file-record.ts';
import { findFile, insertEvent } from '../files/file-store.ts';
import { tellFile } from '../files/tell-file.ts';
import { mailKey } from './mail-key.ts';
import { startRequestClock } from './request-clocks.ts';
import { requestRuleAt } from './request-rule.ts';
import { changeRequest, findRequest, insertRequestEvent } from './request-store.ts';

export const FOLLOW_REQUEST = 'offences.follow-request';
const FOLLOW = systemActor(FOLLOW_REQUEST);
const TAKEN: readonly string[] = ['sent', 'delivered', 'read'];
const GIVEN_UP: readonly string[] = ['dead', 'cancelled'];

/** What became of the mail of a request: taken, it is sent and its clock runs; given up, it is approved and not sent, as before. Run twice, it is the same. */
export async function followRequest(ctx: Ctx, request: unknown): Promise<void> {
  const id = typeof request === 'string' ? parseId<'offence-request'>(request) : undefined;
  if (id === undefined) return;
  const done = await ctx.as(FOLLOW).transaction(async (tx) => {
    const row = await findRequest(tx, id, 'for update');
    const file = row && (await findFile(tx, row.file_id));
    if (row?.state !== 'SENDING' || !file) return ok();
    const [far] = await outboundProgress(tx, [mailKey(row)]);
    if (far && TAKEN.includes(far.state)) {
      const rule = requestRuleAt(row.kind, vietnamDate(tx.now));
      const due = rule ? await startRequestClock(ctx, tx, row, file, rule.clock) : {};
      await changeRequest(tx, row, { state: 'SENT', sent_at: far.sentAt ?? tx.now, ...due });
      await insertRequestEvent(tx, row, 'sent', { by: 'EMAIL' });
      await insertEvent(tx, file.id, 'request-sent', { kind: row.kind, request: row.reference });
    } else if (far && GIVEN_UP.includes(far.state)) {
      await changeRequest(tx, row, { state: 'APPROVED', sent_at: null, sent_by: null, function_basis: null });
      await insertRequestEvent(tx, row, 'not-sent');
      await insertEvent(tx, file.id, 'request-not-sent', { request: row.reference });
    } else return ok();
    tx.audit({ ...auditOf(file, 'offence-file.request'), codes: { kind: row.kind, act: 'follow', state: far.state } });
    await tellFile(tx, file.id);
    return ok();
  });
  if (!done.ok) throw new Error(done.refusal.code);
}
