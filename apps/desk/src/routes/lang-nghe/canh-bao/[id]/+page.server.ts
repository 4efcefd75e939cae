import type { Ctx } from '../../../../../../../src/kernel/index.ts';
import { DAY } from '../../../../../../../src/kernel/time.pure.ts';
import type { AlertDetail, DeliveryView, Dismissal } from '../../../../../../../src/listening/index.ts';
import type { App as LaChan } from '../../../../../../server/app.ts';
import { alertView, filled, pieces, signalViews } from '../../../../listening/listening-words.server.ts';
import { labelName } from '../../../../listening/operations-view.server.ts';
import { unmask, unmaskChoices } from '../../../../listening/unmask-post.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { namesOf } from '../../../../report/report-view.server.ts';
import { field, text, valueOrError } from '../../../../server/answer.server.ts';
import { words } from '../../../../server/codes.server.ts';
import { formAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'listening-alert.read' };

const WEEK = 7 * DAY;

export const load: PageServerLoad = async ({ locals, params, depends }) => {
  const { app, ctx } = locals;
  depends('desk:listening-alert');
  const { listening } = app.modules;
  const alert = valueOrError(ctx, await listening.openAlert(ctx, { alert: params.id }));
  const may = (action: string) => app.permissions.allows({ action }, ctx.actor, ctx.now);
  return {
    ...alertView(app, alert),
    masked: alert.masked === null ? null : pieces(app, alert.masked, alert.spans),
    expiresAt: alert.expiresAt,
    signals: signalViews(app, alert.signals),
    campaign: {
      id: alert.cluster.cluster,
      posts: alert.cluster.posts,
      authors: alert.cluster.authors,
      sources: alert.cluster.sources,
      label: alert.cluster.label === null ? m.listening_no_label() : labelName(app, alert.cluster.label),
      firstAt: alert.cluster.firstAt,
      lastAt: alert.cluster.lastAt,
      hours: filled(alert.hours, new Date(ctx.now.getTime() - WEEK), ctx.now, 'hour'),
    },
    deliveries: await Promise.all(alert.deliveries.map((one) => deliveryView(app, ctx, one, may('report.search')))),
    decided: await decidedView(app, ctx, alert),
    version: alert.pipelineVersion,
    may: {
      look: may('listening-post.review'),
      unmask: may('listening-post.unmask'),
      decide: alert.mayDecide,
    },
    wouldTell: alert.wouldTell.map((one) => words('listening_alert_recipient', one)),
    reasons: unmaskChoices(locals),
    dismissals: listening.dismissals.map((value) => ({ value, label: words('listening_alert_dismissal', value) })),
    now: ctx.now.toISOString(),
  };
};

/** A delivery in words; the report that it became is linked for who may find it. */
async function deliveryView(app: LaChan, ctx: Ctx, one: DeliveryView, maySearch: boolean) {
  const found =
    one.recipient === 'DESK_111' && one.receipt !== null && maySearch
      ? await app.modules.intake.searchReports(ctx, one.receipt)
      : undefined;
  return {
    ...one,
    to: words('listening_alert_recipient', one.recipient),
    stateText: words('listening_alert_delivery', one.state),
    tone: TONES[one.state],
    why: one.reason === null ? null : words('listening_alert_undelivered', one.reason),
    report: (found?.ok && found.value[0]?.id) || null,
  };
}

const TONES = { WAITING: 'waiting', DELIVERED: 'done', NO_RECEIVER: 'stopped', FAILED: 'stopped' } as const;

async function decidedView(app: LaChan, ctx: Ctx, alert: AlertDetail) {
  if (alert.decidedAt === null) return null;
  const names = await namesOf(app, ctx, alert.decidedBy === null ? [] : [alert.decidedBy]);
  return {
    at: alert.decidedAt,
    by: names.get(alert.decidedBy ?? '') ?? m.person_elsewhere(),
    reason: alert.decisionReason === null ? null : words('listening_alert_dismissal', alert.decisionReason),
  };
}

export const actions: Actions = {
  moChe: formAct(({ locals, form, params }) => unmask(locals, form, { alert: params.id })),
  quyetDinh: formAct(async ({ ctx, modules, form, params }) => {
    const decided = await modules.listening.decideAlert(ctx, {
      alert: params.id,
      decision: text(form, 'quyetDinh') === 'confirm' ? 'confirm' : 'dismiss',
      reason: field(form, 'lyDo') as Dismissal | undefined,
    });
    return decided.ok ? { ok: true, value: null } : decided;
  }),
};
