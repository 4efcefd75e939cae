import { type Ctx, ok, openPart, type PartKey, type Result, refuseRequest } from '../../kernel/index.ts';
import { namesOfObjects } from '../../work/index.ts';
import { noteOpened } from '../concerns/note-alert.ts';
import { auditOf, contactAct, contactRecord, watchIsOver } from '../contacts/contact-record.ts';
import { type ContactCard, contactCard } from '../contacts/contact-view.ts';
import { openLine } from '../lines/append-line.ts';
import { LINES_EACH, type Line } from '../lines/line.ts';
import { linesAfter } from '../lines/line-store.ts';
import { callOfContact } from '../officers/officer-store.ts';
import { refuse } from '../refusals.ts';
import { DANGER_NOW } from '../risk/risk-script.ts';
import { levelsOf } from '../risk/risk-store.ts';
import type { RecordView } from './record.ts';
import { recordsOf, surveyOf } from './record-store.ts';
import type { RecordRow } from './record-tables.ts';
import { type SuggestedReason, suggestReasons } from './suggest-reasons.ts';
import { RECORD_DRAFT, wordsOfRecord } from './write-record.ts';

/** A contact that is to be written down, with what was said in it. */
export interface OpenedRecord {
  readonly contact: ContactCard;
  readonly lines: readonly Line[];
  /** Versions of its record, the newest first; empty where it is to be written still. */
  readonly records: readonly RecordView[];
  /** Whether it is closed with its newest version: what is written now corrects it. */
  readonly recorded: boolean;
  /** The fields of the page as JSON; empty where nothing was begun. */
  readonly draft: string;
  readonly suggestions: readonly SuggestedReason[];
  /** What the dialogue of danger and the call for a duty officer know already, so that nobody types it again. */
  readonly danger: { readonly now: boolean; readonly province: string | null; readonly commune: string | null };
  /** The report that was made of it, which is not opened by this; its reference where the reader may know of it. */
  readonly report: { readonly id: string; readonly reference: string | undefined } | null;
  /** The child's own faces, 1 to 5, where it answered. */
  readonly feelings: { readonly before: number | null; readonly after: number | null } | null;
}

/** For who has the contact, or had it last: the conversation, the record and its draft. The opening is in the audit. */
export async function openRecord(ctx: Ctx, input: { readonly contact: string }): Promise<Result<OpenedRecord>> {
  return contactAct(ctx, 'contact.read', { contact: input.contact, readOnly: true }, async (tx, contact, person) => {
    if (watchIsOver(contact, person, tx.now)) return refuseRequest('access.not-permitted');
    const keys = await contactRecord.openKeys(ctx, tx, contact.id, ['thread', 'internal'], contact.desk_code);
    const [thread, internal] = [keys.get('thread'), keys.get('internal')];
    if (!thread || !internal) return refuse('contact.key-unavailable');
    const lines: Line[] = [];
    for (let more = true; more; ) {
      const rows = await linesAfter(tx, contact.id, lines.at(-1)?.seq ?? 0, LINES_EACH);
      lines.push(...rows.map((row) => openLine(thread, row)));
      more = rows.length === LINES_EACH;
    }
    const rows = await recordsOf(tx, contact.id);
    const words = wordsIn(internal, await contactRecord.list(tx, contact.id, ['internal']));
    const survey = await surveyOf(tx, contact.id);
    const levels = await levelsOf(tx, contact.id);
    const call = await callOfContact(tx, contact.id);
    const { report_id: report } = contact;
    const names = report === null ? undefined : await namesOfObjects(ctx, tx, [{ kind: 'report', id: report }]);
    if (contact.helper === person.person) await noteOpened(tx, contact, person.person);
    tx.audit({ ...auditOf(contact), action: 'contact.read', fieldClasses: ['narrative', 'internal'] });
    return ok({
      contact: contactCard(contact),
      lines,
      records: rows.map((row) => viewOf(row, words(wordsOfRecord(row.version)))).reverse(),
      recorded: contact.recorded_at !== null,
      draft: words(RECORD_DRAFT),
      danger: {
        now: levels.some(({ level }) => level === DANGER_NOW),
        province: call?.province_code ?? null,
        commune: call?.commune_code ?? null,
      },
      suggestions: suggestReasons(lines.filter(({ from }) => from === 'child').map(({ text }) => text)),
      report: report === null ? null : { id: report, reference: names?.get(report) },
      feelings: survey && !survey.skipped ? { before: survey.feeling_before, after: survey.feeling_after } : null,
    });
  });
}

function wordsIn(key: PartKey, parts: readonly { readonly part: string; readonly sealed: Buffer }[]) {
  const sealed = new Map(parts.map((one) => [one.part, one.sealed]));
  return (part: string) => {
    const found = sealed.get(part);
    return found === undefined ? '' : openPart(key, part, found);
  };
}

function viewOf(row: RecordRow, words: string): RecordView {
  return {
    version: row.version,
    at: row.at.toISOString(),
    author: row.author,
    lists: row.lists,
    callType: row.call_type,
    informant: row.informant_type,
    ageBand: row.age_band,
    sex: row.sex,
    province: row.province_code,
    reasons: row.reasons,
    main: row.main_reason,
    chi: row.chi,
    places: row.places,
    incidents: row.incidents,
    actions: row.actions,
    suggested: row.suggested,
    correction: row.correction_reason,
    words,
  };
}
