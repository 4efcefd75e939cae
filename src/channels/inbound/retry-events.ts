import { actAs, actOnRecord, type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { accountRecord } from '../accounts/account-record.ts';
import { reviveFailed } from './inbound-event-store.ts';
import { enqueueLanes } from './lanes.ts';

/** What came and could not be worked on is tried anew, all of it. */
export async function retryEvents(ctx: Ctx, account: string): Promise<Result<{ readonly events: number }>> {
  return actOnRecord(accountRecord, ctx, 'channel-account.keep', { id: account }, async (tx, row) => {
    const events = await actAs(tx, systemActor('channels.retry'), async (system) => {
      const lanes = await reviveFailed(system, row.id);
      await enqueueLanes(system, row.id, lanes);
      return lanes.length;
    });
    tx.audit({
      action: 'inbound-event.retry',
      object: { kind: 'channel-account', id: row.id },
      codes: { events },
    });
    return ok({ events });
  });
}
