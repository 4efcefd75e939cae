import { isDate, startOfVietnamDate } from '../../../../../../src/kernel/time.pure.ts';
import { agencyOrCode } from '../../../agency/agencies.server.ts';
import { actionResult, field, personOf, text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { notPermitted } from '../../../server/permission.server.ts';
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
  moi: async ({ locals, request }) => {
    const refused = await notPermitted(locals, 'hash-source.manage');
    if (refused) return refused;
    const form = await request.formData();
    const agency = await agencyOrCode(locals.app, locals.ctx, form, 'agency');
    if (!agency.ok) return actionResult(locals.ctx, agency);
    const expiresAt = dayOf(form);
    return actionResult(
      locals.ctx,
      await locals.app.modules.hashes.createSource(locals.ctx, {
        code: text(form, 'code').trim(),
        kind: locals.app.modules.hashes.sourceKinds.find((kind) => kind === text(form, 'kind')) ?? 'register',
        agency: agency.value,
        licence: text(form, 'licence').trim(),
        mayRedistribute: text(form, 'mayRedistribute') === 'on',
        arrivesVerified: text(form, 'arrivesVerified') === 'on',
        ...(expiresAt ? { expiresAt } : {}),
      }),
    );
  },
  doi: async ({ locals, request }) => {
    const refused = await notPermitted(locals, 'hash-source.manage');
    if (refused) return refused;
    const form = await request.formData();
    return actionResult(
      locals.ctx,
      await locals.app.modules.hashes.setSourceRights(locals.ctx, {
        code: text(form, 'code'),
        licence: text(form, 'licence').trim(),
        mayRedistribute: text(form, 'mayRedistribute') === 'on',
        expiresAt: dayOf(form) ?? null,
      }),
    );
  },
};
