import { type Ctx, newId, ok, type PersonActor, parseId, type Result, sealPart, type Tx } from '../../kernel/index.ts';
import { type EndReason, endReason, lawOf, type ReportEnd } from '../../vocabulary/index.ts';
import { askApproval } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import type { EndingRow, ReportRow } from '../tables.ts';
import { carryOutEnd, endIsOpen } from './carry-out-end.ts';
import { auditOf, deskAct, type OnSeenReport } from './desk-act.ts';
import { insertEnding, waitingEnding } from './ending-store.ts';
import { END_APPROVAL } from './lapse-ending.ts';
import { GROUNDS, readOptionalMessage } from './message.ts';
import { gravestUrgency } from './report.ts';
import { openReportKey } from './report-sealing.ts';
import { eventsOf, hasReceipt, insertEvent, updateReport } from './report-store.ts';
import { type Triage, triageView } from './report-view.ts';
import { writeNote } from './write-note.ts';

export interface EndReport extends OnSeenReport {
  readonly act: ReportEnd;
  /** Of the vocabulary, one that fits the act. */
  readonly reason: EndReason;
  /** What was done and found, for colleagues; kept as a note. It must be there where the report is said not to be so. */
  readonly words?: string | undefined;
  /** What the reporter reads of it, word for word. It must be there where an answer is owed and the report leaves the desk. */
  readonly line?: string | undefined;
  /** Id of the original, where the report is a duplicate. */
  readonly of?: string | undefined;
}

const WORDS_NEEDED: ReadonlySet<ReportEnd> = new Set(['find-unfounded', 'find-unverifiable']);

/**
 * Ends a report, or says that it is not so or cannot be checked: only whoever handles it, for a reason. Where danger was
 * ever in it (U1, U2) a colleague is asked, and nothing changes until they agree. For ten seconds `undoAct` takes it back.
 * Refusals: `report.end-reason-needed`, `report.end-words-needed`, `report.reporter-not-told`, `report.duplicate-unusable`,
 * `report.act-not-open`, `report.end-waits`, `message.nobody-reads`, `report.key-unavailable`
 */
export async function endReport(ctx: Ctx, input: EndReport): Promise<Result<Triage>> {
  const { act, reason, of } = input;
  if (!endReason.has(reason) || !endReason.get(reason).ends.includes(act))
    return refuse('report.end-reason-needed', { field: 'reason' });
  const words = readOptionalMessage(input.words, 'words', GROUNDS);
  if (!words.ok) return words;
  if (words.value === undefined && WORDS_NEEDED.has(act)) return refuse('report.end-words-needed', { field: 'words' });
  const line = readOptionalMessage(input.line, 'line');
  if (!line.ok) return line;
  const original = act === 'mark-duplicate' ? parseId<'report'>(of) : undefined;
  if (act === 'mark-duplicate' && original === undefined) return refuse('report.duplicate-unusable', { field: 'of' });

  return deskAct(ctx, 'report.end', input, async (tx, report, person) => {
    if (await waitingEnding(tx, report.id)) return refuse('report.end-waits');
    const sealed = await sealLine(ctx, tx, person, report, line.value);
    if (!sealed.ok) return sealed;
    const end = { act, duplicate_of: original ?? null, ...sealed.value };
    const open = await endIsOpen(tx, report, end);
    if (!open.ok) return open;
    const gravest = gravestUrgency(report, await eventsOf(tx, report.id));
    const asks = gravest === 'U1' || gravest === 'U2';
    const ending: EndingRow = {
      ...end,
      id: newId<'ending'>(tx.now.getTime()),
      report_id: report.id,
      reason,
      note_id: words.value === undefined ? null : await writeNote(ctx, tx, person, report, words.value),
      asked_by: person.person,
      asked_at: tx.now,
      state: asks ? 'waiting' : 'done',
    };
    await insertEnding(tx, ending);
    const ended = asks
      ? await askColleague(ctx, tx, report, ending, words.value)
      : await carryOutEnd(tx, report, ending);
    return ended.ok ? ok(triageView(lawOf(ctx.kernel), ended.value, tx.now)) : ended;
  });
}

/** The line to the reporter under the thread's key: until it is sent it lies with the end. */
async function sealLine(
  ctx: Ctx,
  tx: Tx,
  person: PersonActor,
  report: ReportRow,
  line: string | undefined,
): Promise<Result<Pick<EndingRow, 'line_id' | 'sealed_line'>>> {
  if (line === undefined) return ok({ line_id: null, sealed_line: null });
  if (!(await hasReceipt(tx, report.id))) return refuse('message.nobody-reads');
  const key = await openReportKey(ctx, tx, person, report, 'thread');
  if (!key) return refuse('report.key-unavailable');
  const id = newId<'message'>(tx.now.getTime());
  return ok({ line_id: id, sealed_line: sealPart(key, `message:${id}`, line) });
}

async function askColleague(
  ctx: Ctx,
  tx: Tx,
  report: ReportRow,
  { act, reason }: EndingRow,
  words: string | undefined,
): Promise<Result<ReportRow>> {
  const asked = await askApproval(ctx, tx, {
    kind: END_APPROVAL,
    object: { kind: 'report', id: report.id },
    agency: report.organisation,
    ...(words === undefined ? {} : { reason: words }),
  });
  if (!asked.ok) return asked;
  await insertEvent(tx, report.id, 'end-asked', { act, reason });
  const changed = await updateReport(tx, report, {});
  tx.audit({ ...auditOf(report), action: 'report.end', codes: { act, reason, asks: 'colleague' } });
  tx.notify({ topic: 'report.end-asked', id: report.id, desk: report.desk_code });
  return ok(changed);
}
