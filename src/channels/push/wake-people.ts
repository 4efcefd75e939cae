import { actAs, type Ctx, type Job, ok, parseId, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { useAccount } from '../accounts/open-account.ts';
import { NO_WISHES } from '../outbox/outbound.ts';
import { type Queued, queueMessage } from '../outbox/queue-message.ts';
import { deviceIdsOf, findDevice, PUSH_DEVICE } from './push-device-store.ts';

const SYSTEM = systemActor('channels.wake-people');
const WAKE = 'channels.wake-devices';

export interface Wake {
  /** The same for the same reason, as `offer.<contact>.<moment>`; at most 120 characters, no word of anybody. */
  readonly key: string;
  /** After it nothing waits any more for whom it woke. */
  readonly until: Date;
}

/**
 * Wakes the browsers of some people, if the caller's transaction is committed: that something waits, and no word of what.
 * @returns how many browsers
 */
export async function wakePeople(tx: Tx, people: readonly string[], { key, until }: Wake): Promise<number> {
  const devices = await actAs(tx, SYSTEM, (system) => deviceIdsOf(system, people));
  if (devices.length > 0) await tx.enqueue(WAKE, { devices, key, until: until.toISOString() });
  return devices.length;
}

/** Gives the outbox a message without a word for one browser; nothing where it was turned off meanwhile. */
async function wakeDevice(ctx: Ctx, device: string, { key, until }: Wake): Promise<Result<Queued | undefined>> {
  return ctx.as(SYSTEM).transaction(async (tx) => {
    const row = await findDevice(tx, device);
    const account = row && (await useAccount(ctx, row.account_id, tx));
    if (!row || !account) return ok(undefined);
    return queueMessage(ctx, tx, {
      key: `wake.${key}.${row.id}`,
      purpose: 'wake',
      to: {
        account: row.account_id,
        address: account.key.open(`push-device:${row.id}`, row.sealed_address),
        wishes: NO_WISHES,
      },
      text: '',
      notAfter: until,
      about: { kind: PUSH_DEVICE, id: row.id },
    });
  });
}

export const pushJobs: readonly Job[] = [
  {
    name: WAKE,
    async run(ctx, { devices, key, until }) {
      if (!Array.isArray(devices) || typeof key !== 'string' || typeof until !== 'string') return;
      for (const device of devices) {
        const id = parseId<'push-device'>(device);
        const done = id && (await wakeDevice(ctx, id, { key, until: new Date(until) }));
        if (done && !done.ok) ctx.kernel.log.warn({ code: done.refusal.code }, 'a browser could not be woken');
      }
    },
  },
];
