import { actAs, type Ctx, type Kernel, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import type { ChannelAdapter } from '../adapter.ts';
import { adapterOf, adaptersOf } from '../adapter-of.ts';
import { eventCounts } from '../inbound/inbound-event-store.ts';
import type { ChannelCode } from '../inbound-event.ts';
import { accountPolicy } from '../policies.ts';
import type { AccountRow } from '../tables.ts';
import type { AccountState } from './account.ts';
import { type AccountField, fieldsOf } from './account-fields.ts';
import { listAccountRows } from './account-store.ts';
import { webhookAddress } from './steer-account.ts';

/** An account as those who keep it see it: how it is, and never a secret. */
export interface AccountView {
  readonly id: string;
  readonly agency: string;
  readonly channel: ChannelCode;
  readonly name: string;
  readonly address: string;
  readonly state: AccountState;
  readonly serviceName: string | null;
  readonly checkedAt: string | null;
  readonly checkFailure: string | null;
  readonly lastEventAt: string | null;
  readonly lastSentAt: string | null;
  readonly tokenEndsAt: string | null;
  readonly renewFailure: string | null;
  /** Events that could not be worked on, and those that wait. */
  readonly failed: number;
  readonly waiting: number;
  /** It is listened to, and its provider has given no sign of life for too long. */
  readonly silent: boolean;
  /** Where its network calls us; null where none does. */
  readonly webhook: string | null;
  /** Its keeper agrees on the network's own page before it can be opened; false where keys are only entered. */
  readonly consents: boolean;
  /** Whether a test message may be sent to somebody who never wrote. */
  readonly tests: boolean;
  /** The house made it: nobody enters or changes anything of it, and nobody writes to it. */
  readonly ofTheHouse: boolean;
  readonly down: { readonly since: string; readonly sentence: string } | null;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly version: number;
  readonly mayKeep: boolean;
  readonly maySayDown: boolean;
}

/** The kinds of accounts that can be connected, with their fields. */
export const accountKinds = ({
  kernel,
}: {
  readonly kernel: Pick<Kernel, 'offered'>;
}): { readonly code: ChannelCode; readonly fields: readonly AccountField[] }[] =>
  adaptersOf(kernel)
    .filter(({ ofTheHouse }) => !ofTheHouse)
    .map((adapter) => ({ code: adapter.code, fields: fieldsOf(adapter) }));

/** The accounts of the actor's agency. */
export async function listAccounts(ctx: Ctx): Promise<Result<AccountView[]>> {
  return ctx.transaction(async (tx) => {
    const found = await listAccountRows(tx);
    const ids = found.map(({ id }) => id);
    const counts = await actAs(tx, systemActor('channels.accounts'), (system) => eventCounts(system, ids));
    const countOf = new Map(counts.map((one) => [one.account, one]));
    return ok(found.map((row) => accountView(ctx, tx, row, countOf.get(row.id) ?? { failed: 0, waiting: 0 })));
  });
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

function accountView(
  { kernel }: Ctx,
  tx: Tx,
  row: AccountRow,
  { failed, waiting }: { readonly failed: number; readonly waiting: number },
): AccountView {
  const may = (action: (typeof accountPolicy.actions)[number]) => accountPolicy.can(tx.actor, action, row, tx.now);
  const adapter = adapterOf(kernel, row.adapter);
  return {
    id: row.id,
    agency: row.agency,
    channel: row.adapter,
    name: row.name,
    address: row.address,
    state: row.state,
    serviceName: row.service_name,
    checkedAt: iso(row.checked_at),
    checkFailure: row.check_failure,
    lastEventAt: iso(row.last_event_at),
    lastSentAt: iso(row.last_sent_at),
    tokenEndsAt: iso(row.token_ends_at),
    renewFailure: row.renew_failure,
    failed,
    waiting,
    silent: adapter !== undefined && isSilent(adapter, row, tx.now),
    webhook: adapter?.receive ? webhookAddress(kernel.config, row.id) : null,
    consents: adapter?.consent !== undefined,
    tests: adapter?.begins === true && !adapter.ofTheHouse && !adapter.toService,
    ofTheHouse: adapter?.ofTheHouse ?? false,
    down:
      row.down_since && row.down_sentence !== null
        ? { since: row.down_since.toISOString(), sentence: row.down_sentence }
        : null,
    settings: row.settings,
    version: row.version,
    mayKeep: may('channel-account.keep'),
    maySayDown: may('channel-account.say-down'),
  };
}

/** A connection that should be there and has shown nothing for twice as long as its adapter bears. */
function isSilent(adapter: ChannelAdapter, { state, state_since, alive_at }: AccountRow, now: Date): boolean {
  if (!adapter.listen || state !== 'open') return false;
  return now.getTime() - (alive_at ?? state_since).getTime() > (adapter.silentMs ?? 120_000) * 2;
}
