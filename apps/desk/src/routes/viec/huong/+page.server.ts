import { agencyNames } from '../../../agency/agencies.server.ts';
import { cameWords } from '../../../case/track-words.server.ts';
import { m } from '../../../paraglide/messages.js';
import { purposeName } from '../../../referral/referral-view.server.ts';
import { text, valueOrError } from '../../../server/answer.server.ts';
import { words } from '../../../server/codes.server.ts';
import { formAct } from '../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'track.end' };

/** What came to the agency in the same matter stands with its track: the track itself carries no text. */
export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:tracks');
  const { cases } = app.modules;
  const reads = app.permissions.allows({ action: 'referral.read' }, ctx.actor, ctx.now);
  const all = valueOrError(ctx, await cases.listOwnTracks(ctx));
  const came = reads ? valueOrError(ctx, await cases.listReferrals(ctx, { side: 'in' })) : [];
  const names = await agencyNames(
    app,
    ctx,
    all.map(({ from }) => from),
  );
  const openOnly = url.searchParams.get('con') === '1';
  return {
    rows: all
      .filter((row) => !openOnly || row.status === 'open')
      .map((row) => ({
        id: row.id,
        incident: row.incident,
        reference: row.reference,
        from: names.get(row.from) ?? row.from,
        referrals: came
          .filter(({ reference }) => reference === row.reference)
          .map(({ id, purpose }) => ({ id, purpose: purposeName(purpose) })),
        kind: row.kind,
        what: words('track', row.kind),
        open: row.status === 'open',
        status: words('track_status', row.status),
        opened: row.openedAt.toISOString(),
        done: row.doneAt?.toISOString() ?? null,
        came: row.kind === 'content' ? (cameWords(row.came) ?? m.track_came_none()) : '–',
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
