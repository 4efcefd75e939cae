import { agencyNames } from '../../../agency/agencies.server.ts';
import { orderWords } from '../../../content/order-words.server.ts';
import {
  dayOf,
  drillCallWords,
  hourOf,
  memberWords,
  minuteOf,
  weekDay,
  weekMoment,
} from '../../../network/member-words.server.ts';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { field, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { label, options, words } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'membership.read' };

const GAPS = 6;
const DAY_MINUTES = 1_440;

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:network-member');
  const { members, takedown } = app.modules;
  const allows = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  const agency = params.ma;
  const member = valueOrError(ctx, await members.memberDetail(ctx, { agency }));
  const card = valueOrError(ctx, await takedown.memberScorecard(ctx, { agency }));
  const since = new Date(card.since);
  const quality = valueOrError(ctx, await takedown.reportQuality(ctx, agency, { from: since, to: ctx.now }));
  const own = personOf(ctx).agency === agency && allows('drill-call.acknowledge');
  const addressees = valueOrError(ctx, await takedown.listAddressees(ctx)).filter((one) => one.agency === agency);
  const calls = allows('drill-call.read') ? valueOrError(ctx, await takedown.listDrillCalls(ctx, { agency })) : [];
  const asked = own
    ? valueOrError(ctx, await takedown.listOrders(ctx, { states: ['SENT', 'ACKNOWLEDGED', 'SUSPENDED'] })).rows
    : [];
  const machines = own ? valueOrError(ctx, await members.listOwnMachines(ctx)) : [];
  const names = await agencyNames(app, ctx, [agency, ...asked.flatMap((row) => row.orderingAgency ?? [])]);
  const name = names.get(agency) ?? agency;
  return {
    ...memberWords(app, member, name),
    own,
    asked: asked.map((row) => orderWords(app, row, (code) => names.get(code) ?? code)),
    card,
    quality:
      quality.reports === 0
        ? null
        : {
            reports: quality.reports,
            bands: quality.bands.map(({ from, reports }) => ({ from, reports })),
            missing: quality.missing.slice(0, 6).map(({ field, reports }) => ({
              field: takedown.fieldLabel(field, getLocale()),
              reports,
            })),
          },
    contacts: addressees.map((one) => ({
      id: one.id,
      name: one.name,
      kind: words('addressee_rung', one.kind),
      acts: one.kind !== 'MEMBER',
      reach: one.reach.map(({ id, kind, value, state }) => ({
        id,
        text: kind === 'ASN' ? `AS${value}` : value,
        kind: words('reach_kind', kind),
        state: words('reach_state', state),
        waits: state === 'CLAIMED',
      })),
      contacts: one.contacts.map(({ id, channel, mask, state, lastAnswerAt }) => ({
        id,
        mask,
        lastAnswerAt,
        channel: words('contact_channel', channel),
        state: words('contact_state', state),
        answersAt: channel === 'WEBHOOK' ? `/api/v1/takedown/answers/${id}` : null,
      })),
    })),
    keepsReach: allows('addressee.keep') && (own || allows('addressee.approve')),
    reachKinds: takedown.reachKinds.map((value) => ({ value, label: words('reach_kind', value) })),
    agreements: member.agreements.map((one) => ({
      id: one.id,
      reference: one.reference,
      holds: one.holds,
      mayEnd: one.mayEnd,
      covers: one.covers.map((code) => label(members.agreementScope, code)).join(', '),
      days: `${dayOf(one.validFrom)} – ${one.endedOn ? dayOf(one.endedOn) : one.validTo ? dayOf(one.validTo) : m.role_open_end()}`,
    })),
    duty: member.duty.map((one) => ({
      id: one.id,
      name: one.name,
      phone: one.phone,
      now: one.now,
      days: one.days.length === 7 ? m.officer_every_day() : one.days.map(weekDay).join(', '),
      hours: one.from === 0 && one.to === DAY_MINUTES ? m.officer_all_day() : `${hourOf(one.from)} – ${hourOf(one.to)}`,
      from: dayOf(one.validFrom),
      to: one.validTo === null ? null : dayOf(one.validTo),
    })),
    dutyGaps: member.dutyGaps.slice(0, GAPS).map(({ from, to }) => `${weekMoment(from)} – ${weekMoment(to)}`),
    moreGaps: Math.max(0, member.dutyGaps.length - GAPS),
    drills: calls.map((call) => drillCallWords(call, name)),
    machines: machines.map((one) => ({
      id: one.id,
      name: one.name,
      scopes: one.scopes.join(', '),
      validTo: one.validTo?.toISOString() ?? null,
      lastSeenAt: one.lastSeenAt?.toISOString() ?? null,
      previousUntil: one.previousUntil && one.previousUntil > ctx.now ? one.previousUntil.toISOString() : null,
    })),
    may: member.may,
    oversees: allows('membership.oversee'),
    seesDeliveries: allows('member-delivery.read'),
    nextStates: member.nextStates.map((value) => ({ value, label: words('membership_move', value) })),
    scopes: options(members.agreementScope),
    days: [1, 2, 3, 4, 5, 6, 7].map((number) => ({ number, name: weekDay(number) })),
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  nhan: formAct(({ ctx, modules, form }) => modules.takedown.acknowledgeDrill(ctx, { call: text(form, 'call') })),
  truc: formAct(({ ctx, modules, form, params }) =>
    modules.members.addNetworkDuty(ctx, {
      agency: params.ma,
      name: text(form, 'name'),
      phone: text(form, 'phone'),
      days: form.getAll('days').map(Number),
      from: minuteOf(text(form, 'from')),
      to: minuteOf(text(form, 'to')),
      validFrom: field(form, 'validFrom'),
      validTo: field(form, 'validTo'),
    }),
  ),
  thoiTruc: formAct(({ ctx, modules, form }) => modules.members.endNetworkDuty(ctx, { duty: text(form, 'duty') })),
  phamVi: formAct(({ ctx, modules, form }) =>
    modules.takedown.claimReach(ctx, {
      addressee: text(form, 'addressee'),
      kind: text(form, 'reachKind'),
      value: text(form, 'value'),
    }),
  ),
  thoiPhamVi: formAct(({ ctx, modules, form }) =>
    modules.takedown.endReach(ctx, { addressee: text(form, 'addressee'), reach: text(form, 'reach') }),
  ),
  khoa: formAct(async ({ ctx, modules, form }) => {
    const renewed = await modules.members.renewMachineKey(ctx, { client: text(form, 'client') });
    return renewed.ok ? { ok: true, value: { name: renewed.value.name, key: renewed.value.key } } : renewed;
  }),
  thoaThuan: formAct(({ ctx, modules, form, params }) =>
    modules.members.enterAgreement(ctx, {
      agency: params.ma,
      reference: text(form, 'reference'),
      covers: form.getAll('covers').map(String),
      validFrom: text(form, 'agreementFrom'),
      validTo: field(form, 'agreementTo'),
    }),
  ),
  thoiThoaThuan: formAct(({ ctx, modules, form }) =>
    modules.members.endAgreement(ctx, { agreement: text(form, 'agreement') }),
  ),
  trangThai: formAct(({ ctx, modules, form }) =>
    modules.members.changeMembership(ctx, {
      membership: text(form, 'membership'),
      version: Number(text(form, 'version')),
      state: text(form, 'state'),
    }),
  ),
};
