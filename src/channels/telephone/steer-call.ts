import type { Ctx } from '../../kernel/index.ts';
import { useAccount } from '../accounts/open-account.ts';
import { openReach } from '../reach.ts';
import type { TelephoneAccount } from './call-command.ts';
import type { Exchanges } from './exchanges.ts';
import { commandCall, telephoneAdapter } from './telephone-adapter.ts';
import { telephoneSecrets, telephoneSettings } from './telephone-settings.ts';

/** The exchange of an account, where there is one. */
async function exchangeOf(ctx: Ctx, account: string): Promise<TelephoneAccount | undefined> {
  const used = await useAccount(ctx, account);
  if (used?.adapter.code !== telephoneAdapter.code) return undefined;
  const { id, settings, secrets } = used.open;
  return { id, settings: telephoneSettings.parse(settings), secrets: telephoneSecrets.parse(secrets) };
}

/** Exchanges as the accounts of the channels know them. */
export const accountExchanges: Exchanges = {
  name: 'accounts',
  async steer(ctx, account, command) {
    const exchange = await exchangeOf(ctx, account);
    if (!exchange) return { state: 'refused', reason: 'no-exchange' };
    return commandCall(exchange, command, { ...openReach(ctx.kernel.config), now: ctx.now });
  },
  mustRecord: async (ctx, account) => (await exchangeOf(ctx, account))?.settings.recording === 'by-law',
};
