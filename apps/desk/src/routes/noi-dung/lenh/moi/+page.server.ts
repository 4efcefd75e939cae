import { error } from '@sveltejs/kit';
import { vietnamDate } from '../../../../../../../src/kernel/time.pure.ts';
import { m } from '../../../../paraglide/messages.js';
import { getLocale } from '../../../../paraglide/runtime.js';
import { field, number, text, valueOrError } from '../../../../server/answer.server.ts';
import { options, words } from '../../../../server/codes.server.ts';
import { keepEntered, permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'takedown-order.propose' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url }) => {
  const { takedown } = app.modules;
  const id = url.searchParams.get('muc');
  if (!id) error(404, m.order_none_next());
  const { item } = valueOrError(ctx, await takedown.itemDetail(ctx, { item: id }));
  const lockable = takedown
    .lockRulesOn(vietnamDate(ctx.now))
    .find(({ id: rule }) => rule === url.searchParams.get('quy-tac'));
  // Of a member that has no rung nothing can be ordered.
  const addressees = valueOrError(ctx, await takedown.listAddressees(ctx)).filter(({ kind }) => kind !== 'MEMBER');
  const again =
    url.searchParams.get('lai') === '1' ? valueOrError(ctx, await takedown.draftAgain(ctx, { item: id })) : null;
  return {
    again,
    item: { id: item.id, reference: item.reference, mask: item.mask, danger: item.danger === true },
    addressees: addressees.map((one) => ({
      value: one.id,
      label: `${words('addressee_rung', one.kind)}: ${one.name}${
        one.contacts.some(({ state }) => state === 'APPROVED') ? '' : ` (${m.contact_state_waiting()})`
      }`,
    })),
    kinds: options(takedown.orderKind),
    reasons: options(takedown.orderReason),
    // Of an account that reached a counting rule: the rule, in words, and its most days.
    lock: lockable && {
      rule: lockable.id,
      words: getLocale() === 'vi' ? lockable.vi : lockable.en,
      days: lockable.mostDays,
      kind: lockable.kinds[0] ?? 'LOCK_ACCOUNT',
    },
  };
};

const proposal = (form: FormData) => ({
  item: text(form, 'item'),
  addressee: text(form, 'addressee'),
  kind: text(form, 'kind'),
  urgent: text(form, 'urgent') === 'yes',
  reasons: form.getAll('reasons').filter((one): one is string => typeof one === 'string'),
  location: field(form, 'location'),
  lock:
    field(form, 'lockRule') === undefined
      ? undefined
      : { rule: text(form, 'lockRule'), days: number(form, 'lockDays') ?? 0 },
});

export const actions: Actions = {
  deXuat: keepEntered(
    permittedAct('takedown-order.propose', ({ ctx, modules, form }) =>
      modules.takedown.proposeOrder(ctx, proposal(form)),
    ),
  ),
  // The document as it would read, beside the form: nothing is kept.
  xem: keepEntered(
    permittedAct('takedown-order.propose', async ({ ctx, modules, form }) => {
      const asked = proposal(form);
      const draft = await modules.takedown.previewProposal(ctx, asked);
      return draft.ok ? { ok: true, value: { document: draft.value, reasons: asked.reasons } } : draft;
    }),
  ),
};
