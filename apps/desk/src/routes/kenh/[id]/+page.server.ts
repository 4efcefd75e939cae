import { error } from '@sveltejs/kit';
import { accountOf, fieldViews } from '../../../channel/account-form.server.ts';
import { accountState, connectSteps, kindName, troubles } from '../../../channel/account-view.server.ts';
import { m } from '../../../paraglide/messages.js';
import { field, number, text, valueOrError } from '../../../server/answer.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'channel-account.read' };

/** Where a network leads back whoever agreed on its page. */
const BACK = '/kenh/dong-y';

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, url, depends }) => {
  depends('desk:channels');
  const { channels } = app.modules;
  const account = valueOrError(ctx, await channels.listAccounts(ctx)).find(({ id }) => id === params.id);
  if (!account) error(404, m.channel_unknown());
  const fields = channels.accountKinds(ctx).find(({ code }) => code === account.channel)?.fields ?? [];
  return {
    account: {
      id: account.id,
      channel: account.channel,
      name: account.name,
      address: account.address,
      serviceName: account.serviceName,
      kind: kindName(account.channel),
      state: { code: account.state, ...accountState(account) },
      troubles: troubles(account, ctx.now),
      checkedAt: account.checkedAt,
      lastEventAt: account.lastEventAt,
      lastSentAt: account.lastSentAt,
      tokenEndsAt: account.tokenEndsAt,
      failed: account.failed,
      waiting: account.waiting,
      webhook: account.webhook,
      // What a call is told stands in the exchange: here a person reads it who writes.
      tellsWhoWrites: account.channel !== 'telephone' && !account.ofTheHouse,
      changes: account.mayKeep && !account.ofTheHouse,
      down: account.down,
      version: account.version,
      mayKeep: account.mayKeep,
      maySayDown: account.maySayDown,
      consents: account.consents && account.mayKeep,
      tests: account.mayKeep && account.tests && account.state === 'open',
    },
    steps: connectSteps(account.channel),
    comesBackTo: `${url.origin}${BACK}`,
    fields: account.mayKeep ? fieldViews(fields, account.settings) : [],
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  mo: formAct<{ id: string }>(({ ctx, modules, params }) =>
    modules.channels.steerAccount(ctx, { account: params.id, act: 'open' }),
  ),
  dung: formAct<{ id: string }>(({ ctx, modules, params }) =>
    modules.channels.steerAccount(ctx, { account: params.id, act: 'pause' }),
  ),
  dongY: formAct<{ id: string }>(({ ctx, modules, params, url }) =>
    modules.channels.beginConsent(ctx, { account: params.id, redirect: `${url.origin}${BACK}` }),
  ),
  bao: formAct<{ id: string }>(({ ctx, modules, form, params }) =>
    modules.channels.sayDown(ctx, { account: params.id, sentence: text(form, 'sentence') }),
  ),
  het: formAct<{ id: string }>(({ ctx, modules, params }) => modules.channels.sayUp(ctx, params.id)),
  lai: formAct<{ id: string }>(({ ctx, modules, params }) => modules.channels.retryEvents(ctx, params.id)),
  thu: formAct<{ id: string }>(({ ctx, modules, form, params }) =>
    modules.channels.sendTestMessage(ctx, { account: params.id, to: field(form, 'to') ?? '' }),
  ),
  doi: formAct<{ id: string }>(({ app, ctx, modules, form, params }) => {
    const { secrets, ...fields } = accountOf({ app, ctx, form }, text(form, 'channel'));
    const version = number(form, 'version');
    return modules.channels.changeAccount(ctx, {
      account: params.id,
      ...fields,
      ...(version !== undefined && { version }),
      ...(Object.keys(secrets).length > 0 && { secrets }),
    });
  }),
};
