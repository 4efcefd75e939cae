import { error } from '@sveltejs/kit';
import { unitName } from '../../../../agency/admin-units.server.ts';
import { agencyNames } from '../../../../agency/agencies.server.ts';
import { kindView, sourceState } from '../../../../listening/operations-view.server.ts';
import { settingsOf, sourceChoices } from '../../../../listening/source-form.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { text, valueOrError } from '../../../../server/answer.server.ts';
import { words } from '../../../../server/codes.server.ts';
import { formAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'listening-source.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:listening-sources');
  const { listening } = app.modules;
  const source = valueOrError(ctx, await listening.listSources(ctx)).find((one) => one.id === params.id);
  const kind = listening.sourceKinds.map(kindView).find((one) => one.kind === source?.kind);
  if (!source || !kind) error(404, m.listening_source_unknown());
  const names = await agencyNames(app, ctx, [source.agency]);
  const { config } = app.kernel;
  const portal = `${config.publicProtocol}://${config.portalHosts[0] ?? `localhost:${config.portalPort}`}`;
  return {
    source: {
      id: source.id,
      name: source.name,
      kind: source.kind,
      state: sourceState(source),
      failures: source.failures,
      lookedAt: source.lookedAt,
      nextLookAt: source.state === 'RUNNING' ? source.nextLookAt : null,
      minutes: source.lookedAt === null ? null : (ctx.now.getTime() - Date.parse(source.lookedAt)) / 60_000,
      agency: names.get(source.agency) ?? source.agency,
      purposeCode: source.purposeCode,
      legalBasis: source.legalBasis,
      client: source.client ?? '',
      provinceCode: source.provinceCode ?? '',
      province: source.provinceCode === null ? '' : unitName(source.provinceCode),
      lane: source.lane,
      laneName: words('listening_lane', String(source.lane)),
      ratePerHour: source.ratePerHour,
      sampling: source.sampling,
      weight: source.weight,
      settings: Object.fromEntries(
        Object.entries(source.settings).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(', ') : String(value),
        ]),
      ),
      hasSecrets: source.hasSecrets,
      mayManage: source.mayManage,
      mayResume: source.mayResume,
      day: source.day,
    },
    kind,
    choices: sourceChoices(),
    pushAddress: `${app.deskUrl}/api/v1/listening/posts?source=${source.id}`,
    webhookAddress: `${portal}/api/v1/listening/webhooks/${source.id}`,
    now: ctx.now.toISOString(),
  };
};

const reasonWords = (reason: string) => {
  const [code, ...rest] = reason.split(': ');
  return code === 'field'
    ? m.listening_source_fault_field({ field: rest.join(': ') })
    : words('listening_import_fault', reason);
};

export const actions: Actions = {
  chay: formAct(({ ctx, modules, form, params }) => {
    const act = text(form, 'act') === 'pause' ? 'pause' : 'run';
    return modules.listening.steerSource(ctx, { source: params.id, act });
  }),
  doi: formAct(({ ctx, app, modules, form, params }) => {
    const change = settingsOf(app, text(form, 'kind'), form);
    return modules.listening.changeSource(ctx, { source: params.id, ...change });
  }),
  /** One part of an NDJSON file. */
  nhap: formAct(async ({ ctx, modules, form, params }) => {
    const part = form.get('part');
    const bytes = part instanceof File ? new Uint8Array(await part.arrayBuffer()) : new Uint8Array();
    const taken = await modules.listening.importPart(ctx, {
      source: params.id,
      bytes,
      from: Number(text(form, 'from')) || 1,
    });
    if (!taken.ok) return taken;
    return {
      ok: true,
      value: {
        ...taken.value,
        faults: taken.value.faults.map(({ line, reason }) => ({ line, reason: reasonWords(reason) })),
      },
    };
  }),
};
