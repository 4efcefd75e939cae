import { actorNames, labelName, severityName, type Tone } from '../../../../listening/operations-view.server.ts';
import { text, valueOrError } from '../../../../server/answer.server.ts';
import { words } from '../../../../server/codes.server.ts';
import { formAct, permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'listening-retention.read' };

/** What a joining may be asked for. */
const REASONS = ['child-in-danger', 'same-person-again', 'authority-asks'] as const;
const TONES: Readonly<Record<string, Tone>> = {
  REQUESTED: 'new',
  APPROVED: 'open',
  REFUSED: 'stopped',
  EXPIRED: 'done',
};

export const load: PageServerLoad = async ({ locals: { app, ctx }, depends }) => {
  depends('desk:listening-relinks');
  const { listening } = app.modules;
  const all = valueOrError(ctx, await listening.listRelinks(ctx));
  const who = await actorNames(
    app,
    ctx,
    all.flatMap((one) => [one.requestedBy, one.decidedBy]),
  );
  const mayRequest = app.permissions.allows({ action: 'listening-relink.request' }, ctx.actor, ctx.now);
  return {
    rows: all.map((one) => ({
      ...one,
      state: { tone: TONES[one.state] ?? ('open' as Tone), text: words('listening_relink_state', one.state) },
      reason: words('listening_relink_reason', one.reason),
      requestedBy: who(one.requestedBy),
      decidedBy: one.decidedBy === null ? '' : who(one.decidedBy),
    })),
    reasons: REASONS.map((value) => ({ value, label: words('listening_relink_reason', value) })),
    sources: mayRequest
      ? valueOrError(ctx, await listening.listSources(ctx)).map((source) => ({ value: source.id, label: source.name }))
      : [],
    mayRequest,
    now: ctx.now.toISOString(),
  };
};

/** The id of a case in what was pasted: the address of its page, or the id alone. */
const caseOf = (pasted: string) =>
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i.exec(pasted)?.[0] ?? '';

export const actions: Actions = {
  xin: permittedAct('listening-relink.request', ({ ctx, modules, form }) =>
    modules.listening.requestRelink(ctx, {
      caseId: caseOf(text(form, 'caseId')).toLowerCase(),
      source: text(form, 'source'),
      author: text(form, 'author').trim(),
      reason: text(form, 'reason'),
    }),
  ),
  quyet: formAct(({ ctx, modules, form }) =>
    modules.listening.decideRelink(ctx, {
      relink: text(form, 'relink'),
      decision: text(form, 'decision') === 'approve' ? 'approve' : 'refuse',
    }),
  ),
  doc: formAct(async ({ ctx, app, modules, form }) => {
    const read = await modules.listening.readRelink(ctx, { relink: text(form, 'relink') });
    if (!read.ok) return read;
    return {
      ok: true,
      value: read.value.map((post) => ({
        id: post.id,
        at: post.postedAt.toISOString(),
        label: post.label === null ? '' : labelName(app, post.label),
        severity: severityName(post.severity),
        cluster: post.cluster?.slice(-8) ?? '',
        textKept: post.textKept,
      })),
    };
  }),
};
