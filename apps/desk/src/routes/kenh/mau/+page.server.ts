import { kindName } from '../../../channel/account-view.server.ts';
import { decideApproval, pendingApprovals } from '../../../duty/approvals.server.ts';
import { namesOf } from '../../../report/report-view.server.ts';
import { text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'message-template.list' };

const TONES = { draft: 'new', approved: 'waiting', registered: 'open', retired: 'stopped' } as const;

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:templates');
  const { channels } = app.modules;
  const rows = valueOrError(ctx, await channels.listTemplates(ctx));
  const asked = await pendingApprovals(app, ctx, 'message-template');
  const names = await namesOf(
    app,
    ctx,
    rows.flatMap(({ written_by, approved_by }) => [written_by, ...(approved_by === null ? [] : [approved_by])]),
  );
  return {
    templates: rows.map((row) => ({
      id: row.id,
      code: row.code,
      version: row.version,
      channel: kindName(row.channel),
      text: row.text,
      state: row.state,
      badge: { tone: TONES[row.state], text: words('template_state', row.state) },
      writtenBy: names.get(row.written_by) ?? '–',
      approvedBy: row.approved_by === null ? null : (names.get(row.approved_by) ?? '–'),
      networkId: row.network_id,
      approval: asked.get(row.id) ?? null,
    })),
    channels: channels.templateChannels(ctx).map((code) => ({ value: code, label: kindName(code) })),
  };
};

const on = (form: FormData) => ({ template: text(form, 'template') });

export const actions: Actions = {
  viet: formAct(({ ctx, modules, form }) =>
    modules.channels.writeTemplate(ctx, {
      channel: text(form, 'channel'),
      code: text(form, 'code').trim(),
      text: text(form, 'text'),
    }),
  ),
  sua: formAct(({ ctx, modules, form }) =>
    modules.channels.changeTemplate(ctx, { ...on(form), text: text(form, 'text') }),
  ),
  xin: formAct(({ ctx, modules, form }) => modules.channels.askTemplateApproval(ctx, on(form))),
  duyet: decideApproval,
  'dang-ky': formAct(({ ctx, modules, form }) =>
    modules.channels.registerTemplate(ctx, { ...on(form), networkId: text(form, 'networkId') }),
  ),
  ngung: formAct(({ ctx, modules, form }) => modules.channels.retireTemplate(ctx, on(form))),
};
