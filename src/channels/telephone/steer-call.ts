import { type Ctx, ok, systemActor } from '../../kernel/index.ts';
import { hears } from '../accounts/account.ts';
import { listAccountRows } from '../accounts/account-store.ts';
import { useAccount } from '../accounts/open-account.ts';
import { openReach } from '../reach.ts';
import type { AccountRow } from '../tables.ts';
import type { TelephoneAccount } from './call-command.ts';
import type { Exchanges } from './exchanges.ts';
import { softphoneLine } from './softphone-line.ts';
import { commandCall, telephoneAdapter } from './telephone-adapter.ts';
import { telephoneSecrets, telephoneSettings } from './telephone-settings.ts';

/** The exchange of an account, where there is one. */
async function exchangeOf(ctx: Ctx, account: string): Promise<TelephoneAccount | undefined> {
  const used = await useAccount(ctx, account);
  if (used?.adapter.code !== telephoneAdapter.code) return undefined;
  const { id, settings, secrets } = used.open;
  return { id, settings: telephoneSettings.parse(settings), secrets: telephoneSecrets.parse(secrets) };
}

/**
 * Without a sign for so long an exchange is shown as gone, milliseconds: one that we stay with is asked every two seconds, and what it
 * said is noted within two and a half more; one that calls us tells its open calls every five seconds, and that is noted within ten.
 */
const SILENT = { stayedWith: 6_000, callsUs: 20_000 };

export function isSilent(row: Pick<AccountRow, 'settings' | 'alive_at' | 'last_event_at'>, now: Date): boolean {
  const callsUs = row.settings.exchange === 'webhook';
  const last = callsUs ? row.last_event_at : row.alive_at;
  return last === null || now.getTime() - last.getTime() > (callsUs ? SILENT.callsUs : SILENT.stayedWith);
}

/** Exchanges as the accounts of the channels know them. */
export const accountExchanges: Exchanges = {
  name: 'accounts',
  async steer(ctx, account, command) {
    const exchange = await exchangeOf(ctx, account);
    if (!exchange) return { state: 'refused', reason: 'no-exchange' };
    return commandCall(exchange, command, { ...openReach(ctx.kernel.config), now: ctx.now });
  },
  async states(ctx, agency) {
    const rows = await exchangeRows(ctx, agency);
    return rows.map((row) => ({ name: row.name, number: row.address, silent: isSilent(row, ctx.now) }));
  },
  mustRecord: async (ctx, account) => (await exchangeOf(ctx, account))?.settings.recording === 'by-law',
  async forSoftphones(ctx, agency) {
    const rows = await exchangeRows(ctx, agency);
    return rows
      .filter(({ settings }) => telephoneSettings.parse(settings).softphoneAddress !== '')
      .map(({ id, name }) => ({ account: id, name }));
  },
  async softphoneLine(ctx, account) {
    const used = await useAccount(ctx, account);
    if (used === undefined || !hears(used.row.state)) return null;
    const exchange = await exchangeOf(ctx, account);
    return exchange ? softphoneLine(exchange, ctx.now) : null;
  },
};

/** The exchanges of an agency that are connected. */
async function exchangeRows(ctx: Ctx, agency: string): Promise<readonly AccountRow[]> {
  const found = await ctx
    .as(systemActor('channels.exchanges'))
    .transaction(async (tx) => ok(await listAccountRows(tx)), { keep: true });
  const rows = found.ok ? found.value : [];
  return rows.filter((row) => row.adapter === telephoneAdapter.code && row.agency === agency && hears(row.state));
}
