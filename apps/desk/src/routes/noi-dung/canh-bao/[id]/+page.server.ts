import { agencyNames } from '../../../../agency/agencies.server.ts';
import { alertWords, partWords } from '../../../../content/alert-words.server.ts';
import { decideApproval } from '../../../../duty/approvals.server.ts';
import { deliveryStateWords } from '../../../../network/delivery-words.server.ts';
import { m } from '../../../../paraglide/messages.js';
import { number, text, valueOrError } from '../../../../server/answer.server.ts';
import { label, options, words } from '../../../../server/codes.server.ts';
import { permittedAct } from '../../../../server/form-act.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _may = { action: 'network-alert.read' };

export const load: PageServerLoad = async ({ locals: { app, ctx }, params, depends }) => {
  depends('desk:network-alert');
  const { takedown } = app.modules;
  const detail = valueOrError(ctx, await takedown.alertDetail(ctx, params.id));
  const names = await agencyNames(app, ctx, [
    detail.agency,
    ...detail.named,
    ...detail.receipts.map((one) => one.agency),
    ...detail.events.flatMap((one) =>
      [one.agency ?? [], typeof one.codes.agency === 'string' ? one.codes.agency : []].flat(),
    ),
  ]);
  const agency = (code: string) => names.get(code) ?? code;
  const waiting = valueOrError(ctx, await app.modules.work.listApprovals(ctx)).find(
    ({ kind, object }) => kind === 'network-alert' && detail.versions.some(({ id }) => id === object.id),
  );
  const recalls = detail.receipts.filter((one) => one.recall);
  const outcomes = (recall: boolean) =>
    takedown.alertOutcome.terms
      .filter((one) => one.recall === recall)
      .map(({ code }) => ({ value: code, label: label(takedown.alertOutcome, code) }));
  const receiptWords = (one: (typeof detail.receipts)[number]) => ({
    id: one.id,
    agency: agency(one.agency),
    number: one.number,
    seenAt: one.seenAt,
    fetchedAt: one.fetchedAt,
    sentAt: one.sentAt,
    acknowledgedAt: one.acknowledgedAt,
    escalatedAt: one.escalatedAt,
    how: one.acknowledgedHow && words('alert_how', one.acknowledgedHow),
    outcome: one.outcome && label(takedown.alertOutcome, one.outcome),
    pushed: one.pushed.map(({ channel, state }) => ({
      way: words('contact_channel', channel),
      state: deliveryStateWords(state as Parameters<typeof deliveryStateWords>[0]),
    })),
    onDuty: detail.contacts
      .filter((contact) => contact.agency === one.agency)
      .map(({ name, phone }) => ({ name, phone })),
  });
  return {
    alert: alertWords(app, detail, agency),
    recallReason: detail.versions[0]?.recallReason
      ? label(takedown.alertRecallReason, detail.versions[0].recallReason)
      : null,
    parts: detail.parts.map((part) => ({
      ...partWords(app, part),
      about: label(takedown.alertAbout, part.about),
      leaves: takedown.alertPart.has(part.type) && takedown.alertPart.get(part.type).exportable,
    })),
    versions: detail.versions.map((one) => alertWords(app, one, agency)),
    recall: detail.recall,
    recalls: recalls.map(receiptWords),
    acknowledged: recalls.filter((one) => one.acknowledgedAt !== null).length,
    receipts: detail.receipts.filter((one) => !one.recall).map(receiptWords),
    items: detail.items,
    overturned: detail.state === 'ISSUED' && detail.items.some((one) => one.overturnedAt !== null),
    born: detail.born.map((one) => ({
      id: one.id,
      what:
        one.kind === 'BLOCK_ENTRY'
          ? m.alert_born_block({ code: one.code, state: words('block_state', one.state) })
          : m.alert_born_draft({ kind: label(takedown.alertDraft, one.kind) }),
      href: one.kind === 'BLOCK_ENTRY' ? `/noi-dung/danh-sach-chan?muc=${one.id}` : null,
    })),
    events: detail.events
      .map((one, at) => ({
        id: String(at),
        at: one.at,
        who: one.agency === null || one.agency === 'PLATFORM' ? m.actor_platform() : agency(one.agency),
        what: [
          words('alert_event', one.code),
          ...(typeof one.codes.agency === 'string' ? [agency(one.codes.agency)] : []),
        ].join(': '),
        note: m.alert_version({ number: one.number }),
      }))
      .reverse(),
    waiting: waiting && { id: waiting.id, mayDecide: waiting.mayDecide },
    may: detail.may,
    choices: {
      reason: options(takedown.alertRecallReason),
      draft: options(takedown.alertDraft),
      outcome: outcomes(true),
    },
  };
};

export const actions: Actions = {
  duyet: decideApproval,
  thuHoi: permittedAct('network-alert.recall', ({ ctx, modules, form }) =>
    modules.takedown.recallAlert(ctx, {
      alert: text(form, 'alert'),
      version: number(form, 'version'),
      reason: text(form, 'reason'),
    }),
  ),
  goi: permittedAct('network-alert.call', ({ ctx, modules, form }) =>
    modules.takedown.recordRecallCall(ctx, { receipt: text(form, 'receipt'), outcome: text(form, 'outcome') }),
  ),
  nhap: permittedAct('network-alert.draft', async ({ ctx, modules: { takedown }, form }) => {
    const draft = await takedown.draftOfAlert(ctx, { alert: text(form, 'alert'), kind: text(form, 'kind') });
    return draft.ok ? { ok: true, value: { draft: takedown.draftText(draft.value) } } : draft;
  }),
};
