import { z } from '@hono/zod-openapi';
import { type FiledReport, type FileForCaller, fileForCaller, reporterKinds } from '../../intake/index.ts';
import {
  type Ctx,
  ok,
  type Result,
  readOptionalText,
  refuseRequest,
  type TextRule,
  textInput,
} from '../../kernel/index.ts';
import { ageBand, onlinePlace, sex } from '../../vocabulary/index.ts';
import type { ContactChannel } from '../contacts/contact.ts';
import { auditOf, contactAct, contactRecord, tellChanged } from '../contacts/contact-record.ts';
import { contactWithReport, insertEvent, updateContact } from '../contacts/contact-store.ts';
import { openLine } from '../lines/append-line.ts';
import { linesNumbered } from '../lines/line-store.ts';
import { refuse } from '../refusals.ts';
import type { ContactRow } from '../tables.ts';

/** What the helper adds to the child's own words. */
const ADDED: TextRule = { most: 4_000, lines: true };
/** So many lines are taken over at most. */
const LINES_MOST = 300;

/** What a report takes from a contact: the child's words as they stand there, and what is known beside them. */
export const reportOfContact = z.strictObject({
  /** Numbers of lines of the child. */
  lines: z.array(z.number().int().min(1).max(1_000_000)).max(LINES_MOST),
  added: textInput(ADDED).optional(),
  reporter: z.enum(reporterKinds),
  ageBand: ageBand.zod,
  sex: sex.zod,
  province: z
    .string()
    .regex(/^\d{2}$/)
    .nullable(),
  commune: z
    .string()
    .regex(/^\d{5}$/)
    .nullable(),
  places: z.array(onlinePlace.zod).max(5),
  danger: z.enum(['yes', 'no', 'unknown']),
  childName: z.string().max(1_000).optional(),
  phone: z.string().max(1_000).optional(),
});
export type ReportOfContact = z.output<typeof reportOfContact>;

/** How a contact came, in the words of reports. */
const CHANNELS = {
  CHAT: 'WEB',
  MESSAGE: 'WEB',
  PHONE: 'TEL111',
  WALK_IN: 'INPERSON',
} as const satisfies Record<ContactChannel, FileForCaller['channel']>;

/**
 * A report of what a child told in a contact, through the intake's own door: nothing is typed twice, and the words are the child's.
 * A contact becomes one report: pressed twice it is the same.
 * @returns refusals `contact-record.words-needed`, `contact-record.report-exists`, `contact-record.line-unknown`, those of a filing
 */
export async function fileFromContact(
  ctx: Ctx,
  input: { readonly contact: string; readonly report: unknown },
): Promise<Result<FiledReport>> {
  const parsed = reportOfContact.safeParse(input.report);
  if (!parsed.success) return refuseRequest('request.invalid', { field: parsed.error.issues[0]?.path.join('.') ?? '' });
  const said = parsed.data;
  const added = readOptionalText(said.added, 'added', ADDED);
  if (!added.ok) return added;
  const told = await contactAct(
    ctx,
    'contact.record',
    { contact: input.contact, readOnly: true },
    async (tx, contact) => {
      if (contact.report_id !== null)
        return refuse('contact-record.report-exists', { facts: { report: contact.report_id } });
      const key = await contactRecord.openKey(ctx, tx, contact.id, 'thread', contact.desk_code);
      if (!key) return refuse('contact.key-unavailable');
      const rows = await linesNumbered(tx, contact.id, said.lines);
      if (rows.length < new Set(said.lines).size || rows.some(({ from_kind }) => from_kind !== 'child'))
        return refuse('contact-record.line-unknown', { field: 'lines' });
      return ok({ contact, words: rows.map((row) => openLine(key, row).text) });
    },
  );
  if (!told.ok) return told;
  const { contact, words } = told.value;
  const narrative = [...words, ...(added.value === undefined ? [] : [added.value])].join('\n');
  if (narrative === '') return refuse('contact-record.words-needed', { field: 'lines' });
  const filed = await fileOnce(ctx, contact, {
    report: reportInput(contact, said, narrative),
    channel: CHANNELS[contact.channel],
  });
  if (!filed.ok) return filed;
  const linked = await link(ctx, contact.id, filed.value);
  return linked.ok ? filed : linked;
}

/** The same contact and words are the same filing. One of other words, left unlinked when the house stopped in between, does not stand in the way. */
async function fileOnce(
  ctx: Ctx,
  contact: Pick<ContactRow, 'id'>,
  request: Pick<FileForCaller, 'report' | 'channel'>,
): Promise<Result<FiledReport>> {
  const first = await fileForCaller(ctx, { ...request, idempotencyKey: `contact-report-${contact.id}` });
  if (first.ok || !['filing.key-reused', 'filing.already-received'].includes(first.refusal.code)) return first;
  return fileForCaller(ctx, { ...request, idempotencyKey: `contact-report-${contact.id}-again` });
}

function reportInput(contact: ContactRow, said: ReportOfContact, narrative: string) {
  const { reporter, childName, phone } = said;
  const child = reporter === 'child';
  return {
    reporter: {
      kind: reporter,
      ...(child && contact.portal_band !== null && { band: contact.portal_band }),
      ...(phone !== undefined && { phone }),
    },
    narrative,
    child: { ageBand: said.ageBand, sex: said.sex, ...(childName !== undefined && { name: childName }) },
    ...(said.places.length > 0 && { places: said.places.map((kind) => ({ kind })) }),
    ...(said.province !== null && { province: said.province }),
    ...(said.commune !== null && { commune: said.commune }),
    danger: { now: said.danger },
    language: contact.language,
  };
}

function link(ctx: Ctx, contact: string, { report, imminentDanger }: FiledReport): Promise<Result<void>> {
  return contactAct(ctx, 'contact.record', { contact }, async (tx, row) => {
    if (row.report_id === report) return ok();
    if (row.report_id !== null) return refuse('contact-record.report-exists', { facts: { report: row.report_id } });
    const now = await updateContact(tx, row.id, { report_id: report });
    await insertEvent(tx, row.id, 'reported', { danger: imminentDanger });
    tx.audit({ ...auditOf(now), action: 'contact.report', codes: { report, danger: imminentDanger } });
    tellChanged(tx, now);
    return ok();
  });
}

/** The contact that a report was made of, as far as the reader may know of it: the way back. */
export async function contactOfReport(
  ctx: Ctx,
  input: { readonly report: string },
): Promise<Result<{ readonly id: string; readonly reference: string; readonly mine: boolean } | null>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const row = await contactWithReport(tx, input.report);
    return ok(row ? { id: row.id, reference: row.reference, mine: row.helper === actor.person } : null);
  });
}
