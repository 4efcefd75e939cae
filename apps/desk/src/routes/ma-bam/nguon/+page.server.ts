import { isDate, startOfVietnamDate } from '../../../../../../src/kernel/time.pure.ts';
import { agencyOrCode } from '../../../agency/agencies.server.ts';
import { field, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { permittedAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'hash-queue.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:hash-sources');
  const actor = personOf(ctx);
  const sources = valueOrError(ctx, await app.modules.hashes.listSources(ctx));
  return {
    sources: sources.map((one) => ({
      id: one.id,
      code: one.code,
      kind: words('hash_source_kind', one.kind),
      agency: one.agency,
      licence: one.licence,
      mayRedistribute: one.mayRedistribute,
      arrivesVerified: one.arrivesVerified,
      expires: one.expiresAt?.toISOString() ?? null,
      over: one.expiresAt !== null && one.expiresAt <= ctx.now,
      entries: one.entries,
    })),
    kinds: app.modules.hashes.sourceKinds.map((value) => ({ value, label: words('hash_source_kind', value) })),
    mayManage: app.permissions.allows({ action: 'hash-source.manage' }, actor, ctx.now),
    now: ctx.now.toISOString(),
  };
};

const dayOf = (form: FormData) => {
  const day = field(form, 'expires');
  return day && isDate(day) ? startOfVietnamDate(day) : undefined;
};

export const actions: Actions = {
  moi: permittedAct('hash-source.manage', async ({ ctx, app, modules, form }) => {
    const agency = await agencyOrCode(app, ctx, form, 'agency');
    if (!agency.ok) return agency;
    const expiresAt = dayOf(form);
    return modules.hashes.createSource(ctx, {
      code: text(form, 'code').trim(),
      kind: modules.hashes.sourceKinds.find((kind) => kind === text(form, 'kind')) ?? 'register',
      agency: agency.value,
      licence: text(form, 'licence').trim(),
      mayRedistribute: text(form, 'mayRedistribute') === 'on',
      arrivesVerified: text(form, 'arrivesVerified') === 'on',
      ...(expiresAt ? { expiresAt } : {}),
    });
  }),
  doi: permittedAct('hash-source.manage', ({ ctx, modules, form }) =>
    modules.hashes.setSourceRights(ctx, {
      code: text(form, 'code'),
      licence: text(form, 'licence').trim(),
      mayRedistribute: text(form, 'mayRedistribute') === 'on',
      expiresAt: dayOf(form) ?? null,
    }),
  ),
};
