import { actOnRecord, type Ctx, newId, ok, onRecordRefusals, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { alertDraft, alertEvent } from './alert-lists.ts';
import { ALERT, alertRecord } from './alert-record.ts';
import { alertsOfChain, insertAlertEvent, insertUse, partsOf } from './alert-store.ts';
import { leavingAlert } from './leaving-alert.ts';
import { EVERYBODY } from './marking.ts';

export const draftRefusals = [
  ...onRecordRefusals,
  'network-alert.wrong-state',
  'network-alert.draft-unusable',
  'network-alert.nothing-public',
];

/** A draft of something that is made public, of the parts that may be: what a module that keeps cards, posts and scenarios begins with. */
export interface AlertDraft {
  readonly alert: string;
  readonly reference: string;
  readonly kind: 'CARD' | 'POST' | 'SCENARIO';
  readonly title: string;
  readonly event: string;
  readonly paragraphs: readonly string[];
  readonly advice: readonly string[];
}

/**
 * Makes a draft of an alert: of its parts that are marked TLP:CLEAR and are texts or advice, and of nothing else. That it was made is kept,
 * so that it is pointed out when the alert is taken back. A person finishes it.
 * Refusals: those of `actOnRecord`, `network-alert.draft-unusable`, `network-alert.nothing-public`
 */
export async function draftOfAlert(
  ctx: Ctx,
  input: { readonly alert: string; readonly kind: string },
): Promise<Result<AlertDraft>> {
  const { kind } = input;
  if (!alertDraft.has(kind)) return refuse('network-alert.draft-unusable', { field: 'kind' });
  return actOnRecord(alertRecord, ctx, 'network-alert.draft', { id: input.alert }, async (tx, row, actor) => {
    const [parts, chain] = [await partsOf(tx, row.id), await alertsOfChain(tx, row.chain)];
    const alert = await leavingAlert(ctx.kernel, row, parts, chain, EVERYBODY, 'DRAFT', tx.now);
    const texts = (type: string) => alert?.parts.filter((part) => part.type === type).map(({ value }) => value) ?? [];
    if (!alert || texts('TEXT').length === 0) return refuse('network-alert.nothing-public');
    await insertUse(tx, {
      id: newId<'alert-use'>(tx.now.getTime()),
      alert_id: row.id,
      kind,
      made_by: actor.person,
      agency: actor.agency,
      made_at: tx.now,
    });
    await insertAlertEvent(tx, row.id, 'drafted', { kind });
    tx.audit({ action: 'network-alert.draft', object: { kind: ALERT, id: row.id }, codes: { kind } });
    return ok({
      alert: row.id,
      reference: row.reference,
      kind,
      title: alert.headline,
      event: row.event,
      paragraphs: texts('TEXT'),
      advice: texts('ADVICE'),
    });
  });
}

/** The draft as a text to copy from, in Vietnamese. */
export function draftText(draft: AlertDraft): string {
  const event = alertEvent.has(draft.event) ? alertEvent.label(draft.event, 'vi') : '';
  const advice = draft.advice.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '');
  const list = advice.map((line) => `- ${line}`);
  const head = [`BẢN NHÁP: ${alertDraft.label(draft.kind, 'vi').toUpperCase()}`, `Từ cảnh báo ${draft.reference}`, ''];
  const end = ['', 'Cần giúp đỡ hoặc muốn báo tin: gọi 111, miễn phí, mọi lúc.'];
  if (draft.kind === 'POST') return [...head, draft.title, '', ...draft.paragraphs, '', ...list, ...end].join('\n');
  if (draft.kind === 'SCENARIO')
    return [
      ...head,
      `Tình huống: ${event}`,
      '',
      ...draft.paragraphs,
      '',
      'Câu hỏi: Nếu gặp chuyện này, em có thể làm gì?',
      ...list.map((line) => line.replace('- ', 'Một cách làm tốt: ')),
      ...end,
    ].join('\n');
  return [...head, draft.title, `(${event})`, '', ...draft.paragraphs, '', 'Nên làm:', ...list, ...end].join('\n');
}
