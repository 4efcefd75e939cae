import { agencyNames } from '../../../../agency/agencies.server.ts';
import { valueOrError } from '../../../../server/answer.server.ts';
import { label, words } from '../../../../server/codes.server.ts';
import type { PageServerLoad } from './$types';

export const _may = { action: 'alert-receipt.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, url, depends }) => {
  depends('desk:received-alerts');
  const { takedown } = app.modules;
  const list = valueOrError(ctx, await takedown.listReceived(ctx, { after: url.searchParams.get('sau') ?? undefined }));
  const names = await agencyNames(
    app,
    ctx,
    list.rows.map((row) => row.sender),
  );
  return {
    rows: list.rows.map((row) => ({
      id: row.id,
      reference: row.reference,
      number: row.number,
      headline: row.headline,
      event: label(takedown.alertEvent, row.event),
      standing: words('alert_standing', row.standing),
      recall: row.message === 'CANCEL',
      sender: names.get(row.sender) ?? row.sender,
      tlp: label(takedown.tlp, row.tlp),
      sentAt: row.sentAt,
      acknowledged: row.acknowledgedAt !== null,
    })),
    next: list.next,
    member: list.member,
    now: ctx.now.toISOString(),
  };
};
