import { agencyFrom, agencyNames } from '../../../agency/agencies.server.ts';
import { decideApproval, pendingApprovals } from '../../../duty/approvals.server.ts';
import { field, text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { formAct, permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'addressee.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:addressees');
  const { takedown } = app.modules;
  const rows = valueOrError(ctx, await takedown.listAddressees(ctx));
  const asked = await pendingApprovals(app, ctx, 'addressee-contact');
  const names = await agencyNames(
    app,
    ctx,
    rows.flatMap((row) => row.agency ?? []),
  );
  const hour = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return {
    rows: rows.map((row) => ({
      id: row.id,
      name: row.name,
      kind: words('addressee_rung', row.kind),
      acts: row.kind !== 'MEMBER',
      member: row.agency === null ? null : (names.get(row.agency) ?? row.agency),
      reach: row.reach.map((one) => (one.kind === 'ASN' ? `AS${one.value}` : one.value)),
      desk: row.desk && { from: hour(row.desk.from), to: hour(row.desk.to) },
      approved: row.contacts.some((one) => one.state === 'APPROVED'),
      contacts: row.contacts.map((one) => ({
        id: one.id,
        channel: words('contact_channel', one.channel),
        mask: one.mask,
        state: words('contact_state', one.state),
        approval: asked.get(one.id) ?? null,
      })),
      demonstration: row.demonstration,
    })),
    keys: valueOrError(ctx, await takedown.webhookKeysToday(ctx)).keys,
    enters: app.permissions.allows({ action: 'addressee.enter' }, ctx.actor, ctx.now),
    kinds: takedown.rungs.map((value) => ({ value, label: words('addressee_rung', value) })),
    channels: takedown.contactChannels.map((value) => ({ value, label: words('contact_channel', value) })),
  };
};

export const actions: Actions = {
  them: permittedAct('addressee.enter', async ({ ctx, app, modules, form }) => {
    const member = field(form, 'agency');
    const agency = member === undefined ? undefined : await agencyFrom(app, ctx, form, 'agency');
    if (agency && !agency.ok) return agency;
    const domains = text(form, 'domains').split(/\s+/).filter(Boolean);
    return modules.takedown.enterAddressee(ctx, {
      name: text(form, 'name'),
      kind: text(form, 'kind'),
      agency: agency?.value,
      reach: domains.map((value) => ({ kind: 'DOMAIN' as const, value })),
    });
  }),
  lienHe: formAct(({ ctx, modules, form }) =>
    modules.takedown.enterContact(ctx, {
      addressee: text(form, 'addressee'),
      channel: text(form, 'channel'),
      address: field(form, 'address'),
    }),
  ),
  thoi: formAct(({ ctx, modules, form }) =>
    modules.takedown.endContact(ctx, { addressee: text(form, 'addressee'), contact: text(form, 'contact') }),
  ),
  duyet: decideApproval,
};
