import { fail } from '@sveltejs/kit';
import { custodyView, droppedWords, faultWords, reading } from '../../../../offences/custody-view.server.ts';
import { number, text, valueOrError } from '../../../../server/answer.server.ts';
import { permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'offence-file.read' };

const KEEP = 'offence-file.keep-custody';
const BUNDLE = 'offence-file.bundle';

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:custody');
  const { offences } = app.modules;
  const custody = valueOrError(ctx, await offences.readCustody(ctx, { file: params.id }));
  const allows = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  const leads = ctx.actor.kind === 'person' && ctx.actor.agency === custody.lead;
  return {
    id: params.id,
    reference: custody.reference,
    ...(await custodyView(app, ctx, custody)),
    may: { keep: allows(KEEP), bundle: leads && allows(BUNDLE) },
    publicKey: await offences.bundlePublicKey(ctx),
    stamps: app.kernel.config.timeStamps !== undefined,
    importFormats: offences.importFormats.map((value) => ({ value, label: reading(value) })),
    exportFormats: offences.exportFormats.map((value) => ({ value, label: reading(value) })),
  };
};

type Params = { id: string };
const bytesOf = async (form: FormData): Promise<Uint8Array> => {
  const file = form.get('tep');
  return file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
};
const said = (form: FormData) => ({ title: text(form, 'title'), source: text(form, 'source'), why: text(form, 'why') });

export const actions: Actions = {
  nhan: permittedAct<Params>(KEEP, async ({ ctx, modules, form, params }) =>
    modules.offences.keepArtefact(ctx, {
      file: params.id,
      kind: kindOf(form),
      ...said(form),
      content: { kept: 'HOUSE', bytes: await bytesOf(form) },
    }),
  ),
  'noi-khac': permittedAct<Params>(KEEP, ({ ctx, modules, form, params }) =>
    modules.offences.keepArtefact(ctx, {
      file: params.id,
      kind: kindOf(form),
      ...said(form),
      content: {
        kept: 'OUTSIDE',
        digest: text(form, 'digest'),
        size: number(form, 'size') ?? -1,
        place: text(form, 'place'),
      },
    }),
  ),
  bam: permittedAct<Params>(KEEP, async ({ ctx, modules, form, params }) => {
    const { offences } = modules;
    const format = offences.importFormats.find((one) => one === text(form, 'format')) ?? 'VICS';
    const done = await offences.importHashes(ctx, {
      file: params.id,
      format,
      bytes: await bytesOf(form),
      ...said(form),
    });
    return done.ok ? { ok: true, value: { ...done.value, dropped: droppedWords(done.value.dropped) } } : done;
  }),
  viec: permittedAct<Params>(KEEP, ({ ctx, modules, form, params }) =>
    modules.offences.recordCustody(ctx, {
      file: params.id,
      artefact: text(form, 'artefact'),
      code: text(form, 'code'),
      why: text(form, 'why'),
      party: text(form, 'party'),
    }),
  ),
  soat: permittedAct<Params>('offence-file.read', async ({ ctx, modules, params }) => {
    const done = await modules.offences.verifyCustody(ctx, { file: params.id });
    if (!done.ok) return done;
    const broken = done.value.filter((one) => one.broken);
    return {
      ok: true,
      value: {
        checked: done.value.length,
        broken: broken.map((one) => ({ number: one.number, ...faultWords(one.broken) })),
      },
    };
  }),
  goi: permittedAct<Params>(BUNDLE, ({ ctx, modules, form, params }) =>
    modules.offences.startBundle(ctx, {
      file: params.id,
      recipient: text(form, 'recipient'),
      key: text(form, 'key'),
      why: text(form, 'why'),
    }),
  ),
  dung: permittedAct<Params>(BUNDLE, ({ ctx, modules, form, params }) =>
    modules.offences.stopBundle(ctx, { file: params.id, bundle: text(form, 'bundle'), job: text(form, 'job') }),
  ),
  'kiem-tra': permittedAct<Params>('offence-file.read', async ({ ctx, modules, form }) => {
    const bytes = await bytesOf(form);
    if (bytes.length === 0) return fail(422, { noFile: true });
    return modules.offences.checkBundle(ctx, bytes);
  }),
};

function kindOf(form: FormData): 'DOCUMENT' | 'ANSWER' | 'ROW_SET' {
  const kind = text(form, 'kind');
  return kind === 'ANSWER' || kind === 'ROW_SET' ? kind : 'DOCUMENT';
}
