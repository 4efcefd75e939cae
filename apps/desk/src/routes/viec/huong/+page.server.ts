import { text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'track.end' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:tracks');
  const all = valueOrError(ctx, await app.modules.cases.listOwnTracks(ctx));
  const openOnly = url.searchParams.get('con') === '1';
  return {
    rows: all
      .filter((row) => !openOnly || row.status === 'open')
      .map((row) => ({
        id: row.id,
        incident: row.incident,
        // Two agencies on one incident can name it to each other; it opens nothing.
        mark: row.incident.slice(-8).toUpperCase(),
        kind: row.kind,
        what: words('track', row.kind),
        open: row.status === 'open',
        status: words('track_status', row.status),
        opened: row.openedAt.toISOString(),
        done: row.doneAt?.toISOString() ?? null,
      })),
    now: ctx.now.toISOString(),
  };
};

export const actions: Actions = {
  ketThuc: formAct(({ ctx, modules, form }) =>
    modules.cases.endOwnTrack(ctx, {
      incident: text(form, 'incident'),
      kind: text(form, 'kind') === 'content' ? 'content' : 'offence',
    }),
  ),
};
