import { lawCitation } from '../../../../../../../src/vocabulary/law/law-citation.pure.ts';
import { agencyNames } from '../../../../agency/agencies.server.ts';
import { dayWords } from '../../../../calendar/month.ts';
import { documentLines, endReasons, orderWords } from '../../../../content/order-words.server.ts';
import { groundChoices } from '../../../../content/unmask-item.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { getLocale } from '../../../../paraglide/runtime.js';
import { field, number, text, valueOrError } from '../../../../server/answer.server.ts';
import { functionName, label, options, words } from '../../../../server/codes.server.ts';
import { formAct, keepEntered, permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'takedown-order.read' };

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  depends('desk:order');
  const { app, ctx } = locals;
  const { takedown } = app.modules;
  const detail = valueOrError(ctx, await takedown.orderDetail(ctx, { order: params.id }));
  const names = await agencyNames(app, ctx, [
    detail.proposedAgency,
    ...(detail.orderingAgency ? [detail.orderingAgency] : []),
    ...detail.timeline.flatMap((one) => one.agency ?? []),
  ]);
  const agency = (code: string) => names.get(code) ?? code;
  const may = Object.fromEntries(detail.may.map((one) => [one, true])) as Partial<
    Record<(typeof detail.may)[number], true>
  >;
  const ours = ctx.actor.kind === 'person' && (may.issue || may.cancel || may.escalate || detail.deliveries.length > 0);
  const next = may.escalate
    ? valueOrError(ctx, await takedown.listAddressees(ctx)).filter(({ kind }) => kind !== 'MEMBER')
    : [];
  const { power } = detail;
  return {
    order: orderWords(app, detail, agency),
    proposedBy: agency(detail.proposedAgency),
    ours: Boolean(ours),
    power: power && {
      function: functionName(power.function),
      basis: lawCitation(power.basis, getLocale()),
      dates: m.order_power_from_to({
        from: dayWords(power.from),
        to: power.to ? dayWords(power.to) : m.order_power_open(),
      }),
      source: lawCitation(power.source, getLocale()),
      verified: power.verified,
      orderedAt: power.orderedAt,
    },
    statement: detail.statement,
    preserveUntil: detail.preserveUntil,
    removedAt: detail.removedAt,
    // Told until they say anything else.
    stillThere: detail.state === 'ACKNOWLEDGED' ? detail.contradictedAt : null,
    suspended:
      detail.suspended && detail.state === 'SUSPENDED'
        ? label(takedown.impossibilityGround, detail.suspended.ground)
        : null,
    ended: detail.endReason && label(takedown.orderEndReason, detail.endReason),
    follows: detail.follows,
    followedBy: detail.followedBy,
    documents: detail.documents.map((one) => ({ ...one, name: words('order_document', one.kind) })),
    deliveries: detail.deliveries.map((one, at) => ({
      id: String(at),
      channel: words('contact_channel', one.channel),
      mask: one.mask,
      state:
        one.channel === 'PORTAL' || one.state === 'not-sent'
          ? words('order_delivery', one.state)
          : words('outbox_state', one.state),
    })),
    events: detail.timeline
      .map((one, at) => ({
        id: String(at),
        at: one.at,
        who: one.agency === null ? m.actor_platform() : agency(one.agency),
        what: [
          words('order_event', one.code),
          ...(typeof one.codes.answer === 'string' ? [words('order_answer', one.codes.answer)] : []),
          ...(typeof one.codes.ground === 'string' ? [label(takedown.impossibilityGround, one.codes.ground)] : []),
          ...(typeof one.codes.reason === 'string' ? [label(takedown.orderEndReason, one.codes.reason)] : []),
          // A service's own code, as it says it.
          ...(typeof one.codes.said === 'string' ? [one.codes.said] : []),
        ].join(': '),
        note: one.text ?? '',
      }))
      .reverse(),
    may,
    openGrounds: detail.needsGround ? groundChoices(locals) : null,
    reasons: endReasons(app),
    answers: takedown.answers.map((value) => ({ value, label: words('order_answer', value) })),
    grounds: [{ value: '', label: m.order_answer_ground_none() }, ...options(takedown.impossibilityGround)],
    addressees: next
      .filter((one) => one.id !== detail.addressee.id)
      .map((one) => ({ value: one.id, label: `${words('addressee_rung', one.kind)}: ${one.name}` })),
    now: ctx.now.toISOString(),
  };
};

const on = (form: FormData, params: { id: string }) => ({ order: params.id, version: number(form, 'version') });

export const actions: Actions = {
  xem: permittedAct('takedown-order.issue', async ({ ctx, modules, form, params }) => {
    const draft = await modules.takedown.previewOrder(ctx, { order: params.id, ground: field(form, 'ground') });
    return draft.ok ? { ok: true, value: { lines: documentLines(draft.value) } } : draft;
  }),
  ra: permittedAct('takedown-order.issue', ({ ctx, modules, form, params }) =>
    modules.takedown.issueOrder(ctx, on(form, params)),
  ),
  khong: permittedAct('takedown-order.decline', ({ ctx, modules, form, params }) =>
    modules.takedown.declineOrder(ctx, { ...on(form, params), reason: text(form, 'reason') }),
  ),
  thuHoi: permittedAct('takedown-order.cancel', ({ ctx, modules, form, params }) =>
    modules.takedown.cancelOrder(ctx, { ...on(form, params), reason: text(form, 'reason') }),
  ),
  len: permittedAct('takedown-order.escalate', ({ ctx, modules, form, params }) =>
    modules.takedown.escalateOrder(ctx, { ...on(form, params), addressee: text(form, 'addressee') }),
  ),
  hoiDap: permittedAct('takedown-order.clarify', ({ ctx, modules, form, params }) =>
    modules.takedown.clarifyOrder(ctx, { ...on(form, params), text: text(form, 'text') }),
  ),
  traLoi: keepEntered(
    formAct(({ ctx, modules, form, params }) => {
      const at = field(form, 'at');
      return modules.takedown.answerOrder(ctx, {
        ...on(form, params),
        answer: text(form, 'answer'),
        ...(at === undefined ? {} : { at: new Date(at) }),
        ground: field(form, 'ground'),
        text: field(form, 'text'),
      });
    }),
  ),
};
