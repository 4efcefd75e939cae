import { type DataKey, type Kernel, openPart, type Tx, vietnamDate } from '../../kernel/index.ts';
import { eventsOf, findOwnReport, messagesOf, readingsOf } from '../reports/report-store.ts';
import type { ReceiptView } from '../reports/report-view.ts';
import { reporterTimeline } from '../reports/timeline.ts';
import type { UnlockedReceipt } from './unlock-receipt.ts';

/** What the holder of a receipt sees. The first narrative is not in it: a stolen code must not tell the story again. */
export async function viewOf(kernel: Kernel, tx: Tx, own: UnlockedReceipt, threadKey: DataKey): Promise<ReceiptView> {
  const report = await findOwnReport(tx, own.report);
  if (!report) throw new Error('the report of an opened receipt is gone');
  const readings = await readingsOf(tx, own.report);
  // What can still be taken back is not there yet.
  const messages = (await messagesOf(tx, own.report)).filter(
    ({ shown_from }) => shown_from === null || shown_from <= tx.now,
  );
  return {
    summary: {
      receivedAt: report.received_at.toISOString(),
      incidentCodes: report.incident_codes,
      language: report.language,
      informantType: report.informant_type,
      portalBand: report.portal_band,
    },
    timeline: reporterTimeline(kernel, await eventsOf(tx, own.report), readings[0]?.at, tx.now).map((step) => ({
      ...step,
      at: step.at.toISOString(),
    })),
    thread: messages.map(({ id, at, from_kind, sealed }) => ({
      id,
      at: at.toISOString(),
      from: from_kind === 'desk' ? ('desk' as const) : ('you' as const),
      text: openPart(threadKey, `message:${id}`, sealed),
    })),
    whoOpened: whoOpenedView(readings),
    lastOpenedAt: own.receipt.last_opened_at?.toISOString() ?? null,
    keptConfirmed: own.receipt.kept_confirmed_at !== null,
    imminentDanger: report.danger_now === 'yes',
  };
}

type Reading = Awaited<ReturnType<typeof readingsOf>>[number];

/** Readings by day, agency and part: enough to know who has seen it, too little to point at a person. */
export function whoOpenedView(readings: readonly Reading[]): ReceiptView['whoOpened'] {
  const seen = new Map<string, ReceiptView['whoOpened'][number]>();
  for (const { at, action, body } of readings) {
    const { agency } = JSON.parse(body) as { agency: string | null };
    const part = action === 'report.read-identity' ? ('identity' as const) : ('narrative' as const);
    const entry = { day: vietnamDate(at), agency: agency ?? '', part };
    seen.set(JSON.stringify(entry), entry);
  }
  return [...seen.values()];
}
