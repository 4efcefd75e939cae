import { z } from 'zod';
import type { TestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import { type Ctx, ok, systemActor, type Tx } from '../../kernel/index.ts';
import { plantAccount, plantAdapter } from '../accounts/account.testing.ts';
import { useAccount } from '../accounts/open-account.ts';
import type { ChannelAdapter, OutboundMessage, SendOutcome, SendWindow } from '../adapter.ts';
import { newConversation } from '../conversations/conversation.ts';
import type { ChannelTables } from '../tables.ts';
import type { OutboxTables } from './outbox-tables.ts';
import { accountsToServe, type Sending, sendByAccount } from './send-messages.ts';

/** What a test or a measurement stands on. */
export type OutboxHome = Pick<TestKernel, 'kernel' | 'clock' | 'owner' | 'context'>;

const CODE = 'sms-gateway';

/** A provider that does what a test says, and keeps what it took; the same key is two messages where it is sent twice. */
export interface PlayedProvider {
  readonly adapter: ChannelAdapter;
  /** What arrived, in order. */
  readonly taken: OutboundMessage[];
  /** Every request, also those that failed. */
  readonly asked: OutboundMessage[];
  /** Says what becomes of a request; taken where nothing is said. */
  answer: (message: OutboundMessage, take: () => SendOutcome) => SendOutcome | Promise<SendOutcome>;
  window: SendWindow['state'];
}

export function playProvider(
  limits: Partial<ChannelAdapter['limits']> = {},
  options: { readonly looks?: boolean; readonly begins?: boolean } = {},
): PlayedProvider {
  const taken: OutboundMessage[] = [];
  const asked: OutboundMessage[] = [];
  const provider: PlayedProvider = {
    taken,
    asked,
    answer: (_message, take) => take(),
    window: 'free',
    adapter: {
      code: CODE,
      settings: z.object({}),
      secrets: z.object({ token: z.string() }),
      limits: { textMost: 160, perSecond: 1_000, perSecondToOne: 1_000, ...limits },
      proof: 'read',
      begins: options.begins ?? true,
      window: () => ({ state: provider.window, until: null }),
      send: async (_account, message) => {
        asked.push(message);
        return provider.answer(message, () => {
          taken.push(message);
          return { state: 'sent', provider: `p-${message.key}` };
        });
      },
      ...(options.looks !== false && {
        lookUp: async (_account, { key }) =>
          taken.some((one) => one.key === key)
            ? { state: 'sent', provider: `p-${key}` }
            : { state: 'again', reason: 'not-known' },
      }),
      check: async () => ok({ name: 'Tổng đài mẫu', tokenEndsAt: null }),
    },
  };
  return provider;
}

const PLATFORM = systemActor('test');

/** Puts the provider in the place of the adapter of its code, until it is closed. */
export const plantProvider = ({ adapter }: PlayedProvider): { close(): void } => plantAdapter(adapter);

/** An open account of 111 at the provider. */
export const openTestAccount = (home: OutboxHome): Promise<string> =>
  plantAccount(home, { adapter: CODE, secrets: { token: 'mẫu' } });

/** Somebody who wrote to the account just now. */
export async function openTestConversation(home: OutboxHome, account: string, peer: string): Promise<string> {
  const ctx = home.context(PLATFORM);
  const inUse = await useAccount(ctx, account);
  if (!inUse) throw new Error('the account of the test cannot be used');
  return must(
    await ctx.transaction(async (tx) => {
      const row = newConversation(tx, { id: account, is_demonstration: false, key: inUse.key }, peer);
      await tx
        .query<ChannelTables>()
        .insertInto('channels.conversation')
        .values({ ...row, last_inbound_at: tx.now })
        .execute();
      return ok(row.id);
    }),
  );
}

/** Sending that renews nothing and reaches nobody but the played provider. */
export function testSending(home: OutboxHome, more: Partial<Sending> = {}): Sending {
  return {
    reach: () => ({
      fetch: undefined as never,
      outside: undefined as never,
      network: undefined as never,
      deadlineMs: 10_000,
      now: home.clock.now(),
    }),
    renew: async () => undefined,
    ...more,
  };
}

/** What every process does with what is due now. */
export async function sendDue(home: OutboxHome, more: Partial<Sending> = {}): Promise<void> {
  const ctx = home.context(PLATFORM);
  for (const one of await accountsToServe(ctx)) await sendByAccount(ctx, one, testSending(home, more));
}

export const inOwnTransaction = async <T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> =>
  must(await ctx.transaction(async (tx) => ok(await work(tx))));

export async function outboundRows(home: OutboxHome) {
  const { rows } = await home.owner.query<OutboxTables['channels.outbound_message']>(
    'select * from channels.outbound_message order by lane, position',
  );
  return rows;
}
