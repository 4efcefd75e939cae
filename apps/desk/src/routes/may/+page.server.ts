import { startOfVietnamDate } from '../../../../../src/kernel/time.pure.ts';
import { agencyFrom, agencyNamesOf } from '../../agency/agencies.server.ts';
import { addressesIn, certificatesIn } from '../../machine/machine-proofs.server.ts';
import { field, text, valueOrError } from '../../server/answer.server.ts';
import { formAct } from '../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'key.manage' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:machines');
  const clients = valueOrError(ctx, await app.modules.members.listMachineClients(ctx));
  const agencies = await agencyNamesOf(app, ctx, clients);
  return {
    clients: clients.map((client) => ({
      id: client.id,
      name: client.name,
      agency: agencies.get(client.agency) ?? client.agency,
      scopes: client.scopes.join(', '),
      certificates: [...client.certificates],
      addresses: [...client.addresses],
      from: client.validFrom.toISOString(),
      to: client.validTo?.toISOString() ?? null,
      revoked: client.revokedAt?.toISOString() ?? null,
      live: client.revokedAt === null && (client.validTo === null || client.validTo > ctx.now),
    })),
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  moi: formAct(async ({ ctx, app, modules, form }) => {
    const agency = await agencyFrom(app, ctx, form, 'agency');
    if (!agency.ok) return agency;
    const to = field(form, 'to');
    const created = await modules.members.createMachineClient(ctx, {
      agency: agency.value,
      name: text(form, 'name'),
      scopes: text(form, 'scopes')
        .split(/[\s,]+/)
        .filter(Boolean),
      ...(to ? { validTo: startOfVietnamDate(to) } : {}),
    });
    return created.ok ? { ok: true, value: { name: created.value.client.name, key: created.value.key } } : created;
  }),
  /** What a machine must show beside its key. */
  rangBuoc: formAct(({ ctx, modules, form }) =>
    modules.members.restrictMachineClient(ctx, {
      client: text(form, 'client'),
      certificates: certificatesIn(text(form, 'certificates')),
      addresses: addressesIn(text(form, 'addresses')),
    }),
  ),
  thuHoi: formAct(({ ctx, modules, form }) =>
    modules.members.revokeMachineClient(ctx, { client: text(form, 'client') }),
  ),
};
