import { redirect } from '@sveltejs/kit';
import { agencyNames } from '../../../../../agency/agencies.server.ts';
import { areaNames, partWords } from '../../../../../content/alert-words.server.ts';
import { href } from '../../../../../href.ts';
import { personOf, text, valueOrError } from '../../../../../server/answer.server.ts';
import { label, words } from '../../../../../server/codes.server.ts';
import { permittedAct } from '../../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'alert-receipt.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:received-alert');
  const { takedown } = app.modules;
  const read = await takedown.readReceived(ctx, params.id);
  // A receipt of another organisation: who answers for the alert has a page of their own for it.
  if (!read.ok && app.permissions.allows({ action: 'network-alert.read' }, personOf(ctx), ctx.now))
    redirect(303, href(`/noi-dung/canh-bao/${params.id}`));
  const alert = valueOrError(ctx, read);
  const names = await agencyNames(app, ctx, [alert.sender]);
  const recall = alert.message === 'CANCEL';
  return {
    alert: {
      id: alert.id,
      reference: alert.reference,
      number: alert.number,
      headline: alert.headline,
      recall,
      sentAt: alert.sentAt,
      expiresAt: alert.expiresAt,
      acknowledgedAt: alert.acknowledgedAt,
      notProof: alert.notProof,
      stands: alert.standing === 'STANDS',
      areas: areaNames(alert.areas),
      sender: names.get(alert.sender) ?? alert.sender,
      event: label(takedown.alertEvent, alert.event),
      standing: words('alert_standing', alert.standing),
      urgency: label(takedown.alertUrgency, alert.urgency),
      severity: label(takedown.alertSeverity, alert.severity),
      certainty: label(takedown.alertCertainty, alert.certainty),
      tlp: label(takedown.tlp, alert.tlp),
      pap: label(takedown.pap, alert.pap),
      recallReason: alert.recallReason && label(takedown.alertRecallReason, alert.recallReason),
      outcome: alert.outcome && label(takedown.alertOutcome, alert.outcome),
    },
    parts: alert.parts.map((part) => partWords(app, part)),
    outcomes: takedown.alertOutcome.terms
      .filter((one) => one.recall === recall)
      .map(({ code }) => ({ value: code, label: label(takedown.alertOutcome, code) })),
  };
};

export const actions: Actions = {
  xacNhan: permittedAct('alert-receipt.acknowledge', ({ ctx, modules, form, params }) =>
    modules.takedown.acknowledgeAlert(ctx, { receipt: params.id ?? '', outcome: text(form, 'outcome') }),
  ),
};
