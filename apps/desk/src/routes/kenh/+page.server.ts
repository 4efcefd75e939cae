import { accountState, kindName, troubles } from '../../channel/account-view.server.ts';
import { valueOrError } from '../../server/answer.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'channel-account.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:channels');
  const accounts = valueOrError(ctx, await app.modules.channels.listAccounts(ctx));
  return {
    rows: accounts.map((account) => ({
      id: account.id,
      name: account.name,
      address: account.address,
      kind: kindName(account.channel),
      state: accountState(account),
      troubles: troubles(account, ctx.now),
      lastEventAt: account.lastEventAt,
      lastSentAt: account.lastSentAt,
      tokenEndsAt: account.tokenEndsAt,
    })),
    mayConnect: app.permissions.allows({ action: 'channel-account.keep' }, ctx.actor, ctx.now),
    now: ctx.now.toISOString(),
  };
};
