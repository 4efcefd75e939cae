import { type Ctx, type Kernel, ok, systemActor, type Tx } from '../../kernel/index.ts';
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

interface Held {
  readonly at: number;
  readonly account: Promise<AccountInUse | undefined>;
  /** Still read in somebody's own transaction, or for all who hold no connection; or known. */
  state: 'own' | 'shared' | 'known';
}

const held = new WeakMap<Kernel, Map<string, Held>>();

/**
 * The account by its id, whoever asks; held for some seconds, since a busy account is asked for hundreds of times a second.
 * @param tx the transaction of the platform in which the caller stands: who holds a connection must not wait for a second one
 * @returns undefined where there is none, or nothing speaks its language any more
 */
export function useAccount(ctx: Ctx, id: string, tx?: Tx): Promise<AccountInUse | undefined> {
  const accounts = held.get(ctx.kernel) ?? new Map<string, Held>();
  held.set(ctx.kernel, accounts);
  const at = ctx.kernel.clock.now().getTime();
  const known = accounts.get(id);
  const usable = known?.state === 'known' || (known?.state === 'shared' && !tx);
  if (known && usable && Math.abs(at - known.at) < TRUST) return known.account;
  const asked: Held = { at, account: load(ctx, id, tx), state: tx ? 'own' : 'shared' };
  accounts.set(id, asked);
  // What is not there, or could not be opened, is asked for anew; and no guess of an id is remembered.
  const drop = () => {
    if (accounts.get(id) === asked) accounts.delete(id);
  };
  void asked.account.then((found) => {
    if (found) asked.state = 'known';
    else drop();
  }, drop);
  return asked.account;
}

/** Forgets what this process holds of an account that was changed. */
export function forgetAccount(kernel: Kernel, id: string): void {
  held.get(kernel)?.delete(id);
}

async function load(ctx: Ctx, id: string, tx?: Tx): Promise<AccountInUse | undefined> {
  const row = await (tx ? findAccount(tx, id) : findAlone(ctx, id));
  return row && openRow(ctx.kernel, row);
}

async function findAlone(ctx: Ctx, id: string): Promise<AccountRow | undefined> {
  const found = await ctx
    .as(systemActor('channels.accounts'))
    .transaction(async (tx) => ok(await findAccount(tx, id)), { keep: true });
  if (!found.ok) throw new Error(`refused: ${found.refusal.code}`);
  return found.value;
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
