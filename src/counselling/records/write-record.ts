import { type Ctx, ok, type PartKey, type Result, refuseRequest, type Tx, vietnamDate } from '../../kernel/index.ts';
import { auditOf, contactAct, contactRecord, type OnContact, tellChanged } from '../contacts/contact-record.ts';
import { insertEvent, updateContact } from '../contacts/contact-store.ts';
import { closeContact } from '../contacts/end-contact.ts';
import { offerContacts } from '../contacts/offer-contacts.ts';
import { tally } from '../figures/figure-store.ts';
import { refuse } from '../refusals.ts';
import type { ContactRow } from '../tables.ts';
import { type RecordInput, readRecord } from './record.ts';
import { listsVersion } from './record-list.ts';
import { insertRecord, recordsOf } from './record-store.ts';
import type { RecordRow } from './record-tables.ts';

/** What is written of a contact before its record is done: one draft a contact, which goes with it to whoever takes it over. */
export const RECORD_DRAFT = 'record-draft';
export const wordsOfRecord = (version: number) => `record:${version}`;
/** Longest draft, in code units of its JSON. */
const DRAFT_MOST = 20_000;

/**
 * Writes down a contact that is over, and closes it: the helper has room again. What was written before stands beside it as an
 * earlier version, and a correction says why.
 * @returns refusals `contact-record.*`, `contact.act-not-open`, `contact.key-unavailable`, and those of every act on a record
 */
export async function recordContact(
  ctx: Ctx,
  input: OnContact & { readonly record: unknown },
): Promise<Result<{ readonly version: number }>> {
  const read = readRecord(input.record);
  if (!read.ok) return read;
  const { record: _, ...on } = input;
  const said = read.value;
  const recorded = await contactAct(ctx, 'contact.record', on, async (tx, contact, person) => {
    if (contact.state !== 'wrapping' && contact.state !== 'done') return refuse('contact.act-not-open');
    const before = await recordsOf(tx, contact.id);
    // A contact that went on after its record is written down again: that says by itself why.
    const goesOn = before.length > 0 && contact.recorded_at === null;
    const correction = before.length === 0 ? null : (said.correction ?? (goesOn ? 'CONTINUED' : undefined));
    if (correction === undefined) return refuse('contact-record.correction-needed', { field: 'correction' });
    const key = await contactRecord.openKey(ctx, tx, contact.id, 'internal', contact.desk_code);
    if (!key) return refuse('contact.key-unavailable');
    const version = before.length + 1;
    await insertRecord(tx, rowOf(tx, contact, { said, author: person.person, version, correction }));
    await putWords(tx, key, version, said.words);
    await count(tx, contact, before.at(-1), said);
    const known = {
      recorded_at: tx.now,
      informant_type: said.informant,
      age_band: said.ageBand,
      province_code: said.province,
    };
    const now =
      contact.state === 'wrapping'
        ? await closeContact(ctx, tx, contact, known)
        : await updateContact(tx, contact.id, known);
    await insertEvent(tx, contact.id, version === 1 ? 'recorded' : 'record-corrected', { version });
    tx.audit({ ...auditOf(now), action: 'contact.record', codes: { version, type: said.callType } });
    tellChanged(tx, now);
    return ok({ version });
  });
  if (recorded.ok) await offerContacts(ctx);
  return recorded;
}

function rowOf(
  tx: Tx,
  contact: ContactRow,
  of: {
    readonly said: RecordInput;
    readonly author: string;
    readonly version: number;
    readonly correction: NonNullable<RecordInput['correction']> | null;
  },
) {
  const { said } = of;
  return {
    contact_id: contact.id,
    version: of.version,
    at: tx.now,
    author: of.author,
    lists: listsVersion,
    channel: contact.channel,
    call_type: said.callType,
    informant_type: said.informant,
    age_band: said.ageBand,
    sex: said.sex,
    province_code: said.province,
    reasons: said.reasons,
    main_reason: said.main,
    chi: said.chi,
    places: said.places,
    incidents: said.incidents,
    actions: said.actions,
    suggested: said.suggested,
    correction_reason: of.correction,
  };
}

/** The figures count a contact once, as its newest version says. */
async function count(tx: Tx, contact: ContactRow, before: RecordRow | undefined, said: RecordInput): Promise<void> {
  const of = { desk_code: contact.desk_code, day: vietnamDate(contact.began_at) };
  if (before)
    await tally(
      tx,
      {
        ...of,
        channel: before.channel,
        call_type: before.call_type,
        main_reason: before.main_reason ?? '',
        province_code: before.province_code ?? '',
        informant_type: before.informant_type ?? '',
      },
      -1,
    );
  await tally(
    tx,
    {
      ...of,
      channel: contact.channel,
      call_type: said.callType,
      main_reason: said.main ?? '',
      province_code: said.province ?? '',
      informant_type: said.informant ?? '',
    },
    1,
  );
}

async function putWords(tx: Tx, key: PartKey, version: number, words: string | undefined): Promise<void> {
  if (words !== undefined) await contactRecord.put(tx, key, wordsOfRecord(version), words);
  await contactRecord.put(tx, key, RECORD_DRAFT, '');
}

/** Keeps what is written of a record so far, as the page has it. @param input.draft the page's own fields as JSON; empty takes it away */
export async function saveRecordDraft(
  ctx: Ctx,
  input: { readonly contact: string; readonly draft: string },
): Promise<Result<void>> {
  if (input.draft.length > DRAFT_MOST || (input.draft !== '' && !isFields(input.draft)))
    return refuseRequest('request.invalid', { field: 'draft' });
  return contactAct(ctx, 'contact.record', { contact: input.contact }, async (tx, contact) => {
    const key = await contactRecord.openKey(ctx, tx, contact.id, 'internal', contact.desk_code);
    if (!key) return refuse('contact.key-unavailable');
    await contactRecord.put(tx, key, RECORD_DRAFT, input.draft);
    return ok();
  });
}

function isFields(draft: string): boolean {
  try {
    const read: unknown = JSON.parse(draft);
    return typeof read === 'object' && read !== null && !Array.isArray(read);
  } catch {
    return false;
  }
}
