import type { OutboundInList } from '../../../../../../src/channels/index.ts';
import { outboundRow } from '../../../outbox/outbox-view.server.ts';
import { text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'outbound-message.list' };

/** The states that are one press away; the others are in the list of the same filter. */
const NEAR: readonly OutboundInList['state'][] = ['waiting', 'unsure', 'dead', 'sent'];

/** What leaves the house, newest first; what the address chooses survives a reload. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:outbox');
  const { channels } = app.modules;
  const chosen = <Code extends string>(name: string, codes: readonly Code[]) =>
    codes.find((code) => code === url.searchParams.get(name));
  const after = url.searchParams.get('sau');
  const { messages, figures, next } = valueOrError(
    ctx,
    await channels.listOutbound(ctx, {
      state: chosen('trang-thai', channels.outboundStates),
      purpose: chosen('viec', channels.outboundPurposes),
      channel: chosen('kenh', channels.channelCodes),
      ...(after !== null && { after }),
    }),
  );
  const named = (family: string, codes: readonly string[]) =>
    codes.map((value) => ({ value, label: words(family, value) }));
  return {
    rows: messages.map(outboundRow),
    figures,
    next,
    choices: {
      purposes: named('outbox_purpose', channels.outboundPurposes),
      channels: named('outbox_channel', channels.channelCodes),
      states: named('outbox_state', channels.outboundStates),
      chips: named('outbox_state', NEAR).map((one) => ({ name: 'trang-thai', ...one })),
    },
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  lai: formAct(({ ctx, modules, form }) => modules.channels.retryOutbound(ctx, { id: text(form, 'id') })),
  huy: formAct(({ ctx, modules, form }) => modules.channels.cancelOutbound(ctx, { id: text(form, 'id') })),
};
