import { agencyNames } from '../../../../agency/agencies.server.ts';
import { deliveryRow, deliveryStateWords } from '../../../../network/delivery-words.server.ts';
import { personOf, text, valueOrError } from '../../../../server/answer.server.ts';
import { words } from '../../../../server/codes.server.ts';
import { formAct, keepEntered } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'member-delivery.read' };

const NEAR = ['waiting', 'dead', 'sent'] as const;

/** By what ways a member is reached, and what was sent by them; what the address chooses survives a reload. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, params, url, depends }) => {
  depends('desk:deliveries');
  const { members, takedown } = app.modules;
  const agency = params.ma;
  valueOrError(ctx, await members.memberDetail(ctx, { agency }));
  const chosen = <Code extends string>(name: string, codes: readonly Code[]) =>
    codes.find((code) => code === url.searchParams.get(name));
  const { deliveries, next } = valueOrError(
    ctx,
    await takedown.listDeliveries(ctx, {
      agency,
      kind: chosen('loai', takedown.deliveryKinds),
      channel: chosen('duong', takedown.deliveryChannels),
      state: chosen('trang-thai', takedown.deliveryStates),
      after: url.searchParams.get('sau') ?? undefined,
    }),
  );
  const tests = valueOrError(ctx, await takedown.listDeliveries(ctx, { agency, kind: 'TEST' })).deliveries;
  const own = valueOrError(ctx, await takedown.listAddressees(ctx)).filter((one) => one.agency === agency);
  const names = await agencyNames(app, ctx, [agency, ...[...deliveries, ...tests].map(({ sender }) => sender)]);
  const inWords = (one: (typeof deliveries)[number]) => deliveryRow(one, names.get(one.sender) ?? one.sender);
  const keeps =
    app.permissions.allows({ action: 'addressee.keep' }, ctx.actor, ctx.now) &&
    (personOf(ctx).agency === agency || app.permissions.allows({ action: 'addressee.approve' }, ctx.actor, ctx.now));
  const named = <Code extends string>(codes: readonly Code[], say: (code: Code) => string) =>
    codes.map((value) => ({ value, label: say(value) }));
  return {
    agency,
    name: names.get(agency) ?? agency,
    keeps,
    // Nothing is ordered of it: it keeps its ways here, and not with those who can be ordered.
    keepsHere: keeps && own.every(({ kind }) => kind === 'MEMBER'),
    contacts: own.flatMap((one) =>
      one.contacts.map((contact) => {
        const last = tests.find((test) => test.contact === contact.id);
        const approved = contact.state === 'APPROVED';
        return {
          id: contact.id,
          addressee: one.id,
          name: one.name,
          channel: words('contact_channel', contact.channel),
          mask: contact.mask,
          state: words('contact_state', contact.state),
          waits: !approved,
          ends: one.kind === 'MEMBER',
          tries: approved && (contact.channel === 'WEBHOOK' || contact.channel === 'EMAIL'),
          renews: approved && contact.channel === 'WEBHOOK',
          renewedAt: contact.renewedAt,
          formerUntil:
            contact.formerUntil !== null && new Date(contact.formerUntil) > ctx.now ? contact.formerUntil : null,
          test: last === undefined ? null : inWords(last),
        };
      }),
    ),
    keys: valueOrError(ctx, await takedown.webhookKeysToday(ctx)).keys,
    rows: deliveries.map(inWords),
    next,
    choices: {
      kinds: named(takedown.deliveryKinds, (code) => words('delivery_kind', code)),
      own: named(takedown.ownChannels, (code) => words('contact_channel', code)),
      channels: named(takedown.deliveryChannels, (code) => words('contact_channel', code)),
      states: named(takedown.deliveryStates, deliveryStateWords),
      chips: named(NEAR, deliveryStateWords).map((one) => ({ name: 'trang-thai', ...one })),
    },
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  duong: keepEntered(
    formAct(({ ctx, modules, form, params }) =>
      modules.takedown.keepOwnContact(ctx, {
        agency: params.ma ?? '',
        channel: text(form, 'channel'),
        address: text(form, 'address'),
      }),
    ),
  ),
  thoi: formAct(({ ctx, modules, form }) =>
    modules.takedown.endContact(ctx, { addressee: text(form, 'addressee'), contact: text(form, 'contact') }),
  ),
  thu: formAct(({ ctx, modules, form }) =>
    modules.takedown.sendTestDelivery(ctx, { addressee: text(form, 'addressee'), contact: text(form, 'contact') }),
  ),
  khoa: formAct(({ ctx, modules, form }) =>
    modules.takedown.renewContactSecret(ctx, {
      addressee: text(form, 'addressee'),
      contact: text(form, 'contact'),
      endFormer: text(form, 'former') === 'end',
    }),
  ),
  lai: formAct(({ ctx, modules, form }) => modules.takedown.retryDelivery(ctx, { delivery: text(form, 'id') })),
};
