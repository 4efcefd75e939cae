import { agencyNames } from '../../../agency/agencies.server.ts';
import { alertWords } from '../../../content/alert-words.server.ts';
import { choices } from '../../../content/content-words.server.ts';
import { personOf, valueOrError } from '../../../server/answer.server.ts';
import { options } from '../../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'network-alert.list' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:network-alerts');
  const { takedown } = app.modules;
  const asked = (name: string) => url.searchParams.get(name) ?? '';
  const list = valueOrError(
    ctx,
    await takedown.listAlerts(ctx, {
      state: takedown.alertStates.find((one) => one === asked('trang-thai')),
      event: takedown.alertEvent.has(asked('su-viec')) ? asked('su-viec') : undefined,
      audience: takedown.alertAudience.has(asked('nhom')) ? asked('nhom') : undefined,
      text: asked('tim').slice(0, 200) || undefined,
      after: url.searchParams.get('sau') ?? undefined,
    }),
  );
  const names = await agencyNames(
    app,
    ctx,
    list.rows.flatMap((row) => [row.agency, ...row.named]),
  );
  return {
    rows: list.rows.map((row) => alertWords(app, row, (code) => names.get(code) ?? code)),
    next: list.next,
    mayWrite: app.permissions.allows({ action: 'network-alert.write' }, personOf(ctx), ctx.now),
    choices: {
      state: choices('alert_state', takedown.alertStates),
      event: options(takedown.alertEvent),
      audience: options(takedown.alertAudience),
    },
    now: ctx.now.toISOString(),
  };
};
