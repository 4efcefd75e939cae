import { agencyNames } from '../../../agency/agencies.server.ts';
import { personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { localName } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'referral.read' };

/** Organisations outside the platform, with the keys that they handed over. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:receivers');
  const receivers = valueOrError(ctx, await app.modules.cases.listExternalReceivers(ctx));
  const names = await agencyNames(
    app,
    ctx,
    receivers.map((one) => one.registeredBy),
  );
  return {
    receivers: receivers.map((one) => ({
      id: one.id,
      name: localName(one),
      ageRecipient: one.ageRecipient,
      signingKey: one.signingKey,
      by: names.get(one.registeredBy) ?? one.registeredBy,
      from: one.validFrom.split('-').reverse().join('/'),
    })),
    registers: app.permissions.allows({ action: 'external-receiver.manage' }, personOf(ctx), ctx.now),
  };
};

export const actions: Actions = {
  default: formAct(({ ctx, modules, form }) => {
    const said = (name: string) => text(form, name).trim();
    return modules.cases.registerExternalReceiver(ctx, {
      nameVi: said('nameVi'),
      nameEn: said('nameEn'),
      ageRecipient: said('ageRecipient'),
      signingKey: said('signingKey'),
    });
  }),
};
