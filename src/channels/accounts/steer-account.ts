import { actOnRecord, type Config, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { openReach } from '../reach.ts';
import { refuse } from '../refusals.ts';
import type { AccountRow } from '../tables.ts';
import { accountRecord, actOnAccount, changeRow } from './account-record.ts';
import { openRow } from './open-account.ts';
import { renewAccount } from './renew-account.ts';

/** Where a network calls us of an account: on the portal's host, since networks reach no other. */
export function webhookAddress(config: Config, account: string): string {
  const host = config.portalHosts[0] ?? `localhost:${config.portalPort}`;
  return `${config.publicProtocol}://${host}/api/v1/channels/${account}`;
}

/**
 * Pauses an account, or opens it once its own service has said that it is ours and knows where to call. One whose shape had drifted begins
 * to count anew.
 * Refusals: `channel-account.check-failed`, `channel-account.invalid`, `channel-account.not-found`, `access.*`, `record.changed-meanwhile`
 */
export async function steerAccount(
  ctx: Ctx,
  input: { readonly account: string; readonly act: 'open' | 'pause'; readonly version?: number },
): Promise<Result<void>> {
  const opens = input.act === 'open';
  const asked = opens ? await askService(ctx, input.account) : ok(undefined);
  if (!asked.ok) return asked;
  const said = asked.value;
  // What its service said of other keys than those that are there by now opens nothing.
  const on = { id: input.account, version: said?.version ?? input.version };
  return actOnAccount(ctx, 'channel-account.keep', on, async (tx, row) => {
    await changeRow(tx, row, {
      state: opens ? 'open' : 'paused',
      state_reason: opens ? null : 'by-hand',
      state_since: tx.now,
      ...(said && {
        service_name: said.name,
        token_ends_at: said.tokenEndsAt ?? row.token_ends_at,
        checked_at: tx.now,
        check_failure: null,
        failing_since: null,
        malformed: 0,
        seen: 0,
      }),
    });
    tx.audit({
      action: 'channel-account.steer',
      object: { kind: 'channel-account', id: row.id },
      codes: { act: input.act, was: row.state },
    });
    return ok();
  });
}

interface Said {
  readonly version: number;
  readonly name: string;
  readonly tokenEndsAt: Date | null;
}

const isOver = ({ token_ends_at: ends }: AccountRow, now: Date): boolean => ends !== null && ends <= now;

/** What the account's own service says of it; no row is locked while it is asked. */
async function askService(ctx: Ctx, account: string): Promise<Result<Said>> {
  const on = { id: account, readOnly: true };
  const read = () => actOnRecord(accountRecord, ctx, 'channel-account.keep', on, async (_tx, row) => ok(row));
  let found = await read();
  if (found.ok && isOver(found.value, ctx.now)) {
    // A pause may have outlived the token, but not what it is exchanged for.
    const renewed = await renewAccount(ctx, account, found.value.version);
    found = renewed.ok ? await read() : renewed;
  }
  if (!found.ok) return found;
  const inUse = await openRow(ctx.kernel, found.value);
  if (inUse === undefined) return refuse('channel-account.invalid', { field: 'adapter' });
  const { adapter, open } = inUse;
  const reach = { ...openReach(ctx.kernel.config), now: ctx.now };
  const said = await adapter.check(open, reach);
  const failed = (reason: string) => refuse('channel-account.check-failed', { facts: { reason } });
  if (!said.ok) return failed(said.refusal.code);
  const told = await adapter.subscribe?.(open, webhookAddress(ctx.kernel.config, account), reach);
  if (told && !told.ok) return failed(told.refusal.code);
  const { name, tokenEndsAt } = said.value;
  return ok({ version: found.value.version, name: name.slice(0, 200), tokenEndsAt });
}
