import { type Ctx, type Kernel, ok, systemActor } from '../../kernel/index.ts';
import type { ChannelAdapter, OpenAccount } from '../adapter.ts';
import { adapterOf } from '../adapter-of.ts';
import type { AccountRow } from '../tables.ts';
import { type AccountKey, openAccountKey, openSecrets } from './account-sealing.ts';
import { findAccount } from './account-store.ts';

/** An account ready to be used: its row, its adapter, and what was sealed, in memory. */
export interface AccountInUse {
  readonly row: AccountRow;
  readonly adapter: ChannelAdapter;
  readonly open: OpenAccount;
  readonly key: AccountKey;
}

/** How long a process trusts what it holds of an account: a pause or a new token elsewhere counts after it at the latest. */
const TRUST = 5_000;

const held = new WeakMap<
  Kernel,
  Map<string, { readonly at: number; readonly account: Promise<AccountInUse | undefined> }>
>();

/**
 * The account by its id, whoever asks; held for some seconds, since a busy account is asked for hundreds of times a second.
 * @returns undefined where there is none, or nothing speaks its language any more
 */
export function useAccount(ctx: Ctx, id: string): Promise<AccountInUse | undefined> {
  const accounts = held.get(ctx.kernel) ?? new Map();
  held.set(ctx.kernel, accounts);
  const at = ctx.kernel.clock.now().getTime();
  const known = accounts.get(id);
  if (known && Math.abs(at - known.at) < TRUST) return known.account;
  const account = load(ctx, id);
  accounts.set(id, { at, account });
  // What is not there, or could not be opened, is asked for anew; and no guess of an id is remembered.
  void account.then(
    (found) => found ?? accounts.delete(id),
    () => accounts.delete(id),
  );
  return account;
}

/** Forgets what this process holds of an account that was changed. */
export function forgetAccount(kernel: Kernel, id: string): void {
  held.get(kernel)?.delete(id);
}

async function load(ctx: Ctx, id: string): Promise<AccountInUse | undefined> {
  const found = await ctx
    .as(systemActor('channels.accounts'))
    .transaction(async (tx) => ok(await findAccount(tx, id)), { keep: true });
  if (!found.ok) throw new Error(`refused: ${found.refusal.code}`);
  return found.value && openRow(ctx.kernel, found.value);
}

/** The same of a row that was just read, as under a lock; nothing is held. */
export async function openRow(kernel: Kernel, row: AccountRow): Promise<AccountInUse | undefined> {
  const adapter = adapterOf(kernel, row.adapter);
  if (!adapter) return undefined;
  const [secrets, key] = await Promise.all([openSecrets(kernel, row), openAccountKey(kernel, row)]);
  const open: OpenAccount = {
    id: row.id,
    settings: adapter.settings.parse(row.settings),
    secrets: adapter.secrets.parse(secrets),
  };
  return { row, adapter, open, key };
}
